"""What frees or adds seats feeds the queue: a publication, an operation and its undoing, the worker."""

from datetime import timedelta

import pytest

from conference.platform.tasks.schedule import MINUTE, chores_of, discover_chores
from events.lifecycle import Cancel
from events.models import EventPage
from events.registrations.gates import SetCapacity
from events.registrations.models import RegistrationSettings
from events.registrations.states import Status
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
