"""Who of those that ask takes a seat at once, and who waits: the one function that decides."""

from collections.abc import Sequence

from .models import Attendee, BeyondReason
from .openings import SeatAvailability


def allot(seats: SeatAvailability, people: Sequence[Attendee]) -> list[bool]:
    """Whether each of these people, in their order, holds a seat at once; the others are to wait.

    The caller holds the event's lock and counted ``seats`` under it. On line, no seat is needed. Whoever is
    beyond the open places needs one of the room; a companion also somebody of the same request to
    accompany, who has a seat.
    """
    places, room = seats.left, seats.left_in_room
    to_accompany = 0
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
