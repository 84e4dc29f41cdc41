"""Who comes back when an operation is undone that had kept people from confirming their seat.

Cancelling an event, or putting it off to a day not known, leaves every seat with whoever holds it. What was
not yet confirmed may lapse meanwhile, since nobody could confirm it: those take their seat again, before
anybody who waits, in the order in which they had asked for it and as far as seats are free. The others join
the queue, where there is one, with the rank of their request.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from events.lifecycle import Cancel, Postpone
from events.models import EventOperation, EventPage

from ..models import Attendee, MailKind
from ..outbox import write_to_each
from ..seats import lock_seats
from ..seats.allotment import allot
from ..seats.availability import seat_availability
from ..seats.openings import SeatAvailability
from ..states import Status
from ..transitions import Actor
from .confirmations import take_seats_again

KEPT_PEOPLE_AWAY = (Cancel.verb, Postpone.verb)


@transaction.atomic
def take_seats_back(event: EventPage, *, undone: EventOperation, now: datetime) -> int:
    """Give those seats back and send the links that confirm them; returns how many people came back."""
    if undone.verb not in KEPT_PEOPLE_AWAY:
        return 0
    event, _gate = lock_seats(event.pk)
    seats = seat_availability(event, now=now)
    if not (seats.takes_requests or seats.is_full):
        return 0
    lapsed = Attendee.objects.lapsed(now).filter(held_until__gte=undone.at)
    expired = Attendee.objects.filter(status=Status.EXPIRED, changed_at__gte=undone.at, offers_lapsed=0)
    rows = (lapsed | expired).filter(event=event).select_related("registration")
    lost = list(rows.order_by("registration__created_at", "pk"))
    ranks = {person.pk: person.queued_at or person.registration.created_at for person in lost}
    seated = _who_has_a_seat(lost, seats=seats)
    came_back = [person for person in lost if person.pk in seated or seats.queues]
    take_seats_again(
        came_back, holds=[each.pk in seated for each in came_back], by=Actor.SITE, now=now, event=event
    )
    to_queue = [person for person in came_back if person.is_to_queue]
    for person in to_queue:
        person.queued_at = ranks[person.pk]
    Attendee.objects.bulk_update(to_queue, ["queued_at"])
    write_to_each({attendee.registration: None for attendee in came_back}, MailKind.CONFIRM, now=now)
    return len(came_back)


def _who_has_a_seat(lost: Sequence[Attendee], *, seats: SeatAvailability) -> set[int]:
    """The keys of those who held a seat and have one again."""
    held = [person for person in lost if person.queued_at is None]
    nobody_waits = seats.with_count(replace(seats.count, waiting=0))
    return {person.pk for person, has in zip(held, allot(nobody_waits, held), strict=True) if has}
