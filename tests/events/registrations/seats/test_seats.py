"""Seats: however many people come at once, none is given twice."""

import threading
from collections import Counter
from datetime import datetime

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from events.lifecycle import cancel_event
from events.models import EventPage, EventStatus
from events.registrations.actions.confirmations import refusal_of
from events.registrations.actions.signup import register
from events.registrations.errors import EventCancelled, EventFull, RegistrationError
from events.registrations.models import Attendee, Registration, RegistrationLogEntry, RegistrationMail
from events.registrations.notices import announce
from events.registrations.seats import lock_seats, lock_seats_of
from events.registrations.seats.availability import seat_availability
from events.registrations.seats.lock import DECIDES
from tests.events.factories import at

from ..factories import applicant, open_event
from ..publishing import run_queue_once_news_leave

pytestmark = pytest.mark.postgresql


def all_at_once(number: int, act) -> list:
    """Run ``act(0) … act(number - 1)`` in as many threads, each with a connection of its own."""
    barrier, answers = threading.Barrier(number), [None] * number

    def run(index: int) -> None:
        try:
            barrier.wait()
            answers[index] = act(index)
        except Exception as error:
            answers[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[index]) for index in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_fifty_people_at_once_on_ten_seats_give_ten_seats_and_forty_clear_refusals() -> None:
    event = open_event(capacity=10)
    now = timezone.now()

    answers = all_at_once(50, lambda n: register(event, applicant=applicant(n), now=now))

    assert Counter(type(answer) for answer in answers) == {Registration: 10, EventFull: 40}
    assert {str(answer) for answer in answers if isinstance(answer, EventFull)} == {
        "Complet : il ne reste plus de place."
    }
    assert Attendee.objects.filter(event=event).holding_a_seat(now).count() == 10
    assert Registration.objects.count() == 10
    assert RegistrationMail.objects.count() == 10
    assert RegistrationLogEntry.objects.count() == 10
    assert seat_availability(event, now=now).left == 0


@pytest.mark.django_db(transaction=True)
def test_one_person_who_clicks_twenty_times_at_once_holds_one_seat() -> None:
    event = open_event(capacity=10)
    now = timezone.now()

    answers = all_at_once(20, lambda n: register(event, applicant=applicant(1), now=now))

    assert {answer.pk for answer in answers} == {Registration.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_who_clicks_twice_on_the_last_seat_is_led_to_it_twice() -> None:
    event, now = open_event(capacity=1), timezone.now()

    answers = all_at_once(
        2, lambda n: register(event, applicant=applicant(1), now=now, submission_key="the same form")
    )

    assert [answer.pk for answer in answers] == [Registration.objects.get().pk] * 2
    for another in ("another form", ""):  # whoever types that address learns nothing of it
        with pytest.raises(EventFull):
            register(event, applicant=applicant(1), now=now, submission_key=another)


@pytest.mark.django_db(transaction=True)
def test_who_registers_while_the_event_is_being_cancelled_is_refused_or_told() -> None:
    for _again in range(3):
        event, now = open_event(capacity=None), timezone.now()

        def act(number: int, event: EventPage = event, now: datetime = now) -> object:
            if number == 5:
                return cancel_event(event, by=None, reason="Neige.", now=now)
            return register(event, applicant=applicant(number), now=now)

        answers = all_at_once(11, act)
        run_queue_once_news_leave()

        assert {type(answer) for answer in answers} <= {EventPage, Registration, EventCancelled}
        registered = {answer.pk for answer in answers if isinstance(answer, Registration)}
        told = RegistrationMail.objects.filter(event=event, kind=RegistrationMail.Kind.EVENT_CANCELLED)
        assert sorted(told.values_list("registration", flat=True)) == sorted(registered)


@pytest.mark.django_db(transaction=True)
def test_who_registers_while_the_event_is_being_published_is_not_turned_away_by_a_deadlock() -> None:
    """A publication saves the page, then takes the seats' lock to tell registrants: the other way round."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time, whatever it writes")
    event, now = open_event(), timezone.now()
    with transaction.atomic():
        lock_seats(event.pk)
    seats_locked, page_saved = threading.Event(), threading.Event()

    def sign_up() -> Registration:
        with transaction.atomic():
            lock_seats(event.pk)
            seats_locked.set()
            page_saved.wait(10)
            return register(event, applicant=applicant(), now=now)

    def publish() -> int:
        seats_locked.wait(10)
        with transaction.atomic():  # as an approval and a planned publication do
            page = EventPage.objects.get(pk=event.pk)
            page.town = "Saint-Benoît"
            page.save()
            page_saved.set()
            return announce(page, now=now)

    answers = all_at_once(2, lambda number: (sign_up, publish)[number]())

    assert [type(answer) for answer in answers] == [Registration, int]
    assert answers[1] == 1


@pytest.mark.django_db(transaction=True)
def test_the_seats_of_two_events_do_not_wait_for_each_other() -> None:
    """On PostgreSQL: one event's lock, held open, keeps nobody from another event."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time, whatever it writes")
    busy, free = open_event(), open_event()
    with transaction.atomic():
        lock_seats(busy.pk)
        [answer] = all_at_once(1, lambda n: register(free, applicant=applicant(n), now=timezone.now()))
    assert isinstance(answer, Registration)


@pytest.mark.django_db
@pytest.mark.parametrize("capacity", [None, 1, 3])
def test_an_event_takes_as_many_people_as_it_has_seats(capacity: int | None) -> None:
    event, now = open_event(capacity=capacity), timezone.now()
    for number in range(capacity or 5):
        register(event, applicant=applicant(number), now=now)
    if capacity is not None:
        with pytest.raises(EventFull):
            register(event, applicant=applicant(6), now=now)
    assert Registration.objects.count() == (capacity or 5)


@pytest.mark.django_db
def test_capacity_zero_is_full_from_the_start() -> None:
    event = open_event(capacity=0)
    with pytest.raises(EventFull):
        register(event, applicant=applicant(), now=timezone.now())
    assert not Registration.objects.exists()


@pytest.mark.django_db
def test_a_copy_of_the_event_read_before_does_not_open_what_is_closed_now() -> None:
    event = open_event()
    EventPage.objects.filter(pk=event.pk).update(live=False)
    with pytest.raises(RegistrationError):
        register(event, applicant=applicant(), now=timezone.now())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"live": False},
        {"status": EventStatus.CANCELLED},
        {"status": EventStatus.POSTPONED, "date_uncertain": True},
        {"start": at("2020-05-04"), "end": at("2020-05-05")},
        {"end": at("2020-05-05")},
        {"organised_by_others": True},
    ],
)
def test_what_changed_since_the_event_was_read_counts(change: dict[str, object]) -> None:
    event = open_event()
    EventPage.objects.filter(pk=event.pk).update(**change)
    with pytest.raises(RegistrationError):
        register(event, applicant=applicant(), now=timezone.now())
    assert not Registration.objects.exists()


@pytest.mark.django_db
def test_all_that_decides_is_read_anew() -> None:
    """No other column of the event is looked at to say whether a seat can be taken."""
    event = lock_seats_of(EventPage.objects.only("pk", *DECIDES).get(pk=open_event().pk))
    for times_known in (True, False):
        event.times_known = times_known
        assert refusal_of(event, seat_availability(event, now=timezone.now())) is None
    assert event.get_deferred_fields().isdisjoint(DECIDES)
    columns = {field.attname for field in EventPage._meta.concrete_fields} - {"id", "page_ptr_id"}
    assert event.get_deferred_fields() == columns - set(DECIDES)  # none was fetched meanwhile
