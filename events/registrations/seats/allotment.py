"""Who of those that ask takes a seat at once, and who waits: the one function that decides."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from ..models import Attendee, BeyondReason
from .openings import SeatAvailability


def allot(seats: SeatAvailability, people: Sequence[Attendee], *, to_accompany: int = 0) -> list[bool]:
    """Whether each of these people, in their order, holds a seat at once; the others are to wait.

    The caller holds the event's lock and counted ``seats`` under it. On line, no seat is needed. Whoever is
    beyond the open places needs one of the room; a companion also somebody of the same address to
    accompany, who has a seat. ``to_accompany``: how many others have one, and nobody with them yet.
    """
    places, room = seats.left, seats.left_in_room
    answers = dict.fromkeys(range(len(people)), False)
    in_order = sorted(answers, key=lambda number: people[number].beyond == BeyondReason.COMPANION)
    for number in in_order:
        person = people[number]
        if person.is_online:
            answers[number] = True
            to_accompany += 1
            continue
        is_companion = person.beyond == BeyondReason.COMPANION
        fits = (room is None or room > 0) and (bool(person.beyond) or places is None or places > 0)
        if not fits or (is_companion and to_accompany <= 0):
            continue
        answers[number] = True
        room = None if room is None else room - 1
        places = places if person.beyond or places is None else places - 1
        to_accompany += -1 if is_companion else 1
    return list(answers.values())


def left_to_accompany(people: Iterable[Attendee], *, now: datetime) -> int:
    """How many of these people, who come together, have a seat and no companion."""
    seated = [each for each in people if each.holds_seat(now)]
    return sum(-1 if each.beyond == BeyondReason.COMPANION else 1 for each in seated)
