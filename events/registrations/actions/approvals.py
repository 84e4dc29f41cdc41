"""The organiser's yes or no, where the event asks for it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from events.models import EventPage

from ..models import Attendee, MailKind
from ..outbox import write_to_parties
from ..queue.feeding import feed
from ..seats import lock_seats
from ..seats.availability import check_takes_place
from ..states import Status
from ..transitions import By, move
from .companions import settle_those_left_alone


@transaction.atomic
def approve(event: EventPage, *, attendees: Collection[int], by: By, now: datetime) -> list[Attendee]:
    """Confirm those of these attendees (keys) that await approval; one mail a registration. Who they are.

    Raises EventCancelled or EventOver.
    """
    event, _gate = lock_seats(event.pk)
    check_takes_place(event, now=now)
    people = _awaiting(event, attendees)
    move(people, Status.CONFIRMED, by=by, now=now, event=event)
    write_to_parties(people, MailKind.APPROVED, now=now, facts={"reason": ""})
    return people


@transaction.atomic
def refuse(
    event: EventPage, *, attendees: Collection[int], reason: str, by: By, now: datetime
) -> list[Attendee]:
    """Refuse those of these attendees (keys) that await approval, and offer their seats. Who they are.

    ``reason`` is told and logged.
    """
    event, _gate = lock_seats(event.pk)
    people = _awaiting(event, attendees)
    move(people, Status.REFUSED, by=by, now=now, event=event, note=reason[:200])
    settle_those_left_alone(people, event=event, now=now)
    write_to_parties(people, MailKind.REFUSED, now=now, facts={"reason": reason})
    feed(event, now=now)
    return people


def _awaiting(event: EventPage, attendees: Collection[int]) -> list[Attendee]:
    awaiting = Attendee.objects.filter(event=event, pk__in=attendees, status=Status.PENDING_APPROVAL)
    return list(awaiting.select_related("registration").order_by("pk"))
