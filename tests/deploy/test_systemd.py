"""The units that ship, read by systemd itself where it is installed; the scripts that they start."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.proofs.rehearse.document import blocks
from tests.proofs.rehearse.rendering import FOLDERS, Place
from tests.proofs.rehearse.supervisor import read_unit

ROOT = Path(__file__).resolve().parent.parent.parent
UNITS = ROOT / "deploy/systemd"
SERVICES = sorted(UNITS.glob("*.service"))

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze n’est pas installé"
)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A machine on which this very copy of the code is the installed version."""
    place = Place(tmp_path, 80, 443)
    place["/srv/conference"].mkdir(parents=True)
    place["/srv/conference/current"].symlink_to(ROOT)
    shutil.copytree(UNITS, place["/etc/systemd/system"])
    place.render_folder(place["/etc/systemd/system"])
    return place


@needs_systemd
def test_systemd_finds_nothing_to_say(place: Place) -> None:
    folder = place["/etc/systemd/system"]
    names = ["conference-web@1.service", "conference-web.socket", "conference-worker.service"]
    names += ["conference-backup.service", "conference-backup.timer"]
    (folder / "conference-web@1.service").symlink_to(folder / "conference-web@.service")
    command = ["systemd-analyze", "verify", "--recursive-errors=one", *(str(folder / name) for name in names)]
    said = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | {"SYSTEMD_UNIT_PATH": f"{folder}:"}
    )
    about_us = [line for line in said.stderr.splitlines() if "conference" in line]
    assert about_us == []


@needs_systemd
@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.stem)
def test_a_service_touches_little_of_the_machine(unit: Path) -> None:
    """systemd's own mark: 10 is a service without walls, 3 one that is well closed in."""
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=30", "--no-pager", str(unit)]
    said = subprocess.run(command, capture_output=True, text=True)
    assert said.returncode == 0, said.stdout[-600:]


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.stem)
def test_a_service_reads_the_code_and_runs_nothing_that_it_has_written(unit: Path) -> None:
    settings = read_unit(unit, "1")
    assert settings["ProtectSystem"] == "strict"
    written = settings["ReadWritePaths"].split()
    backups = ["/var/backups/conference"]
    assert written == ["/var/lib/conference", *(backups if "backup" in unit.stem else [])]
    assert settings["NoExecPaths"].split() == written
    assert settings["User"] == "conference"
    if "backup" not in unit.stem:
        assert settings["InaccessiblePaths"] == f"-{backups[0]}"


def test_the_code_belongs_to_root() -> None:
    """`sudo conference` and nginx work with these files: who runs the site must not be able to write them."""
    commands = [line for block in blocks() for line in block.commands.splitlines() if "/srv/" in line]
    assert len(commands) > 4
    assert [line for line in commands if re.search(r"-[uog] conference|chown", line)] == []
    [made] = [line for line in commands if line.startswith("sudo install")]
    assert "-o root -g root" in made
    upgrade = (ROOT / "deploy/upgrade").read_text()
    assert "runuser" not in upgrade
    [home] = re.findall(r"adduser .*--home (\S+)", "".join(block.commands for block in blocks()))
    assert not home.startswith("/srv/")


def test_every_path_that_a_file_names_is_one_that_the_guide_makes() -> None:
    """What the rehearsal moves elsewhere (rendering.FOLDERS) is all that there is to move."""
    files = [
        *UNITS.iterdir(),
        *ROOT.glob("deploy/nginx/*.conf"),
        ROOT / "deploy/conference",
        ROOT / "deploy/upgrade",
    ]
    named = {
        path
        for file in files
        for line in file.read_text().splitlines()
        if not line.lstrip().startswith(("#", "location"))
        for path in re.findall(r"(?<![\w$}./-])/(?:etc|run|srv|var|usr)/[\w./-]+", line)
    }
    assert [path for path in sorted(named) if not path.startswith(FOLDERS)] == []


@pytest.mark.parametrize("name", ["conference", "upgrade"])
def test_the_scripts_can_be_run_and_are_plain_shell(name: str) -> None:
    script = ROOT / "deploy" / name
    assert os.access(script, os.X_OK)
    assert subprocess.run(["sh", "-n", str(script)]).returncode == 0


def test_the_launcher_works_from_the_version_that_the_link_leads_to(tmp_path: Path) -> None:
    """Resolved once: a process that runs never reads the files of the version that follows it."""
    version = tmp_path / "versions/v2"
    (version / "deploy").mkdir(parents=True)
    shutil.copy(ROOT / "deploy/conference", version / "deploy")
    python = version / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$0 $* in $(pwd -P) $DJANGO_SETTINGS_MODULE $ENV_FILE"\n')
    python.chmod(0o755)
    (tmp_path / "current").symlink_to(version)
    (tmp_path / "conference").symlink_to(tmp_path / "current/deploy/conference")
    shims = tmp_path / "shims"
    shims.mkdir()
    (shims / "runuser").write_text('#!/bin/sh\nshift 3\nexec "$@"\n')
    (shims / "runuser").chmod(0o755)
    path = f"{shims}:{os.defpath}"
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}

    def said(*arguments: str) -> str:
        command = [str(tmp_path / "conference"), *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, check=True, env=environment | {"PATH": path}
        ).stdout.strip()

    where = f"in {version} conference.settings.production /etc/conference/environment"
    assert said("migrate", "--no-input") == f"{python} manage.py migrate --no-input {where}"
    assert said("web") == f"{python} -m gunicorn --config deploy/gunicorn.conf.py {where}"
