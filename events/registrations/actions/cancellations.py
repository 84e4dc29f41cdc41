"""Giving seats back."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from ..errors import EventStarted, RegistrationErased
from ..models import MailKind, Registration
from ..outbox import addressees, write_to
from ..queue.feeding import feed
from ..seats import lock_seats_with
from ..seats.availability import has_begun
from ..states import Status
from ..transitions import Actor, By, actor_of, move
from .companions import settle_those_left_alone


@transaction.atomic
def cancel(
    registration: Registration,
    *,
    attendees: Collection[int] | None = None,
    by: By = Actor.VISITOR,
    now: datetime,
    reason: str = "",
) -> Registration:
    """Free the seats of these attendees (keys; None: all) at once, offer them, and say so by mail.

    Those that hold or wait for none any more stay as they are. ``reason`` is told and logged. Raises
    EventStarted for the person once the event has begun (the team still may), or RegistrationErased.
    """
    event, registration = lock_seats_with(registration)
    people = list(registration.attendees.all())
    if all(person.is_anonymised for person in people):
        raise RegistrationErased
    chosen = [person for person in people if attendees is None or person.pk in attendees]
    leaving = [person for person in chosen if person.can_be_cancelled]
    if not leaving:
        return registration
    if by == Actor.VISITOR and has_begun(event, now=now):
        raise EventStarted
    given_back = sum(person.holds_seat(now) for person in leaving)
    move(leaving, Status.CANCELLED, by=by, now=now, event=event, note=reason[:200])
    freed = given_back > settle_those_left_alone(leaving, event=event, now=now)
    keys = [person.pk for person in leaving]
    facts = {"by": actor_of(by), "reason": reason, "attendees": keys, "freed": freed}
    for _registration, _party, person in addressees(leaving):
        write_to(registration, MailKind.CANCELLED, now=now, attendee=person, facts=facts)
    feed(event, now=now, freed=freed)
    return registration
