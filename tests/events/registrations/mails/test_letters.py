"""Letters to the people of a session: seen, sent once, stopped in time, to those one chose and no others."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail as mails
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.registrations import notices
from events.registrations.mails.letters import LetterHasLeft, letters_of, stop_letter
from events.registrations.models import Attendee, Notice, Registration, RegistrationMail
from events.registrations.states import Status
from tests.conference.platform.worker import run_queue
from tests.conference.regions.people import browser_of, moderator, superuser
from tests.events.registrations.desk import Desk, make_desk
from tests.events.registrations.factories import RegistrationFactory
from tests.events.registrations.pages import words
from tests.events.registrations.publishing import run_queue_once_news_leave

pytestmark = pytest.mark.django_db
WRITTEN = {"subject": "Parking", "text": "Le parking {ferme}\n\nà 18 h.", "states": ["confirmees"]}


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def address(desk: Desk) -> str:
    return reverse("event_letter", args=[desk.event.pk])


def test_a_relay_sees_sends_and_stops_a_letter_to_its_own_event(desk: Desk) -> None:
    seen = desk.owner.post(address(desk), WRITTEN | {"preview": "1"}).content.decode()
    assert "Ce message part à 1 inscription." in seen
    assert "Parking – Rencontre de Rennes" in seen
    assert not Notice.objects.exists()
    for _twice in range(2):
        desk.owner.post(address(desk), WRITTEN)
    [letter] = letters_of(desk.event)
    board = desk.mate.get(reverse("event_board", args=[desk.event.pk])).content.decode()
    stop = reverse("event_stop_letter", args=[desk.event.pk, letter.pk])
    assert stop in board
    assert desk.stranger.get(address(desk)).status_code == 404
    assert desk.stranger.post(stop).status_code == 404
    run_queue()
    assert mails.outbox == []
    desk.mate.post(stop)
    run_queue_once_news_leave()
    assert mails.outbox == []
    history = reverse("wagtailadmin_pages:history", args=[desk.event.pk])
    assert "Message arrêté : Parking" in words(desk.owner.get(history))


def test_whoever_has_no_right_on_registrations_writes_to_nobody(desk: Desk) -> None:
    moderation = browser_of(moderator())
    board = reverse("event_board", args=[desk.event.pk])
    assert address(desk) in desk.owner.get(board).content.decode()
    assert address(desk) not in moderation.get(board).content.decode()
    moderation.post(address(desk), WRITTEN)
    assert not Notice.objects.exists()


def test_a_letter_leaves_once_to_those_in_the_states_chosen_and_to_addresses_of_their_own(desk: Desk) -> None:
    waiting = RegistrationFactory(event=desk.event, status=Status.WAITLISTED, queued_at=timezone.now())
    RegistrationFactory(event=desk.event, status=Status.CANCELLED)
    Attendee.objects.create(
        registration=desk.registration,
        event=desk.event,
        first_name="Paul",
        email="paul@exemple.invalid",
        status=Status.CONFIRMED,
    )
    desk.owner.post(address(desk), WRITTEN)
    run_queue_once_news_leave()
    assert sorted(sent.to[0] for sent in mails.outbox) == sorted(
        ["paul@exemple.invalid", desk.registration.email]
    )
    assert mails.outbox[0].subject == "Parking – Rencontre de Rennes"
    assert "Le parking ferme" in mails.outbox[0].body  # no placeholder here
    with pytest.raises(LetterHasLeft):
        stop_letter(letters_of(desk.event).get(), by=superuser())
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        notices.write_notice_mails.call(letters_of(desk.event).get().pk)
        run_queue()
    assert len(mails.outbox) == 2

    desk.owner.post(address(desk), WRITTEN | {"states": ["attente"]})
    run_queue_once_news_leave()
    assert mails.outbox[2].to == [waiting.email]


def test_nobody_to_write_to_and_nothing_typed_are_said(desk: Desk) -> None:
    said = desk.owner.post(address(desk), WRITTEN | {"states": ["attente"]}).content.decode()
    assert "Personne n’est dans ces états" in said
    assert "Parking" in said
    assert not Notice.objects.exists()
    assert desk.owner.post(address(desk), {"subject": "\x00", "states": "x"}).status_code == 200


def test_a_letter_says_whom_it_does_not_reach_and_counts_the_others_alone(desk: Desk) -> None:
    by_phone = RegistrationFactory(event=desk.event, status=Status.CONFIRMED)
    Registration.objects.filter(pk=by_phone.pk).update(email="", email_key="", phone="02 99 00 00 00")
    page = desk.owner.post(address(desk), WRITTEN | {"preview": "1"}).content.decode()
    assert "Ce message part à 1 inscription." in page
    assert "1 personne sans courriel est à appeler." in page
    desk.owner.post(address(desk), WRITTEN)
    assert letters_of(desk.event).get().recipients == [desk.registration.pk]


def test_a_letter_to_people_without_an_address_is_not_said_to_leave(desk: Desk) -> None:
    Registration.objects.update(email="", email_key="")
    said = desk.owner.post(address(desk), WRITTEN).content.decode()
    assert "ou n’y a d’adresse" in said
    assert not Notice.objects.exists()


def test_a_letter_puts_no_news_of_the_event_off_nor_takes_their_place(desk: Desk) -> None:
    desk.owner.post(address(desk), WRITTEN)
    assert notices.notice_waiting(desk.event) is None
    run_queue_once_news_leave()
    assert RegistrationMail.objects.get().kind == "letter"


def test_2000_people_cost_the_request_no_more_and_a_killed_worker_writes_none_twice(
    desk: Desk, monkeypatch
) -> None:
    people = Registration.objects.bulk_create(
        Registration(event=desk.event, email=f"p{n}@exemple.invalid", email_key=f"p{n}@exemple.invalid")
        for n in range(2000)
    )
    Attendee.objects.bulk_create(
        Attendee(registration=person, event=desk.event, status=Status.CONFIRMED) for person in people
    )
    with CaptureQueriesContext(connection) as queries:
        desk.owner.post(address(desk), WRITTEN)
    assert len(queries) <= 40
    [letter] = letters_of(desk.event)
    assert len(letter.recipients) == 2001
    write, batches = notices._write_batch, iter([True, True, False])

    def killed_in_the_middle(*args, **named) -> None:
        if not next(batches):
            raise KeyboardInterrupt
        write(*args, **named)

    with time_machine.travel(letter.leaves_at + timedelta(seconds=1), tick=False):
        with monkeypatch.context() as killed:
            killed.setattr(notices, "_write_batch", killed_in_the_middle)
            with pytest.raises(KeyboardInterrupt):
                notices.write_notice_mails.call(letter.pk)
        assert letter.mails.count() == 400
        notices.write_notice_mails.call(letter.pk)
    assert letter.mails.count() == letter.mails.values("registration").distinct().count() == 2001
