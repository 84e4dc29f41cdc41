"""The guide, the rehearsal and the files that ship speak of the same things."""

import re
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.house.test_committed import settings_explained

from .client import fields
from .document import GUIDE, blocks, section
from .machine import replacements
from .rendering import FOLDERS, Place
from .supervisor import read_unit
from .team import code_of

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = GUIDE.read_text()
FOLLOWED = [
    "1.",
    "2.",
    "3.",
    "4.",
    "5.",
    "6.",
    "7.",
    "8.",
    "Mettre à jour",
    "Avec Redis",
    "Avec un stockage S3",
]

pytestmark = pytest.mark.once


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, 8080, 8443)


def test_every_command_of_the_guide_is_in_a_section_that_the_rehearsal_follows() -> None:
    sections = list(dict.fromkeys(block.section for block in blocks()))
    assert len(sections) == len(FOLLOWED)
    for title, beginning in zip(sections, FOLLOWED, strict=True):
        assert title.startswith(beginning)


def test_a_block_that_is_only_shown_is_not_run_and_a_missing_section_is_said() -> None:
    text = "## Un\n\n```sh\na\n```\n\n```shell\nb\n```\n\n## Deux\n\n```sh\nc\n```\n"
    assert [(block.section, block.commands) for block in blocks(text)] == [("Un", "a\n"), ("Deux", "c\n")]
    with pytest.raises(LookupError, match="9"):
        section("9. ")


def test_the_upgrade_is_five_commands_at_most() -> None:
    assert 0 < len(section("Mettre à jour").splitlines()) <= 5


def test_what_the_rehearsal_replaces_stands_in_the_guide() -> None:
    replaced = replacements(
        repository=Path("/r"), database={"PGHOST": "/p"}, smtp_port=1, redis_url="r", s3="s"
    )
    assert [said for said in replaced if said not in TEXT] == []


def test_no_folder_of_the_machine_itself_is_left_once_rendered(place: Place) -> None:
    commands = place.render("".join(block.commands for block in blocks()))
    commands += "".join(place.render(path.read_text()) for path in (ROOT / "deploy/nginx").glob("*.conf"))
    for folder in FOLDERS:
        assert commands.count(folder) == commands.count(f"{place.root}{folder}"), folder
    assert "conference.example.org" not in commands
    assert f"listen 127.0.0.1:{place.https_port} ssl" in commands


def test_rendering_twice_changes_nothing_more(place: Place) -> None:
    once = place.render("".join(block.commands for block in blocks()))
    assert place.render(once) == once


def test_the_settings_of_the_guide_are_ones_that_the_site_reads() -> None:
    named = set(re.findall(r"^([A-Z][A-Z0-9_]+)=", TEXT, flags=re.MULTILINE))
    assert {"SECRET_KEY", "MEDIA_S3_BUCKET"} < named
    assert named - settings_explained((ROOT / ".env.example").read_text()) == set()


def test_the_commands_and_units_of_the_guide_exist() -> None:
    told = subprocess.run(
        [str(ROOT / ".venv/bin/python"), "manage.py", "help", "--commands"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    asked = set(re.findall(r"sudo conference ([a-z_]+)", TEXT))
    assert asked - set(told.stdout.split()) == set()
    units = {path.name for path in (ROOT / "deploy/systemd").iterdir()}
    enabled = re.findall(r"conference-[\w@.]+", " ".join(re.findall(r"enable --now .*", TEXT)))
    assert len(enabled) == 5
    for name in enabled:
        file = re.sub(r"@\d", "@", name)
        assert (file if "." in file else f"{file}.service") in units


def test_its_links_lead_somewhere() -> None:
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", TEXT) if "://" not in link]
    assert [link for link in links if not (GUIDE.parent / link).exists()] == []


def test_a_unit_is_read_for_its_instance() -> None:
    unit = read_unit(ROOT / "deploy/systemd/conference-web@.service", "2")
    assert unit["Description"] == "Conférence des alliances : service web 2"


@pytest.mark.parametrize(("at", "code"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")])
def test_codes_are_those_of_the_standard(at: float, code: str) -> None:
    """RFC 6238, appendix B, its last six digits."""
    assert code_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", at=at) == code


def test_a_form_is_sent_as_a_browser_would() -> None:
    html = """<form><input name=a value=1><input name=b type=checkbox><input name=c type=checkbox checked>
    <input name=d type=radio value=x><input name=d type=radio value=y checked><textarea name=e>
deux</textarea><select name=f><option value=1>Un<option value=2 selected>Deux</select><select name=g>
    <option>Seul</select><button name=h value=1>Oui</button><input name=i disabled></form>"""
    form = BeautifulSoup(html, "html.parser").form
    assert form is not None
    expected = {"a": "1", "c": "on", "d": "y", "e": "deux", "f": ["2"], "g": ["Seul"]}
    assert fields(form) == expected
