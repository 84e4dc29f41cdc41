"""What frees or adds seats feeds the queue: a publication, an operation and its undoing, the worker."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from conference.platform.tasks.schedule import MINUTE, chores_of, discover_chores
from events.lifecycle import Cancel
from events.models import EventFormat, EventPage
from events.registrations.actions.people import set_mode
from events.registrations.models import Mode, Registration, RegistrationSettings
from events.registrations.queue.feeding import feed
from events.registrations.queue.offers import decline
from events.registrations.seats import lock_seats
from events.registrations.seats.gates import SetCapacity, SetWaitingList
from events.registrations.states import Status
from events.registrations.transitions import Actor
from tests.events.registrations.operating import do, take_back
from tests.events.registrations.publishing import publish

from .people import NOW, add_places, full_event, offered, queued, states

pytestmark = pytest.mark.django_db


def test_more_places_by_an_operation_are_offered_at_once() -> None:
    event = full_event(capacity=1)
    publish(event)
    first, second = queued(event), queued(event, after=5)
    do(EventPage.objects.get(pk=event.pk), SetCapacity(capacity=2), now=NOW)
    assert offered(first, second) == [1, 0]


def test_more_places_by_a_publication_are_offered_at_once() -> None:
    event = full_event(capacity=1)
    waits = queued(event)
    [settings] = event.registration_settings.all()
    settings.capacity = 2
    publish(event, registration_settings=[settings])
    assert offered(waits) == [1]


def declining(event: EventPage) -> Registration:
    """Somebody who waits, and declined the seat that is free."""
    waits = queued(event)
    publish(event)
    settings = RegistrationSettings.objects.filter(event=event)
    settings.update(capacity=2)
    with transaction.atomic():
        feed(lock_seats(event.pk)[0], now=timezone.now())
    decline(waits, now=timezone.now())
    publish(event, registration_settings=list(settings))
    return waits


def test_whoever_declined_is_not_asked_again_for_another_word_on_the_page() -> None:
    event = full_event(capacity=1)
    waits = declining(event)
    publish(event, title="Un autre titre")
    do(EventPage.objects.get(pk=event.pk), SetWaitingList(waiting_list=False), now=NOW)
    assert offered(waits) == [0]


def test_whoever_declined_is_asked_again_where_places_are_added() -> None:
    event = full_event(capacity=1)
    waits = declining(event)
    [settings] = event.registration_settings.all()
    settings.capacity = 3
    publish(event, registration_settings=[settings])
    assert offered(waits) == [1]
    decline(waits, now=timezone.now())
    do(EventPage.objects.get(pk=event.pk), SetCapacity(capacity=4), now=NOW)
    assert offered(waits) == [1]


def test_whoever_waits_and_goes_on_line_gives_nobody_a_seat() -> None:
    event = full_event(capacity=1)
    EventPage.objects.filter(pk=event.pk).update(format=EventFormat.HYBRID)
    declined = queued(event, mode=Mode.ON_SITE)
    add_places(event, 1)
    decline(declined, now=NOW)
    behind = queued(event, after=5, mode=Mode.ON_SITE, declined_at=NOW)
    set_mode(behind.first_attendee, mode=Mode.ONLINE, by=Actor.VISITOR, now=NOW)
    assert offered(declined) == [0]


def test_an_event_that_takes_place_after_all_offers_what_is_free() -> None:
    event = full_event(capacity=1)
    publish(event)
    waits = queued(event)
    done = do(EventPage.objects.get(pk=event.pk), Cancel(reason="Neige."), now=NOW)
    RegistrationSettings.objects.filter(event=event).update(capacity=2)
    assert offered(waits) == [0]
    take_back(done, now=NOW + timedelta(minutes=5))
    assert offered(waits) == [1]


def test_the_worker_ends_offers_and_makes_the_next_ones_each_minute() -> None:
    event = full_event(capacity=1)
    first, second = queued(event), queued(event, after=5)
    add_places(event, 1)
    first.attendees.update(held_until=NOW)
    first.mails.update(state="sent")
    discover_chores()
    chores_of(MINUTE)["events.registrations.chores.move_queues"](now=NOW)
    assert states(first) == [Status.WAITLISTED]
    assert offered(first, second) == [0, 1]
