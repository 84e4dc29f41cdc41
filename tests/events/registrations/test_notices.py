"""Those who hold a seat are told once what became of their event."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core import mail as mails
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import querydict_from_html

from conference.platform.tasks.queue import claim_next, requeue_orphans
from conference.platform.tasks.worker import call
from events.lifecycle import AlreadyCancelled, AlreadyOver, ReasonMissing, cancel_event
from events.models import EventPage, EventStatus
from events.registrations import notices
from events.registrations.erasure import erase
from events.registrations.models import Attendee, Notice, Registration, RegistrationGate, RegistrationMail
from events.registrations.notices import Announcement, announce_changes
from events.registrations.signup import register
from events.registrations.states import Status
from tests.admin_forms import with_boxes
from tests.conference.platform.worker import run_queue
from tests.events.factories import at

from .factories import RegistrationFactory, applicant, open_event

pytestmark = pytest.mark.django_db
Kind = RegistrationMail.Kind


def publish(event: EventPage, **changes) -> None:
    """What an editor does: change the newest draft and publish it."""
    draft = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision().publish()


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

    run_queue()
    told = RegistrationMail.objects.filter(kind=Kind.CHANGED)
    assert {mail.registration.attendee.status for mail in told} == {Status.CONFIRMED, Status.UNCONFIRMED}
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
    run_queue()
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
    run_queue()
    assert RegistrationMail.objects.filter(kind=Kind.CHANGED).count() == 1


def test_a_change_undone_before_it_left_is_two_mails_that_both_hold(event: EventPage) -> None:
    publish(event, town="Brest")
    publish(event, town="Rennes")
    run_queue()
    assert len(mails.outbox) == 4
    assert mails.outbox[-1].body.count("Rennes") >= 1


def test_cancelling_an_event_stops_registration_and_tells_everyone_once(event: EventPage) -> None:
    now = timezone.now()

    cancelled = cancel_event(event, by=None, reason="  La salle est fermée.  ", now=now)

    assert (cancelled.status, cancelled.status_reason) == (EventStatus.CANCELLED, "La salle est fermée.")
    assert cancelled.sequence == event.sequence + 1
    run_queue()
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


# --- Many registrants --------------------------------------------------------------------------


def registrants(event: EventPage, number: int) -> None:
    people = Registration.objects.bulk_create(
        Registration(event=event, email=f"p{n}@exemple.invalid", email_key=f"p{n}@exemple.invalid")
        for n in range(number)
    )
    Attendee.objects.bulk_create(
        Attendee(registration=person, event=event, status=Status.CONFIRMED) for person in people
    )


def of_december() -> EventPage:
    event = open_event(capacity=None, start=at("2099-12-15"), end=at("2099-12-15", "16:00"), town="Rennes")
    publish(event)
    return event


def change(event: EventPage) -> None:
    EventPage.objects.filter(pk=event.pk).update(town="Brest")
    announce_changes(event, now=timezone.now())


def cancel(event: EventPage) -> None:
    cancel_event(event, by=None, reason="Neige.", now=timezone.now())


@pytest.mark.parametrize("news", [change, cancel])
def test_news_for_600_people_asks_as_many_queries_as_for_60(news) -> None:
    asked = {}
    for number in (1, 60, 600):
        event = of_december()
        registrants(event, number)
        with CaptureQueriesContext(connection) as queries:
            news(event)
        asked[number] = len(queries)
        [notice] = Notice.objects.filter(event=event)
        assert len(notice.recipients) == number
        assert DBTaskResult.objects.ready().filter(args_kwargs__args=[notice.pk]).count() == 1
    assert asked[60] == asked[600]
    assert asked[600] <= 40, asked


def test_an_editor_who_publishes_a_change_asks_as_many_queries_for_600_people() -> None:
    """The request itself, with what Wagtail asks besides."""
    editor = Client()
    editor.force_login(User.objects.create_superuser("irene", email="irene@exemple.invalid"))
    asked = []
    for number in (60, 60, 600):  # the first fills what the process keeps
        event = of_december()
        registrants(event, number)
        url = reverse("wagtailadmin_pages:edit", args=[event.pk])
        page = querydict_from_html(with_boxes(editor.get(url).content.decode()), form_id="page-edit-form")
        shown = {name: page.getlist(name) for name in page}
        sent = shown | {"body-count": 0, "town": "Brest", "action-publish": "1"}
        with CaptureQueriesContext(connection) as queries:
            answer = editor.post(url, sent)
        assert answer.status_code == 302
        assert len(Notice.objects.get(event=event).recipients) == number
        asked.append(len(queries))
    print(asked)
    assert asked[1] == asked[2]


def test_the_mails_are_written_and_sent_in_batches_over_one_connection_each(monkeypatch) -> None:
    monkeypatch.setattr(notices, "BATCH", 4)
    event, opened = of_december(), []
    registrants(event, 10)
    monkeypatch.setattr(EmailBackend, "open", lambda self: opened.append(self))
    publish(event, town="Brest")

    run_queue()

    assert sorted(sent.to[0] for sent in mails.outbox) == sorted(f"p{n}@exemple.invalid" for n in range(10))
    assert len(opened) == 3  # 4, 4 and 2


def test_writing_the_mails_asks_as_many_queries_for_30_people_as_for_one() -> None:
    asked = []
    for number in (1, 1, 30):
        event = of_december()
        registrants(event, number)
        publish(event, town="Brest")
        notice = Notice.objects.get(event=event)
        with CaptureQueriesContext(connection) as queries:
            notices.write_notice_mails.call(notice.pk)
        asked.append(len(queries))
        assert notice.mails.count() == number
    assert asked[1] == asked[2]


def test_a_worker_killed_while_it_writes_the_mails_leaves_none_out_and_writes_none_twice(monkeypatch) -> None:
    monkeypatch.setattr(notices, "BATCH", 4)
    event, now = of_december(), timezone.now()
    registrants(event, 10)
    publish(event, town="Brest")
    batches = iter([True, True, False])
    write = notices._write_batch
    with monkeypatch.context() as killed:
        killed.setattr(
            notices, "_write_batch", lambda *args, **named: write(*args, **named) if next(batches) else die()
        )
        task = claim_next(worker_id="killed", now=now)
        with pytest.raises(KeyboardInterrupt):
            call(task)
    assert RegistrationMail.objects.count() == 8
    requeue_orphans(now=now + timedelta(hours=1))
    with time_machine.travel(now + timedelta(hours=1)):
        run_queue()
    assert sorted(sent.to[0] for sent in mails.outbox) == sorted(f"p{n}@exemple.invalid" for n in range(10))
    assert RegistrationMail.objects.count() == 10


def die() -> None:
    raise KeyboardInterrupt


def test_who_is_erased_before_the_mails_are_written_is_not_named_again() -> None:
    event = of_december()
    registration = RegistrationFactory(event=event)
    publish(event, town="Brest")
    erase(registration, by=User.objects.create_user("relais"), now=timezone.now())
    run_queue()
    assert not RegistrationMail.objects.exists()
    assert mails.outbox == []


def test_a_change_that_is_rolled_back_tells_nobody() -> None:
    event = of_december()
    registrants(event, 3)
    with transaction.atomic():
        publish(event, town="Brest")
        transaction.set_rollback(True)
    run_queue()
    assert mails.outbox == []


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
