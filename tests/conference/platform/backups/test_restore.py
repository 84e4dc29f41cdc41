"""A site comes back as it was: the same rows, pages and files, and what had to stay erased does."""

import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.documents import get_document_model

from conference.platform.backups import restoring, taking
from conference.platform.backups.manifest import BackupDamaged, BackupFailed, RestoreRefused
from conference.platform.backups.storage import BackupStorage, PrivateFolder, file_names, storage_at
from conference.platform.models import BackupRecord, ChoreRun
from events.models import EventPage
from events.registrations.actions.signup import register
from events.registrations.models import Registration, RegistrationLogEntry, RegistrationMail
from events.registrations.privacy.erasure import erase
from tests.conference.platform.backups.conftest import Elsewhere, every_row
from tests.events.registrations.factories import applicant, open_event

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


class BusyStorage(BackupStorage):
    """A storage to which the dump is written while five people register, before and after its first byte."""

    event: EventPage

    def put(self, backup, path, stream):
        if path.startswith("base."):
            thread = threading.Thread(target=self._five_register)
            thread.start()
            thread.join()
        return super().put(backup, path, stream)

    def _five_register(self) -> None:
        for number in range(5):
            register(self.event, applicant=applicant(100 + number), now=timezone.now())
        connection.close()


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    """The site's uploaded files: one document of the National collection."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


def upload(title: str = "Charte", content: bytes = b"Entre nous\n"):
    document = get_document_model()(title=title)
    document.file.save(f"{title.lower()}.txt", ContentFile(content))
    document.save()
    return document


@pytest.mark.demo
def test_a_site_comes_back_row_by_row_with_its_files_and_goes_on(
    tmp_path: Path, elsewhere: Elsewhere
) -> None:
    document = upload()
    User.objects.create_superuser("irene", email="irene@exemple.invalid", password="longue et secrète")
    storage = storage_at(str(tmp_path / "kept"))
    before, now = every_row(), timezone.now()
    taken = taking.take_backup(storage, now=now)
    assert taken.manifest.rows["wagtailcore_page"] > 50
    assert BackupRecord.objects.get().made_at == now
    highest = Registration.objects.order_by("pk").last().pk
    with elsewhere():
        held = restoring.restore(storage, taken.name)
        assert every_row() == before
        assert held.made_at == now
        with document.file.storage.open(document.file.name) as restored:
            assert restored.read() == b"Entre nous\n"
        restoring.settle(held, now=timezone.now())
        visitor, irene = Client(), Client()
        assert visitor.get("/").status_code == 200
        irene.force_login(User.objects.get(username="irene"))
        assert irene.get("/admin/").status_code == 200
        made = register(open_event(), applicant=applicant(1), now=timezone.now())
        assert made.pk > highest


def test_people_who_register_meanwhile_are_in_it_whole_or_not_at_all(
    tmp_path: Path, elsewhere: Elsewhere
) -> None:
    folder = str(tmp_path / "kept")
    storage = BusyStorage(folder, PrivateFolder(folder), (OSError,))
    storage.event = open_event(capacity=50)
    for number in range(3):
        register(storage.event, applicant=applicant(number), now=timezone.now())
    taken = taking.take_backup(storage, now=timezone.now())
    assert Registration.objects.count() == 8
    with elsewhere():
        restoring.restore(storage, taken.name)
        people = set(Registration.objects.values_list("pk", flat=True))
        assert len(people) == 3
        assert set(RegistrationLogEntry.objects.values_list("registration", flat=True)) == people
        assert set(RegistrationMail.objects.values_list("registration", flat=True)) == people


def test_who_asked_to_be_erased_stays_erased_and_what_was_open_is_closed(
    tmp_path: Path, elsewhere: Elsewhere, settings
) -> None:
    team = User.objects.create_user("irene")
    event, start = open_event(), timezone.now()
    stays, asks = (register(event, applicant=applicant(number), now=start) for number in (1, 2))
    client = Client()
    client.force_login(team)
    ChoreRun.objects.create(name="soon", due_at=start + timedelta(days=1), worker_id="gone")
    storage = storage_at(str(tmp_path / "kept"))
    taken = taking.take_backup(storage, now=start)
    erase(asks, by=team, now=start + timedelta(minutes=1))
    media = settings.MEDIA_ROOT
    with elsewhere():
        shutil.copytree(f"{media}/effacements", f"{settings.MEDIA_ROOT}/effacements")
        held = restoring.restore(storage, taken.name)
        assert Registration.objects.naming_someone().count() == 2
        restoring.settle(held, now=start + timedelta(hours=1))
        assert [person.pk for person in Registration.objects.naming_someone()] == [stays.pk]
        assert client.get("/admin/").status_code == 302
        chore = ChoreRun.objects.get()
        assert (chore.due_at, chore.worker_id) == (start + timedelta(hours=1), "")


def test_nothing_that_is_there_is_overwritten(tmp_path: Path, elsewhere: Elsewhere, settings) -> None:
    upload()
    storage = storage_at(str(tmp_path / "kept"))
    name = taking.take_backup(storage, now=timezone.now()).name
    with pytest.raises(RestoreRefused, match="La base n’est pas vide"):
        restoring.restore(storage, name)
    with elsewhere():
        other = Path(settings.MEDIA_ROOT) / next(media_names(storage, name))
        other.parent.mkdir(parents=True)
        other.write_text("autre chose")
        with pytest.raises(RestoreRefused, match="existe déjà et n’est pas celui de la sauvegarde"):
            restoring.restore(storage, name)
        assert connection.introspection.table_names() == []
        assert other.read_text() == "autre chose"


def media_names(storage: BackupStorage, name: str):
    folder = Path(storage.address) / name / "media"
    return (found.relative_to(folder).as_posix() for found in folder.rglob("*") if found.is_file())


def test_a_damaged_backup_is_refused_before_anything_is_written(tmp_path: Path, elsewhere: Elsewhere) -> None:
    storage = storage_at(str(tmp_path / "kept"))
    name = taking.take_backup(storage, now=timezone.now()).name
    [dump] = (Path(storage.address) / name).glob("base.*")
    content = bytearray(dump.read_bytes())
    content[len(content) // 2] ^= 1
    dump.write_bytes(content)
    with elsewhere():
        with pytest.raises(BackupDamaged, match=f"« {dump.name} » n’est plus celui"):
            restoring.restore(storage, name)
        assert connection.introspection.table_names() == []
        assert list(file_names(default_storage)) == []


def test_what_stops_halfway_leaves_no_backup(tmp_path: Path, monkeypatch) -> None:
    storage = storage_at(str(tmp_path / "kept"))

    def full(*arguments: object) -> None:
        raise BackupFailed("Impossible d’écrire : plus de place.")

    monkeypatch.setattr(taking.media, "copy_out", full)
    with pytest.raises(BackupFailed, match="plus de place"):
        taking.take_backup(storage, now=timezone.now())
    assert list(Path(storage.address).iterdir()) == []
    assert not BackupRecord.objects.exists()


def test_the_commands_say_what_they_did(tmp_path: Path, elsewhere: Elsewhere, capsys) -> None:
    gone = upload("Perdu")
    Path(gone.file.path).unlink()
    with pytest.raises(CommandError, match="BACKUP_STORAGE"):
        call_command("backup")
    storage = str(tmp_path / "kept")
    call_command("backup", storage, keep=1)
    call_command("verify_backup", storage)
    said = capsys.readouterr().out
    assert "1 fichier que la base nomme n’était plus sur le disque" in said
    assert said.count(f"  {gone.file.name}") == 2
    assert "est entière" in said
    assert "utilisateurs" in said
    with elsewhere():
        call_command("restore", storage)
        assert "est restaurée" in capsys.readouterr().out
        assert get_document_model().objects.get().title == "Perdu"
