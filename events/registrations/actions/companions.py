"""Companions come with somebody of the same address at the event, and what becomes of those left alone."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime

from django.db.models import Q

from events.models import EventPage

from ..models import Attendee, BeyondReason
from ..querysets import AttendeeQuerySet
from ..seats.availability import seat_availability
from ..seats.openings import SeatCount
from ..states import LIVE
from ..transitions import seats_changed


def address_of(attendee: Attendee) -> Hashable:
    """What those who come together share: the address, or the registration of whoever has none."""
    return attendee.registration.email_key or attendee.registration_id


def same_addresses(people: Iterable[Attendee]) -> AttendeeQuerySet:
    """Everybody at the event of these people who registered with one of their addresses."""
    people = list(people)
    keys = {each.registration.email_key for each in people} - {""}
    together = Q(registration__in={each.registration_id for each in people})
    together |= Q(registration__email_key__in=keys)
    events = {each.event_id for each in people}
    return Attendee.objects.filter(together, event__in=events).select_related("registration").order_by("pk")


def settle_those_left_alone(leaving: Sequence[Attendee], *, event: EventPage, now: datetime) -> int:
    """Count as anybody else the companions whom the people ``leaving`` had come with; how many took a seat.

    Nobody is cancelled. One who has a seat takes an open place, that of whoever leaves first of all, as if it
    were handed over; where none is free, the seat beyond the places stays. One who waits waits for an open
    place, as does one whose offer ends. The caller holds the lock, and has moved those who leave.
    """
    alone = _left_alone(leaving)
    if not alone:
        return 0
    seats = seat_availability(event, now=now, count_all=True)
    places = None if seats.capacity is None else max(seats.capacity - seats.taken, 0)
    before, turned, seated = SeatCount.of(alone, now=now), [], 0
    for each in alone:
        takes_place = each.holds_seat(now) and not each.is_online
        if takes_place and places is not None and seated >= places:
            continue
        each.beyond = ""
        turned.append(each)
        seated += takes_place
    Attendee.objects.bulk_update(turned, ["beyond"])
    seats_changed(event, by=SeatCount.of(alone, now=now) - before, now=now)
    return seated


def _left_alone(leaving: Sequence[Attendee]) -> list[Attendee]:
    """The companions of these addresses for whom nobody is left, those who came last first."""
    staying = [each for each in same_addresses(leaving) if each.status in LIVE] if leaving else []
    alone: list[Attendee] = []
    too_many: Counter[Hashable] = Counter()
    for each in staying:
        too_many[address_of(each)] += 1 if each.beyond == BeyondReason.COMPANION else -1
    for each in reversed(staying):
        if each.beyond == BeyondReason.COMPANION and too_many[address_of(each)] > 0:
            too_many[address_of(each)] -= 1
            alone.append(each)
    return alone
