"""Giving a seat back."""

from datetime import datetime

from django.db import transaction

from .errors import EventStarted, RegistrationErased
from .models import Registration, RegistrationMail
from .outbox import write_to
from .seats import lock_seats
from .states import Status
from .transitions import Actor, By, move


@transaction.atomic
def cancel(registration: Registration, *, by: By = Actor.VISITOR, now: datetime) -> Registration:
    """Free the seat at once and say so by mail. One that holds none any more stays as it is.

    Raises EventStarted for the person once the event has begun (the team still may), or
    RegistrationErased.
    """
    event, _gate = lock_seats(registration.event_id)
    registration = Registration.objects.get(pk=registration.pk)
    registration.event, attendee = event, registration.attendee
    if attendee.is_anonymised:
        raise RegistrationErased
    if not attendee.can_be_cancelled:
        return registration
    if by == Actor.VISITOR and event.start is not None and event.start <= now:
        raise EventStarted
    move([attendee], Status.CANCELLED, by=by, now=now, event=event)
    write_to(registration, RegistrationMail.Kind.CANCELLED, now=now)
    return registration
