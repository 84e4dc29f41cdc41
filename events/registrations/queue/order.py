"""The team changes the order of the queue: for a reason of a closed list, told to those who wait."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from events.models import EventPage

from ..errors import NotWaiting
from ..models import Attendee, OrderReason, RegistrationLogEntry
from ..seats import lock_seats
from ..states import Status
from ..transitions import log
from .ranks import in_queue, waiting


@dataclass(frozen=True, kw_only=True)
class ChangeOfOrder:
    """One change of the order, as those who wait read it: when and why, never who."""

    at: datetime
    reason: str


@transaction.atomic
def reorder(
    attendee: Attendee, *, before: Attendee | None = None, reason: OrderReason, by: User, now: datetime
) -> None:
    """Put the people of the attendee's registration who wait before another's; None: at the end.

    Those who asked at the very same instant as ``before`` are passed as well. Raises NotWaiting.
    """
    event, _gate = lock_seats(attendee.event_id)
    queue = waiting(event)
    people = list(queue.filter(registration=attendee.registration_id))
    if not any(each.pk == attendee.pk for each in people):
        raise NotWaiting
    queued_at = now
    if before is not None:
        theirs = queue.filter(registration=before.registration_id).first()
        if theirs is None or theirs.queued_at is None:
            raise NotWaiting
        if theirs.registration_id == attendee.registration_id:
            return
        queued_at = _just_before(theirs.queued_at, event=event, moved=attendee.registration_id)
    Attendee.objects.filter(pk__in=[each.pk for each in people]).update(queued_at=queued_at)
    log(people, befores=[Status.WAITLISTED] * len(people), by=by, now=now, note=OrderReason(reason).value)


def _just_before(rank: datetime, *, event: EventPage, moved: int) -> datetime:
    """A rank before this one and after those before it, the registration ``moved`` left out."""
    others = in_queue(event).exclude(registration=moved).filter(queued_at__lt=rank)
    last = others.aggregate(last=Max("queued_at"))["last"]
    between = timedelta(seconds=1) if last is None else (rank - last) / 2
    return rank - max(between, timedelta(microseconds=1))


def changes_of_order(event: EventPage) -> Iterator[ChangeOfOrder]:
    """The changes of the order at the event, the latest first; one for a party."""
    entries = RegistrationLogEntry.objects.filter(
        attendee__event=event, to_status=Status.WAITLISTED, note__in=OrderReason.values
    )
    told = entries.order_by("-at").values_list("at", "note", "registration").distinct()
    for at, note, _registration in told:
        yield ChangeOfOrder(at=at, reason=str(OrderReason(note).label))
