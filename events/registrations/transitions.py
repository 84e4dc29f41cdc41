"""The one place where attendees change their state, and where the change is logged."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from conference.platform.caching.generation import raise_generation
from events.models import EventPage

from .errors import TransitionRefused
from .models import Attendee, RegistrationLogEntry
from .seats.availability import seat_availability
from .seats.openings import SeatAvailability, SeatCount
from .states import HELD_FOR_A_TIME, TRANSITIONS, Status

Actor = RegistrationLogEntry.Actor
# What belongs to the seat; the rest, to whoever sits on it.
OF_THE_SEAT = (
    *("status", "changed_at", "mode", "beyond", "held_until", "queued_at", "confirmed_at", "cancelled_at"),
    *("offers_lapsed", "lengthened", "declined_at", "asked_again_at", "asked_twice_at", "kept_at"),
)
By = User | Actor  # an account of the team, else the visitor or the site


def move(
    attendees: Sequence[Attendee],
    to: Status,
    *,
    by: By,
    now: datetime,
    event: EventPage,
    note: str = "",
    **also: Any,
) -> None:
    """Change the state of attendees of one ``event`` and log it, in as many queries for many as for one.

    ``also``: values that other fields of all of them get. The caller holds the event's lock (seats/lock.py).
    Raises TransitionRefused for two states that the table does not join.
    """
    if not attendees:
        return
    befores = [Status(each.status) for each in attendees]
    if any(to not in TRANSITIONS[before] for before in befores):
        raise TransitionRefused
    before = SeatCount.of(attendees, now=now)
    changes = _changes(to, now=now) | also
    for attendee in attendees:
        for field, value in changes.items():
            setattr(attendee, field, value)
    Attendee.objects.filter(pk__in=[each.pk for each in attendees]).update(**changes)
    seats_changed(event, by=SeatCount.of(attendees, now=now) - before, now=now)
    log(attendees, befores=befores, by=by, now=now, note=note)


def exchange(one: Attendee, other: Attendee, *, by: By, now: datetime, note: str) -> None:
    """Exchange the seats of two people of one event, whatever state each is in, and log it.

    As many seats are held and people wait as before. The caller holds the event's lock.
    """
    people = [one, other]
    befores = [Status(each.status) for each in people]
    for name in OF_THE_SEAT:
        mine, theirs = getattr(one, name), getattr(other, name)
        setattr(one, name, theirs)
        setattr(other, name, mine)
    Attendee.objects.bulk_update(people, OF_THE_SEAT)
    log(people, befores=befores, by=by, now=now, note=note)


def _changes(to: Status, *, now: datetime) -> dict[str, Any]:
    """What attendees that take the state ``to`` get in their fields."""
    changes: dict[str, Any] = {"status": to, "changed_at": now}
    if to in HELD_FOR_A_TIME:
        changes |= {"held_until": None, "confirmed_at": None, "cancelled_at": None}
    elif to == Status.CONFIRMED:
        changes["confirmed_at"] = now
    elif to == Status.CANCELLED:
        changes["cancelled_at"] = now
    elif to == Status.ANONYMISED:
        changes["anonymised_at"] = now
    return changes


def seats_changed(
    event: EventPage, *, by: SeatCount, now: datetime, before: SeatAvailability | None = None
) -> None:
    """Have public pages rendered anew if the words that they show of the event's seats have changed.

    ``by``: how many more seats are held, and people waiting, than ``before``, which is counted unless the
    caller knows it. Not at each registration: on a busy day nothing would stay cached. The caller holds
    the lock.
    """
    if by == SeatCount():
        return
    if before is None:
        after = seat_availability(event, now=now)
        before = after.with_count(after.count - by)
    if before.words != before.with_count(before.count + by).words:
        raise_generation()


def actor_of(by: By) -> RegistrationLogEntry.Actor:
    """« team », « visitor » or « site »."""
    return by if isinstance(by, Actor) else Actor.TEAM


def is_team(by: By) -> bool:
    """Whether an account of the team acts, whom what binds visitors does not bind."""
    return actor_of(by) == Actor.TEAM


def log(
    attendees: Sequence[Attendee],
    *,
    befores: Sequence[Status | None],
    by: By,
    now: datetime,
    note: str = "",
) -> None:
    """Log that each attendee now has its state; its state before is None if it was just made."""
    RegistrationLogEntry.objects.bulk_create(
        RegistrationLogEntry(
            registration_id=attendee.registration_id,
            attendee=attendee,
            at=now,
            actor=actor_of(by),
            user=None if isinstance(by, Actor) else by,
            from_status=before or "",
            to_status=attendee.status,
            note=note,
        )
        for before, attendee in zip(befores, attendees, strict=True)
    )
