"""The lock under which the seats of an event are counted and taken.

Every change of an event's seats takes it first, then reads: whoever comes second sees what the first
one wrote. On PostgreSQL it is the row of the event's gate; on SQLite the transaction itself is
IMMEDIATE (settings), so there is never but one writer. docs/decisions/0007-seats-under-lock.md
"""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.db import transaction

from events.models import EventPage

from ..models import Attendee, Registration, RegistrationGate
from ..querysets import AttendeeQuerySet

BATCH = 500  # people, in one transaction
# What decides whether a seat can be taken (availability.py), beside settings, gate and seats.
DECIDES = (
    *("live", "status", "organised_by_others", "format"),
    *("start", "end", "times_known", "date_uncertain", "time_zone"),
)


def lock_seats(event_id: int) -> tuple[EventPage, RegistrationGate]:
    """Lock the seats of an event until the end of the transaction; the event as it is now, and its gate.

    The event is read after the lock: a copy read before may say « scheduled » of one just cancelled.
    """
    gate = _lock(event_id)
    event = EventPage.objects.select_related("region__team").get(pk=event_id)
    event.registration_gate = gate
    return event, gate


def lock_seats_of(event: EventPage) -> EventPage:
    """The same for an event read before, of which a copy comes back: what decides is read anew, no more.

    Those who want the same seat wait meanwhile.
    """
    gate = _lock(event.pk)
    event = copy(event)
    event.refresh_from_db(fields=DECIDES)
    event.registration_gate = gate
    return event


def lock_seats_with(registration: Registration) -> tuple[EventPage, Registration]:
    """The same for the event of a registration, which comes back as it is now, with its people."""
    event, _gate = lock_seats(registration.event_id)
    registration = Registration.objects.with_attendees().get(pk=registration.pk)
    registration.event = event
    return event, registration


def in_batches(attendees: AttendeeQuerySet, do: Callable[[EventPage, list[Attendee]], Any]) -> int:
    """Lock each event in turn and ``do`` it to its people among ``attendees``; returns how many people.

    Never more than BATCH of them are in a transaction, or in memory: once done, they are no longer among
    ``attendees``.
    """
    done = 0
    for event_id in set(attendees.order_by().values_list("event_id", flat=True)):
        people = None
        while people is None or len(people) == BATCH:
            with transaction.atomic():
                event, _gate = lock_seats(event_id)
                of_event = attendees.filter(event_id=event_id).select_related("registration")
                people = list(of_event.order_by("pk")[:BATCH])
                do(event, people)
            done += len(people)
    return done


def _lock(event_id: int) -> RegistrationGate:
    rows = RegistrationGate.objects.select_for_update(of=("self",))
    try:
        return rows.get(event_id=event_id)
    except RegistrationGate.DoesNotExist:
        RegistrationGate.objects.bulk_create([RegistrationGate(event_id=event_id)], ignore_conflicts=True)
        return rows.get(event_id=event_id)
