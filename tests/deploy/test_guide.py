"""The guide, the rehearsal and the files that ship speak of the same things."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.house.test_committed import settings_explained
from tests.proofs.rehearse.document import GUIDE, ROOT, blocks, section
from tests.proofs.rehearse.machine import replacements
from tests.proofs.rehearse.rendering import FOLDERS, Place

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


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, 8080, 8443)


def test_every_command_of_the_guide_is_in_a_section_that_the_rehearsal_follows() -> None:
    sections = list(dict.fromkeys(block.section for block in blocks()))
    assert len(sections) == len(FOLLOWED)
    for title, beginning in zip(sections, FOLLOWED, strict=True):
        assert title.startswith(beginning)


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


def test_the_settings_of_the_guide_are_ones_that_the_site_reads() -> None:
    named = set(re.findall(r"^([A-Z][A-Z0-9_]+)=", TEXT, flags=re.MULTILINE))
    assert {"SECRET_KEY", "MEDIA_S3_BUCKET"} < named
    assert named - settings_explained((ROOT / ".env.example").read_text()) == set()


def test_the_commands_and_units_of_the_guide_exist() -> None:
    asked = set(re.findall(r"sudo conference ([a-z_]+)", TEXT))
    assert "migrate" in asked
    assert asked - set(get_commands()) == set()
    units = {path.name for path in (ROOT / "deploy/systemd").iterdir()}
    enabled = re.findall(r"conference-[\w@.]+", " ".join(re.findall(r"enable --now .*", TEXT)))
    assert len(enabled) == 5
    for name in enabled:
        file = re.sub(r"@\d", "@", name)
        assert (file if "." in file else f"{file}.service") in units


def test_its_links_lead_somewhere() -> None:
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", TEXT) if "://" not in link]
    assert [link for link in links if not (GUIDE.parent / link).exists()] == []
