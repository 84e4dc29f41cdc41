"""Who waits for a seat, and in which order: by the instant of the request, then by number."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

from events.models import EventPage

from ..models import Attendee, Registration
from ..querysets import AttendeeQuerySet
from ..states import WAITS, Status

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
    return Attendee.objects.filter(Q(status__in=WAITS) | to_queue, event=event).order_by(*BY_RANK)


def queue_length(event: EventPage) -> int:
    """How many people have a rank."""
    return in_queue(event).count()


def to_call(event: EventPage, *, now: datetime) -> AttendeeQuerySet:
    """Those whose request has no mail address and who are offered a seat, the first to end first: to ring."""
    offered = Attendee.objects.filter(event=event, status=Status.OFFERED, held_until__gt=now)
    return offered.filter(registration__email="").order_by("held_until", "pk")


def place_of(registration: Registration, *, people: Collection[Attendee] | None = None) -> QueuePlace | None:
    """Where the registration stands, or these ``people`` of it; None when none of them waits.

    One query where its attendees are loaded already.
    """
    people = sorted(
        (each for each in (registration.attendees.all() if people is None else people) if _has_rank(each)),
        key=lambda each: (each.queued_at, each.pk),
    )
    if not people:
        return None
    first = people[0]
    ahead = Q(queued_at__lt=first.queued_at) | Q(queued_at=first.queued_at, pk__lt=first.pk)
    queue = in_queue(registration.event).order_by()
    numbers = queue.aggregate(length=Count("pk"), ahead=Count("pk", filter=ahead))
    offered = [each for each in people if each.status == Status.OFFERED]
    return QueuePlace(
        rank=numbers["ahead"] + 1,
        length=numbers["length"],
        waiting=len(people) - len(offered),
        offered=len(offered),
        until=min((each.held_until for each in offered if each.held_until), default=None),
        can_be_lengthened=any(_leaves_time(each, registration.event) for each in offered),
    )


def _leaves_time(offered: Attendee, event: EventPage) -> bool:
    """Whether the offer was not prolonged yet, and ends before the event starts."""
    end = offered.held_until
    return not offered.lengthened and end is not None and (event.start is None or end < event.start)


def _has_rank(attendee: Attendee) -> bool:
    """The same rule as ``in_queue``, for one row."""
    return attendee.is_waiting or attendee.is_to_queue
