"""What is done under an event's lock asks as many queries for fifty people as for five."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.lifecycle import Cancel
from events.models import EventOperation, EventPage
from events.registrations.actions.approvals import approve, refuse
from events.registrations.actions.comebacks import take_seats_back
from events.registrations.actions.confirmations import expire_unconfirmed
from events.registrations.models import Attendee
from events.registrations.queue.clock import offer_ends
from events.registrations.queue.offers import lapse_offers, leave_over
from events.registrations.queue.still_coming import ask
from events.registrations.states import Status

from .people import NOW, add_places, all_sent, full_event, party, queued, seated
from .test_still_coming import ASKED

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def many_wait(people: int) -> EventPage:
    event = full_event(capacity=1)
    for minute in range(people):
        queued(event, after=minute)
    return event


def offering(people: int) -> Callable[[], object]:
    event = many_wait(people)
    return lambda: add_places(event, people)


def lapsing(people: int) -> Callable[[], object]:
    event = many_wait(people)
    add_places(event, people)
    all_sent()
    return lambda: lapse_offers(now=offer_ends(event, now=NOW))


def lapsing_twice(people: int) -> Callable[[], object]:
    act = lapsing(people)
    Attendee.objects.filter(status=Status.OFFERED).update(offers_lapsed=1)
    return act


def ending(people: int) -> Callable[[], object]:
    event = many_wait(people)
    EventPage.objects.filter(pk=event.pk).update(over_at=NOW)
    return lambda: leave_over(now=NOW)


def expiring(people: int) -> Callable[[], object]:
    event = full_event(capacity=people)
    for _each in range(people):
        party(event, status=Status.UNCONFIRMED, at=NOW, held_until=NOW)
    return lambda: expire_unconfirmed(now=NOW)


def asking(people: int) -> Callable[[], object]:
    event = many_wait(1)
    for _each in range(people):
        seated(event)
    return lambda: ask(now=ASKED)


def approving(people: int) -> Callable[[], object]:
    event = full_event(capacity=1)
    team, _new = User.objects.get_or_create(username="equipe")
    keys = [party(event, status=Status.PENDING_APPROVAL, at=NOW).attendee.pk for _each in range(people)]
    return lambda: approve(event, attendees=keys, by=team, now=NOW)


def refusing(people: int) -> Callable[[], object]:
    event = full_event(capacity=1)
    team, _new = User.objects.get_or_create(username="equipe")
    keys = [party(event, status=Status.PENDING_APPROVAL, at=NOW).attendee.pk for _each in range(people)]
    return lambda: refuse(event, attendees=keys, reason="Complet.", by=team, now=NOW)


def coming_back(people: int) -> Callable[[], object]:
    event = full_event(capacity=people)
    Attendee.objects.filter(event=event).update(status=Status.CANCELLED)
    for _each in range(people):
        party(event, status=Status.UNCONFIRMED, at=NOW, held_until=NOW)
    undone = EventOperation(event=event, verb=Cancel.verb, at=NOW)
    return lambda: take_seats_back(event, undone=undone, now=NOW + timedelta(hours=1))


@pytest.mark.parametrize(
    "act",
    [offering, lapsing, lapsing_twice, ending, expiring, asking, approving, refusing, coming_back],
    ids=lambda act: act.__name__,
)
def test_as_many_queries_for_fifty_people_as_for_five(act) -> None:
    asked = []
    for people in (5, 5, 50):  # the first time, tables of types are read
        run = act(people)
        with CaptureQueriesContext(connection) as queries:
            assert run()
        asked.append(len(queries))
        Attendee.objects.update(status=Status.REFUSED)
    assert asked[1] == asked[2]
