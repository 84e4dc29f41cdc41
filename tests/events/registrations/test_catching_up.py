"""During an update the version before still writes rows: they get what it knew nothing of."""

import importlib

import pytest
from django.apps import apps
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from conference.platform.tasks.schedule import DAY, MINUTE, chores_of, discover_chores
from events.registrations import catching_up
from events.registrations.access import ticket_path
from events.registrations.models import Attendee, Registration
from events.registrations.privacy.erasure import erase
from events.registrations.transitions import Actor

from .factories import RegistrationFactory, open_event

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def written_by_the_version_before(number: int) -> None:
    registrations = RegistrationFactory.create_batch(
        number, event=open_event(capacity=40), organisation="Les Jardins"
    )
    Attendee.objects.update(uuid=None, organisation="")
    Registration.objects.filter(pk__in=[each.pk for each in registrations]).update(confirmed_at=None)


def test_a_person_registered_during_an_update_has_a_ticket_within_the_minute(client: Client) -> None:
    written_by_the_version_before(1)
    discover_chores()
    chores_of(MINUTE)["events.registrations.chores.complete_rows_of_an_update"](now=timezone.now())

    attendee = Attendee.objects.select_related("registration").get()
    assert client.get(ticket_path(attendee)).status_code == 200
    assert attendee.organisation == "Les Jardins"
    assert attendee.registration.confirmed_at == attendee.confirmed_at


def test_the_migration_that_was_stopped_is_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    migration = importlib.import_module("events.registrations.migrations.0005_each_attendee_has_a_number")
    written_by_the_version_before(2)

    def stopped(*args: object, **kwargs: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopping:
        stopping.setattr(QuerySet, "bulk_update", stopped)
        with pytest.raises(KeyboardInterrupt):
            migration.number_attendees(apps, None)
    for step in (migration.number_attendees, migration.date_confirmations):
        step(apps, None)
    for person in Attendee.objects.select_related("registration"):
        assert (person.organisation, bool(person.uuid)) == ("Les Jardins", True)
        assert person.registration.confirmed_at == person.confirmed_at


def test_what_the_version_before_left_of_those_whom_it_erased_is_erased_too() -> None:
    now = timezone.now()
    kept = RegistrationFactory(first_name="Aïcha", last_name="Boyer", phone="01 99 00 12 34")
    gone = RegistrationFactory(organisation="Les Jardins")
    erase(gone, by=Actor.VISITOR, now=now)
    Attendee.objects.filter(registration=gone).update(organisation="Les Jardins", email="a@exemple.invalid")
    Registration.objects.filter(pk=gone.pk).update(phone="01 99 00 12 34", note="Rappelle lundi.")

    discover_chores()
    chores_of(DAY)["events.registrations.chores.erase_what_has_had_its_time"](now=now)

    gone.refresh_from_db()
    person = Attendee.objects.get(registration=gone)
    assert (gone.phone, gone.note, person.organisation, person.email) == ("", "", "", "")
    kept.refresh_from_db()
    assert (kept.phone, str(kept)) == ("01 99 00 12 34", "Aïcha Boyer")


def test_whoever_has_a_number_keeps_it() -> None:
    kept = RegistrationFactory(organisation="").first_attendee
    assert catching_up.complete_people() == 0
    assert Attendee.objects.get().uuid == kept.uuid


def test_many_are_completed_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catching_up, "BATCH", 2)
    written_by_the_version_before(5)
    assert catching_up.complete_people() == 5
    assert len(set(Attendee.objects.exclude(uuid=None).values_list("uuid", flat=True))) == 5
