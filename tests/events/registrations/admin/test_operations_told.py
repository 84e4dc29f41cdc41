"""Who is told of an operation and when, how it is undone, and who comes back then."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core import mail as mails
from django.utils import timezone

from events.lifecycle import (
    Cancel,
    MoveOnline,
    Postpone,
    cancel_event,
)
from events.models import EventPage, EventStatus
from events.operations import operate, undo
from events.operations.running import CannotBeUndone, TooLateToUndo
from events.registrations.actions.confirmations import confirm, expire_unconfirmed
from events.registrations.models import Notice, RegistrationMail
from events.registrations.notices import notice_waiting, stop_notice
from events.registrations.queue.ranks import place_of
from events.registrations.seats.gates import (
    SetCapacity,
)
from events.registrations.states import Status
from tests.conference.platform.worker import run_queue
from tests.events.factories import at

from ..factories import RegistrationFactory
from ..operating import NEW, announced_event, closing, do, first_item, fresh, take_back
from ..publishing import publish, run_queue_once_news_leave

pytestmark = pytest.mark.django_db
Kind = RegistrationMail.Kind


@pytest.fixture
def event() -> EventPage:
    return announced_event()


# --- Ten minutes -----------------------------------------------------------------------------------


def test_the_mails_wait_ten_minutes_and_then_leave_once(event) -> None:
    now = timezone.now()
    do(event, Cancel(reason="Neige."), now=now)
    notice = notice_waiting(event)
    assert notice.leaves_at == now + timedelta(minutes=10)
    with time_machine.travel(now + timedelta(minutes=9)):
        run_queue()
    assert mails.outbox == []
    run_queue_once_news_leave()
    run_queue_once_news_leave()
    assert [sent.subject for sent in mails.outbox] == [f"Annulé\xa0: {event.title}"] * 2
    assert notice_waiting(event) is None


def test_what_tells_nobody_anything_does_not_put_the_mails_off(event) -> None:
    now = timezone.now()
    do(event, Postpone(start=NEW), now=now)
    later = now + timedelta(minutes=5)
    do(event, SetCapacity(capacity=60), now=later)
    assert notice_waiting(event).leaves_at == now + timedelta(minutes=10)
    with time_machine.travel(later):
        again = fresh(event).get_latest_revision_as_object()
        again.summary = "Une faute corrigée."
        publish(again)
    assert notice_waiting(event).leaves_at == now + timedelta(minutes=10)
    do(event, MoveOnline(), now=later)
    assert notice_waiting(event).leaves_at == later + timedelta(minutes=10)


@pytest.mark.parametrize(
    "operation",
    [Cancel(reason="Neige."), Postpone(start=NEW), Postpone(start=None), MoveOnline(reason="Neige.")],
    ids=["cancel", "postpone", "no date", "online"],
)
def test_undone_before_they_leave_nobody_is_told(event, operation) -> None:
    take_back(do(event, operation))
    run_queue_once_news_leave()
    assert mails.outbox == []
    assert not Notice.objects.exists()
    now = fresh(event)
    assert (now.status, now.start, now.end) == (EventStatus.SCHEDULED, event.start, event.end)
    assert (now.format, now.date_uncertain) == (event.format, False)
    assert (first_item(now), closing(now)) == (first_item(event), closing(event))
    assert now.previous_start is None


def test_who_registered_before_it_was_undone_is_told_that_it_was(event) -> None:
    now = timezone.now()
    done = do(event, Postpone(start=NEW), now=now)
    late = RegistrationFactory(event=event, created_at=now + timedelta(minutes=2))
    take_back(done, now=now + timedelta(minutes=3))
    publish(event, summary="Un autre résumé.")  # tells nothing, and takes nothing back
    with time_machine.travel(now + timedelta(minutes=14)):
        run_queue()
    assert [sent.to for sent in mails.outbox] == [[late.email]]
    body = mails.outbox[0].body.replace("\xa0", " ")
    assert "maintenant : mardi 15 décembre 2099" in body


def test_who_registered_while_a_cancelled_event_was_open_again_is_told_that_it_is_cancelled(event) -> None:
    cancelled = do(event, Cancel(reason="Neige."))
    run_queue_once_news_leave()
    told, now = len(mails.outbox), timezone.now() + timedelta(hours=1)
    take_back(cancelled, now=now)
    late = RegistrationFactory(event=event, created_at=now + timedelta(minutes=2))
    do(event, Cancel(reason="Verglas."), now=now + timedelta(minutes=3))
    with time_machine.travel(now + timedelta(minutes=14)):
        run_queue()
    assert [(sent.to, sent.subject) for sent in mails.outbox[told:]] == [
        ([late.email], f"Annulé\xa0: {event.title}")
    ]


@pytest.mark.parametrize(
    ("operation", "subject"),
    [
        (Cancel(reason="Neige."), "Finalement maintenu"),
        (Postpone(start=NEW), "Correction"),
        (MoveOnline(reason="Neige."), "Correction"),
    ],
    ids=["cancel", "postpone", "online"],
)
def test_undone_later_a_correction_is_sent_with_a_higher_sequence(event, operation, subject) -> None:
    done = do(event, operation)
    run_queue_once_news_leave()
    told, sequence = len(mails.outbox), fresh(event).sequence
    take_back(done, now=timezone.now())
    run_queue_once_news_leave()
    assert [sent.subject for sent in mails.outbox[told:]] == [f"{subject}\xa0: {event.title}"] * 2
    assert fresh(event).sequence > sequence
    assert fresh(event).status == EventStatus.SCHEDULED


@pytest.mark.parametrize(
    ("earlier", "later", "subject", "sentence"),
    [
        (MoveOnline(reason="Grève."), Cancel(reason="Neige."), "Finalement maintenu", "dit annulé a lieu"),
        (Postpone(start=NEW), Cancel(reason="Neige."), "Finalement maintenu", "dit annulé a lieu"),
        (
            Postpone(start=None),
            Cancel(reason="Neige."),
            "Finalement maintenu",
            "dit annulé aura lieu, la nouvelle date est à venir",
        ),
        (Postpone(start=NEW, reason="Grève."), MoveOnline(), "Correction", "ne vaut plus"),
    ],
    ids=["cancelled online", "cancelled postponed", "cancelled without a day", "online postponed"],
)
def test_undone_what_was_told_before_is_not_told_as_news(event, earlier, later, subject, sentence) -> None:
    do(event, earlier)
    run_queue_once_news_leave()
    done = do(fresh(event), later)
    run_queue_once_news_leave()
    told = len(mails.outbox)
    take_back(done)
    run_queue_once_news_leave()
    assert [sent.subject for sent in mails.outbox[told:]] == [f"{subject}\xa0: {event.title}"] * 2
    for sent in mails.outbox[told:]:
        assert sentence in sent.body
        assert "Grève." not in sent.body


def test_two_operations_within_ten_minutes_are_one_mail_that_tells_both(event) -> None:
    do(event, Postpone(start=NEW, reason="Grève."))
    do(event, MoveOnline(reason="Grève encore."))
    run_queue_once_news_leave()
    assert len(mails.outbox) == 2
    body = mails.outbox[0].body.replace("\xa0", " ")
    assert "maintenant : mardi 22 décembre 2099" in body
    assert "maintenant : en ligne" in body


def test_an_operation_after_a_publication_tells_the_sum_of_both(event) -> None:
    publish(event, venue_name="Halle")
    done = do(event, Postpone(start=NEW))
    take_back(done)
    run_queue_once_news_leave()
    assert len(mails.outbox) == 2
    body = mails.outbox[0].body.replace("\xa0", " ")
    assert "maintenant : Halle" in body
    assert "22 décembre" not in body


def test_the_mails_of_a_publication_are_stopped_and_never_come_back(event) -> None:
    publish(event, venue_name="Halle")
    assert stop_notice(event, now=timezone.now()) == 2
    run_queue_once_news_leave()
    publish(event, summary="Un autre résumé.")
    run_queue_once_news_leave()
    assert mails.outbox == []


def test_an_event_told_of_by_the_release_before_this_one_tells_its_first_operation(event) -> None:
    gate = event.registration_gate
    for name in ("status", "status_reason"):
        del gate.announced[name]
    gate.save()
    do(event, Cancel(reason="Neige."))
    run_queue_once_news_leave()
    assert len(mails.outbox) == 2


# --- Undone: who comes back --------------------------------------------------------------------------


def test_who_could_not_confirm_a_cancelled_event_comes_back_only_where_a_seat_is_free(event) -> None:
    do(event, SetCapacity(capacity=3))
    late = RegistrationFactory(event=event, unconfirmed=True)
    now = timezone.now()
    done = do(event, Cancel(reason="Neige."), now=now)
    later = now + timedelta(days=2)
    expire_unconfirmed(now=later)
    confirmed, first, second = event.registrations.order_by("created_at", "pk")
    assert first.first_attendee.status == second.first_attendee.status == Status.EXPIRED
    do_capacity = event.registration_settings.model.objects.filter(event=event)
    do_capacity.update(capacity=2)

    take_back(done, now=later)

    states = {each.pk: each.first_attendee.status for each in event.registrations.all()}
    assert states[confirmed.pk] == Status.CONFIRMED
    assert states[first.pk] == Status.UNCONFIRMED
    assert states[late.pk] == Status.EXPIRED
    assert RegistrationMail.objects.filter(registration=first, kind=Kind.CONFIRM).exists()
    assert confirm(first, now=later).first_attendee.is_confirmed


def test_where_people_wait_those_who_could_not_confirm_have_their_seat_again_or_their_rank(event) -> None:
    event.registration_settings.model.objects.filter(event=event).update(waiting_list=True, capacity=2)
    now = timezone.now()
    of_the_queue = RegistrationFactory(event=event, unconfirmed=True, queued_at=now)
    done = do(event, Cancel(reason="Neige."), now=now)
    later = now + timedelta(days=2)
    expire_unconfirmed(now=later)
    RegistrationFactory(event=event, status=Status.WAITLISTED, queued_at=now + timedelta(hours=1))
    _confirmed, held, *_others = event.registrations.order_by("created_at", "pk")

    take_back(done, now=later)

    assert held.attendees.get().is_unconfirmed
    assert held.attendees.get().holds_seat(later)
    waits = of_the_queue.attendees.get()
    assert (waits.is_to_queue, waits.queued_at) == (True, now)
    confirm(of_the_queue, now=later)
    assert place_of(of_the_queue).rank == 1


def test_an_older_operation_is_not_undone_below_a_later_one(event) -> None:
    postponed = do(event, Postpone(start=NEW))
    seats = do(event, SetCapacity(capacity=5))
    cancelled = do(event, Cancel(reason="Neige."))
    with pytest.raises(CannotBeUndone):
        take_back(postponed)
    take_back(cancelled)
    take_back(postponed)
    take_back(seats)
    with pytest.raises(CannotBeUndone):
        take_back(seats)
    assert fresh(event).start == event.start


def test_nothing_is_undone_that_would_leave_the_event_in_the_past(event) -> None:
    done = do(event, Postpone(start=NEW))
    with pytest.raises(TooLateToUndo):
        take_back(done, now=at("2099-12-16"))
    assert fresh(event).start == NEW


def test_the_log_says_who_did_what_and_what_was_before(event) -> None:
    person = User.objects.create_user("relais")
    done = operate(event, SetCapacity(capacity=5), by=person, now=timezone.now())
    assert (done.by, done.verb) == (person, "capacity")
    assert done.before["page"] == {"registration_settings": [{"capacity": 10}]}
    assert done.after["page"] == {"registration_settings": [{"capacity": 5}]}
    undo(done, by=person, now=timezone.now())
    done.refresh_from_db()
    assert done.undone_by == person


def test_cancelling_still_answers_with_the_event(event) -> None:
    assert cancel_event(event, by=None, reason="Neige.", now=timezone.now()).status == EventStatus.CANCELLED
