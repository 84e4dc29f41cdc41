"""The queue when everybody acts in the same moment, each with a connection of their own."""

from collections import Counter
from datetime import timedelta

import pytest

from events.models import EventPage
from events.registrations.actions.cancellations import cancel
from events.registrations.actions.confirmations import confirm
from events.registrations.actions.signup import register
from events.registrations.errors import OfferIsOver
from events.registrations.models import Attendee, Registration, RegistrationMail, RegistrationSettings
from events.registrations.queue.clock import offer_ends
from events.registrations.queue.feeding import feed_all, feed_event
from events.registrations.queue.offers import accept, decline, lapse_offers
from events.registrations.queue.ranks import BY_RANK, waiting
from events.registrations.seats.availability import seat_availability
from events.registrations.states import Status
from tests.events.registrations.factories import applicant
from tests.events.registrations.seats.test_seats import all_at_once

from .people import NOW, add_places, all_sent, full_event, offered, queued, states

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def check_nothing_is_lost(event: EventPage, *, seats: int) -> None:
    """As many seats held or offered as there are, and nobody passed over."""
    availability = seat_availability(event, now=NOW, count_all=True)
    assert (availability.taken, availability.free) == (seats, 0)
    in_order = Attendee.objects.filter(event=event, queued_at__isnull=False).order_by(*BY_RANK)
    asked = [each.status for each in in_order if each.status in (Status.OFFERED, Status.WAITLISTED)]
    willing = asked.count(Status.OFFERED)
    assert asked == [Status.OFFERED] * willing + [Status.WAITLISTED] * (len(asked) - willing)


def test_ten_seats_given_back_while_others_register_go_to_the_first_ten_who_wait() -> None:
    event = full_event(capacity=10)
    have_seats = list(Registration.objects.filter(event=event).order_by("pk"))
    wait = [queued(event, after=minute) for minute in range(12)]

    def act(number: int) -> object:
        if number < 10:
            return cancel(have_seats[number], now=NOW)
        return confirm(register(event, applicant=applicant(number), now=NOW), now=NOW)

    answers = all_at_once(16, act)

    assert Counter(type(answer) for answer in answers) == {Registration: 16}
    assert offered(*wait) == [1] * 10 + [0] * 2
    assert waiting(event).count() == 2 + 6
    check_nothing_is_lost(event, seats=10)


def test_offers_taken_declined_and_added_at_once_keep_seats_and_order() -> None:
    event = full_event(capacity=1)
    wait = [queued(event, after=minute) for minute in range(20)]
    add_places(event, 8)
    RegistrationSettings.objects.filter(event=event).update(capacity=12)

    def act(number: int) -> object:
        if number < 5:
            return accept(wait[number], now=NOW)
        if number < 8:
            return decline(wait[number], now=NOW)
        return feed_event(event, now=NOW) if number == 8 else feed_all(now=NOW)

    answers = all_at_once(11, act)

    assert [type(answer) for answer in answers[:8]] == [Registration] * 8
    assert [states(each) for each in wait[:5]] == [[Status.CONFIRMED]] * 5
    availability = seat_availability(event, now=NOW, count_all=True)
    assert (availability.taken, availability.free) == (12, 0)


def test_one_seat_taken_twice_at_once_is_taken_once() -> None:
    event = full_event(capacity=1)
    waits = queued(event)
    add_places(event, 1)

    answers = all_at_once(6, lambda number: (accept if number % 2 else decline)(waits, now=NOW))

    assert Counter(type(answer) for answer in answers) == {Registration: 1, OfferIsOver: 5}
    assert RegistrationMail.objects.filter(registration=waits).count() <= 2


def test_an_offer_that_ends_as_it_is_taken_is_either_taken_or_over() -> None:
    event = full_event(capacity=1)
    first, second = queued(event), queued(event, after=5)
    add_places(event, 1)
    all_sent()
    end = offer_ends(event, now=NOW)
    last_moment = end - timedelta(seconds=1)

    def act(number: int) -> object:
        return lapse_offers(now=end) if number else accept(first, now=last_moment)

    taken, _ended = all_at_once(2, act)

    if isinstance(taken, OfferIsOver):
        assert offered(first, second) == [0, 1]
    else:
        assert (states(first), offered(second)) == ([Status.CONFIRMED], [0])
    availability = seat_availability(event, now=end, count_all=True)
    assert (availability.taken, availability.free) == (2, 0)
