"""Who waits for a seat, and in which order: by the instant of the request, then by number."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from events.models import EventPage

from ..models import Attendee, Registration
from ..querysets import AttendeeQuerySet
from ..states import Status

BY_RANK = (F("queued_at").asc(nulls_last=True), "pk")


@dataclass(frozen=True, kw_only=True)
class QueuePlace:
    """Where a registration stands in the queue.

    ``rank``: that of its first person who waits, 1 for the next one; it counts whoever is ahead and may
    still take a seat, so that it never gets worse when one of them declines or confirms an address.
    ``waiting`` of its people wait without an offer, ``offered`` are offered a seat until ``until``.
    ``length``: how many people wait at the event, its own included.
    """

    rank: int
    length: int
    waiting: int
    offered: int
    until: datetime | None
    can_be_lengthened: bool


def waiting(event: EventPage) -> AttendeeQuerySet:
    """Those who wait and are offered nothing at present, the next one first."""
    return Attendee.objects.filter(event=event, status=Status.WAITLISTED).order_by(*BY_RANK)


def in_queue(event: EventPage) -> AttendeeQuerySet:
    """All who have a rank, the next one first: who waits, is offered a seat, or is to confirm an address."""
    to_queue = Q(status=Status.UNCONFIRMED, queued_at__isnull=False)
    return Attendee.objects.filter(
        Q(status__in=[Status.WAITLISTED, Status.OFFERED]) | to_queue, event=event
    ).order_by(*BY_RANK)


def queue_length(event: EventPage) -> int:
    """How many people have a rank."""
    return in_queue(event).count()


def rank_of(attendee: Attendee) -> int:
    """How many people are ahead, and one."""
    queued_at = attendee.queued_at
    ahead = Q(queued_at__lt=queued_at) | Q(queued_at=queued_at, pk__lt=attendee.pk)
    return in_queue(attendee.event).filter(ahead).count() + 1


def place_of(registration: Registration) -> QueuePlace | None:
    """Where the registration stands; None when none of its people waits."""
    people = list(in_queue(registration.event).filter(registration=registration))
    if not people:
        return None
    offered = [each for each in people if each.status == Status.OFFERED]
    return QueuePlace(
        rank=rank_of(people[0]),
        length=queue_length(registration.event),
        waiting=len(people) - len(offered),
        offered=len(offered),
        until=min((each.held_until for each in offered if each.held_until), default=None),
        can_be_lengthened=any(not each.lengthened for each in offered),
    )
