"""Who comes back when an operation is undone that had kept people from confirming their seat.

Cancelling an event, or putting it off to a day not known, leaves every seat with whoever holds it. What was
not yet confirmed may lapse meanwhile, since nobody could confirm it: those take their seat again, in the
order in which they had asked for it, as far as seats are free.
"""

from datetime import datetime

from django.db import transaction

from events.lifecycle import Cancel, Postpone
from events.models import EventOperation, EventPage

from .availability import seat_availability
from .confirmations import take_seats_again
from .models import Attendee, MailKind
from .outbox import write_to
from .seats import lock_seats
from .states import Status
from .transitions import Actor

KEPT_PEOPLE_AWAY = (Cancel.verb, Postpone.verb)


@transaction.atomic
def take_seats_back(event: EventPage, *, undone: EventOperation, now: datetime) -> int:
    """Give those seats back and send the links that confirm them; returns how many people came back."""
    if undone.verb not in KEPT_PEOPLE_AWAY:
        return 0
    event, _gate = lock_seats(event.pk)
    seats = seat_availability(event, now=now)
    if not seats.is_open:
        return 0
    lapsed = Attendee.objects.lapsed(now).filter(held_until__gte=undone.at)
    expired = Attendee.objects.filter(status=Status.EXPIRED, changed_at__gte=undone.at)
    waiting = (lapsed | expired).filter(event=event).select_related("registration")
    came_back = list(waiting.order_by("registration__created_at", "pk")[: seats.left])
    take_seats_again(came_back, seats=seats, by=Actor.SITE, now=now, event=event)
    for registration in {attendee.registration: None for attendee in came_back}:
        write_to(registration, MailKind.CONFIRM, now=now)
    return len(came_back)
