"""Those who hold a seat are told once what became of their event."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail as mails
from django.utils import timezone
from wagtail.models import PageLogEntry

from events.lifecycle import AlreadyCancelled, AlreadyOver, ReasonMissing, cancel_event
from events.models import EventPage, EventStatus
from events.registrations.actions.signup import register
from events.registrations.models import Notice, RegistrationGate, RegistrationMail
from events.registrations.news import Announcement
from events.registrations.states import Status
from tests.events.factories import at

from .factories import RegistrationFactory, applicant, open_event
from .publishing import of_december, publish, run_queue_once_news_leave

pytestmark = pytest.mark.django_db
Kind = RegistrationMail.Kind


@pytest.fixture
def event() -> EventPage:
    """An event of December, published once, with a person of each kind."""
    event = open_event(start=at("2099-12-15", "08:30"), end=at("2099-12-15", "16:00"), town="Rennes")
    publish(event)
    for state in ({}, {"unconfirmed": True}, {"lapsed": True}):
        RegistrationFactory(event=event, **state)
    for status in (Status.EXPIRED, Status.CANCELLED, Status.ANONYMISED):
        RegistrationFactory(event=event, status=status)
    return event


def test_confirmed_and_held_are_told_once_what_changed_from_what_to_what(event: EventPage) -> None:
    publish(event, start=at("2099-12-16", "09:00"), end=at("2099-12-16", "16:00"), venue_name="Halle")
    publish(event)
    publish(event, summary="Un autre résumé.", contact_email="autre@exemple.invalid")

    run_queue_once_news_leave()
    told = RegistrationMail.objects.filter(kind=Kind.CHANGED)
    assert {mail.registration.first_attendee.status for mail in told} == {
        Status.CONFIRMED,
        Status.UNCONFIRMED,
    }
    assert told.count() == 2
    assert len(mails.outbox) == 2
    for sent in mails.outbox:
        body = sent.body.replace("\xa0", " ")
        assert "avant : mardi 15 décembre 2099, de 8 h 30 à 16 h" in body
        assert "maintenant : mercredi 16 décembre 2099, de 9 h à 16 h" in body
        assert "avant : Maison commune, 35000 Rennes" in body
        assert "maintenant : Halle, 35000 Rennes" in body


def test_a_changed_joining_link_is_announced_but_never_written_in_that_mail(event: EventPage) -> None:
    publish(event, online_url="https://visio.invalid/nouveau")
    run_queue_once_news_leave()
    assert len(mails.outbox) == 2
    for sent in mails.outbox:
        assert "Lien de connexion" in sent.body
        assert "visio.invalid" not in sent.body + sent.alternatives[0][0]


def test_a_change_that_waits_in_a_draft_tells_nobody(event: EventPage) -> None:
    draft = event.get_latest_revision_as_object()
    draft.town = "Brest"
    draft.save_revision()
    assert not RegistrationMail.objects.exists()


def test_a_change_of_a_past_event_tells_nobody() -> None:
    event = open_event(past=True)
    publish(event)
    RegistrationFactory(event=event)
    publish(event, town="Brest")
    assert not RegistrationMail.objects.exists()


def test_who_registers_before_the_first_publication_through_wagtail_is_told_as_well() -> None:
    """Imported events go live without a publication: what people saw then is noted as they register."""
    event = open_event()
    register(event, applicant=applicant(), now=timezone.now())
    publish(event, town="Brest")
    run_queue_once_news_leave()
    assert RegistrationMail.objects.filter(kind=Kind.CHANGED).count() == 1


def test_a_change_taken_back_before_its_mails_left_tells_nobody(event: EventPage) -> None:
    publish(event, town="Brest")
    publish(event, town="Rennes")
    run_queue_once_news_leave()
    assert mails.outbox == []
    assert not Notice.objects.exists()


def test_cancelling_an_event_stops_registration_and_tells_everyone_once(event: EventPage) -> None:
    now = timezone.now()

    cancelled = cancel_event(event, by=None, reason="  La salle est fermée.  ", now=now)

    assert (cancelled.status, cancelled.status_reason) == (EventStatus.CANCELLED, "La salle est fermée.")
    assert cancelled.sequence == event.sequence + 1
    run_queue_once_news_leave()
    assert RegistrationMail.objects.filter(kind=Kind.EVENT_CANCELLED).count() == 2
    assert len(mails.outbox) == 2
    for sent in mails.outbox:
        assert "La salle est fermée." in sent.body
        assert "/inscriptions/" not in sent.body
    with pytest.raises(AlreadyCancelled):
        cancel_event(event, by=None, reason="Encore.", now=now)
    publish(event, town="Brest")  # a draft published afterwards brings nothing back to life
    event.refresh_from_db()
    assert event.status == EventStatus.CANCELLED
    assert RegistrationMail.objects.count() == 2


def test_cancelling_wants_a_reason_and_an_event_to_come(event: EventPage) -> None:
    with pytest.raises(ReasonMissing):
        cancel_event(event, by=None, reason=" \n", now=timezone.now())
    with pytest.raises(AlreadyOver):
        cancel_event(event, by=None, reason="Trop tard.", now=event.end + timedelta(minutes=1))
    event.refresh_from_db()
    assert (event.status, event.sequence) == (EventStatus.SCHEDULED, 0)


def test_who_cancelled_stands_in_the_events_history(event: EventPage, django_user_model) -> None:
    team = django_user_model.objects.create_user("relais")
    cancel_event(event, by=team, reason="La salle est fermée.", now=timezone.now())
    entry = PageLogEntry.objects.filter(page=event.pk, action="events.cancel").get()
    assert (entry.user, entry.data) == (team, {"reason": "La salle est fermée."})


# --- What was announced, as another version of the site wrote it --------------------------------


def test_an_announcement_of_an_older_or_newer_version_is_read() -> None:
    event = open_event(town="Rennes")
    current = Announcement.of(event)
    stored = json.loads(json.dumps(current.to_json()))
    assert Announcement.from_json(stored, current=current) == current
    assert stored.pop("version") == 1
    del stored["online_url"], stored["end"]
    newer = stored | {"version": 2, "language": "fr", "town": "Brest"}
    assert Announcement.from_json(newer, current=current) == replace(current, town="Brest")


def test_a_publication_after_an_upgrade_tells_what_changed_and_nothing_else() -> None:
    event = of_december()
    RegistrationFactory(event=event)
    gate = RegistrationGate.objects.get(event=event)
    del gate.announced["online_url"], gate.announced["version"]
    gate.announced["of_the_next_version"] = True
    gate.save()
    publish(event)
    assert not Notice.objects.exists()
    RegistrationGate.objects.update(announced=gate.announced)
    publish(event, town="Brest")
    assert [change["what"] for change in Notice.objects.get().facts["changes"]] == ["Lieu"]
