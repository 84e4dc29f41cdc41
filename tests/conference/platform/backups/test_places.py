"""Where backups lie: a folder that nobody else reads, or an S3-compatible server."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from conference.platform.backups import manifest, verifying
from conference.platform.backups.errors import BackupDamaged, BackupFailed
from conference.platform.backups.places import Folder, Place, place_at
from conference.platform.backups.taking import rotate

MADE_AT = datetime(2026, 11, 25, 3, tzinfo=UTC)


@pytest.fixture(params=["folder", "bucket"])
def place(request, tmp_path: Path) -> Iterator[Place]:
    if request.param == "folder":
        yield place_at(str(tmp_path / "kept"))
        return
    yield request.getfixturevalue("bucket")


def begun(place: Place, name: str, *, made_at: datetime = MADE_AT) -> manifest.Manifest:
    """A backup of two files, not finished."""
    files = {"base.sqlite3": b"des lignes", "media/images/a.png": b"une image" * 400_000}
    return manifest.Manifest(
        made_at=made_at,
        site="https://conference.test",
        vendor="sqlite",
        server="SQLite 3.40",
        dump="base.sqlite3",
        versions={"wagtail": "8.0"},
        rows={"wagtailcore_page": 3, "auth_user": 2},
        migrations=[],
        files={path: place.put(name, path, io.BytesIO(content)) for path, content in files.items()},
    )


def made(place: Place, name: str, **values) -> manifest.Manifest:
    held = begun(place, name, **values)
    place.finish(name, held.written())
    return held


def test_a_backup_is_whole_once_it_is_finished(place: Place) -> None:
    held = begun(place, "conference-1")
    assert (place.names(), place.unfinished()) == ([], ["conference-1"])
    with pytest.raises(BackupDamaged, match="Aucune sauvegarde entière"):
        verifying.chosen(place)
    place.finish("conference-1", held.written())
    assert (place.names(), place.unfinished()) == (["conference-1"], [])
    assert verifying.verify(place, verifying.chosen(place)) == held
    with place.local("conference-1", held.dump) as path:
        assert path.read_bytes() == b"des lignes"


def test_the_newest_are_kept_and_what_was_given_up_goes(place: Place) -> None:
    for day in (1, 2, 3):
        made(place, f"conference-202611{day:02}T030000Z")
    begun(place, "conference-20261102T035900Z")
    begun(place, "conference-20261103T030500Z")
    now = datetime(2026, 11, 3, 4, tzinfo=UTC)
    assert rotate(place, keep=2, now=now) == ["conference-20261101T030000Z", "conference-20261102T035900Z"]
    assert place.names() == ["conference-20261102T030000Z", "conference-20261103T030000Z"]
    assert place.unfinished() == ["conference-20261103T030500Z"]
    assert rotate(place, keep=0, now=now) == []


def test_a_file_that_changed_or_went_is_named(place: Place) -> None:
    made(place, "conference-1")
    held = begun(place, "conference-2")
    place.put("conference-2", "media/images/a.png", io.BytesIO(b"autre"))
    place.finish("conference-2", held.written())
    with pytest.raises(BackupDamaged, match=r"« media/images/a.png » n’est plus celui"):
        verifying.verify(place, "conference-2")
    with pytest.raises(BackupDamaged, match="Pas de sauvegarde « conference-3 »"):
        verifying.chosen(place, "conference-3")
    with (
        pytest.raises(BackupDamaged, match=r"« base.pgdump » n’est plus dans la sauvegarde"),
        place.open("conference-1", "base.pgdump"),
    ):
        pass


def test_a_folder_is_its_owner_s_alone(tmp_path: Path) -> None:
    made(Folder(tmp_path / "deep" / "kept"), "conference-1")
    found = list((tmp_path / "deep").rglob("*"))
    assert len(found) == 7
    assert {path.stat().st_mode & 0o777 for path in found if path.is_dir()} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in found if path.is_file()} == {0o600}


def test_a_name_that_leaves_the_backup_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BackupDamaged, match="sort de la sauvegarde"):
        Folder(tmp_path).put("conference-1", "media/../../a", io.BytesIO(b""))


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file, not a folder")
    with pytest.raises(BackupFailed, match="Impossible d’écrire dans"):
        begun(Folder(tmp_path / "kept"), "conference-1")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rows": {}}, "Le manifeste a été modifié"),
        ({"format": 2}, "vient d’une autre version du site"),
        (None, "Le manifeste est illisible"),
    ],
)
def test_a_manifest_that_is_not_ours_any_more_is_refused(tmp_path: Path, change, said) -> None:
    content = made(Folder(tmp_path), "conference-1").written()
    changed = content[:-20] if change is None else json.dumps(json.loads(content) | change).encode()
    with pytest.raises(BackupDamaged, match=said):
        manifest.read(changed)


def test_the_age_and_what_it_holds_are_said_in_words(tmp_path: Path, capsys) -> None:
    made(Folder(tmp_path), "conference-1", made_at=timezone.now() - timedelta(hours=30))
    call_command("verify_backup", str(tmp_path), max_age=31)
    said = capsys.readouterr().out
    assert "il y a 30 heures" in said
    assert "5 lignes dans 2 tables (pages : 3" in said
    assert "1 fichier déposé" in said
    with pytest.raises(CommandError, match="plus de 29 heures"):
        call_command("verify_backup", str(tmp_path), max_age=29)
