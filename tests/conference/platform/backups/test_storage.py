"""Where backups lie: a folder that nobody else reads, or an S3-compatible server."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from conference.platform.backups import manifest, restoring
from conference.platform.backups.manifest import BackupDamaged, BackupFailed
from conference.platform.backups.storage import BackupStorage, storage_at
from conference.platform.backups.taking import rotate

MADE_AT = datetime(2026, 11, 25, 3, tzinfo=UTC)


@pytest.fixture(params=["folder", "bucket"])
def storage(request, tmp_path: Path) -> Iterator[BackupStorage]:
    if request.param == "folder":
        yield storage_at(str(tmp_path / "kept"))
        return
    yield request.getfixturevalue("bucket")


def begun(storage: BackupStorage, name: str, *, made_at: datetime = MADE_AT) -> manifest.Manifest:
    """A backup of two files, not finished."""
    files = {"base.sqlite3": b"des lignes", "media/images/a.png": b"une image" * 400_000}
    return manifest.Manifest(
        made_at=made_at,
        site="https://conference.test",
        vendor="sqlite",
        server="SQLite 3.40",
        dump="base.sqlite3",
        versions={"wagtail": "8.0"},
        rows={"wagtailcore_page": 3, "events_speaker": 1, "registrations_registration": 4, "auth_user": 2},
        migrations=[],
        files={path: storage.put(name, path, io.BytesIO(content)) for path, content in files.items()},
    )


def made(storage: BackupStorage, name: str, **values) -> manifest.Manifest:
    held = begun(storage, name, **values)
    storage.finish(name, held.written())
    return held


def test_a_backup_is_whole_once_it_is_finished(storage: BackupStorage) -> None:
    held = begun(storage, "conference-1")
    assert (storage.names(), storage.unfinished()) == ([], ["conference-1"])
    with pytest.raises(BackupDamaged, match="Aucune sauvegarde entière"):
        restoring.chosen(storage)
    storage.finish("conference-1", held.written())
    assert (storage.names(), storage.unfinished()) == (["conference-1"], [])
    assert restoring.verify(storage, restoring.chosen(storage)) == held
    with storage.local("conference-1", held.dump) as path:
        assert path.read_bytes() == b"des lignes"


def test_the_newest_are_kept_and_what_was_given_up_goes(storage: BackupStorage) -> None:
    for day in (1, 2, 3):
        made(storage, f"conference-202611{day:02}T030000Z")
    begun(storage, "conference-20261102T035900Z")
    begun(storage, "conference-20261103T030500Z")
    now = datetime(2026, 11, 3, 4, tzinfo=UTC)
    assert rotate(storage, keep=2, now=now) == ["conference-20261101T030000Z", "conference-20261102T035900Z"]
    assert storage.names() == ["conference-20261102T030000Z", "conference-20261103T030000Z"]
    assert storage.unfinished() == ["conference-20261103T030500Z"]
    assert rotate(storage, keep=0, now=now) == []


def test_a_file_that_changed_or_went_is_named(storage: BackupStorage) -> None:
    made(storage, "conference-1")
    held = begun(storage, "conference-2")
    storage.put("conference-2", "media/images/a.png", io.BytesIO(b"autre"))
    storage.finish("conference-2", held.written())
    with pytest.raises(BackupDamaged, match=r"« media/images/a.png » n’est plus celui"):
        restoring.verify(storage, "conference-2")
    with pytest.raises(BackupDamaged, match="Pas de sauvegarde « conference-3 »"):
        restoring.chosen(storage, "conference-3")
    with (
        pytest.raises(BackupDamaged, match=r"« base.pgdump » n’est plus dans la sauvegarde"),
        storage.open("conference-1", "base.pgdump"),
    ):
        pass


def test_a_folder_is_its_owner_s_alone(tmp_path: Path) -> None:
    made(storage_at(str(tmp_path / "deep" / "kept")), "conference-1")
    found = list((tmp_path / "deep").rglob("*"))
    assert len(found) == 7
    assert {path.stat().st_mode & 0o777 for path in found if path.is_dir()} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in found if path.is_file()} == {0o600}


def test_a_name_that_leaves_the_backup_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BackupDamaged, match="sort de la sauvegarde"):
        storage_at(str(tmp_path)).put("conference-1", "media/../../a", io.BytesIO(b""))


def test_a_storage_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file, not a folder")
    with pytest.raises(BackupFailed, match=r"L’emplacement des sauvegardes .* refuse"):
        begun(storage_at(str(tmp_path / "kept")), "conference-1")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rows": {}}, "Le manifeste a été modifié"),
        ({"format": 2}, "vient d’une autre version du site"),
        (None, "Le manifeste est illisible"),
    ],
)
def test_a_manifest_that_is_not_ours_any_more_is_refused(tmp_path: Path, change, said) -> None:
    content = made(storage_at(str(tmp_path)), "conference-1").written()
    changed = content[:-20] if change is None else json.dumps(json.loads(content) | change).encode()
    with pytest.raises(BackupDamaged, match=said):
        manifest.read(changed)


def test_the_age_and_what_it_holds_are_said_in_words(tmp_path: Path, capsys) -> None:
    made(storage_at(str(tmp_path)), "conference-1", made_at=timezone.now() - timedelta(hours=30))
    call_command("verify_backup", str(tmp_path), max_age=31)
    said = capsys.readouterr().out
    assert "il y a 1 jour, 6 heures" in said
    counts = "pages : 3 ; inscriptions : 4 ; utilisateurs : 2"
    assert f"10 lignes dans 4 tables ({counts})" in said
    assert "1 fichier déposé" in said
    with pytest.raises(CommandError, match="plus de 29 heures"):
        call_command("verify_backup", str(tmp_path), max_age=29)
