"""The one place where a registration changes its state, and where the change is written down."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from conference.platform.caching.generation import raise_generation
from events.models import EventPage

from .availability import Place, place_of
from .errors import TransitionRefused
from .models import Registration, RegistrationLogEntry
from .states import TRANSITIONS, Status

Actor = RegistrationLogEntry.Actor
By = User | Actor  # an account of the team, else the visitor or the site


def move(registration: Registration, to: Status, *, by: By, now: datetime, note: str = "") -> None:
    """Change the state of ``registration`` and log it. The caller holds the event's lock (seats.py).

    Raises TransitionRefused for two states that the table does not join.
    """
    before, held = Status(registration.status), registration.holds_seat(now)
    for field, value in _changes([before], to, now=now).items():
        setattr(registration, field, value)
    registration.save()
    seat_changed(registration, held_before=held, now=now)
    write_down(registration, before=before, by=by, now=now, note=note)


def move_all(
    registrations: Sequence[Registration], to: Status, *, by: By, now: datetime, **also: Any
) -> None:
    """The same for many registrations of one event, in as many statements as for one.

    ``also``: values that other fields of all of them get.
    """
    if not registrations:
        return
    befores = [Status(each.status) for each in registrations]
    freed = sum(each.holds_seat(now) for each in registrations)
    changes = _changes(befores, to, now=now) | also
    for registration in registrations:
        for field, value in changes.items():
            setattr(registration, field, value)
    Registration.objects.filter(pk__in=[each.pk for each in registrations]).update(**changes)
    taken = sum(each.holds_seat(now) for each in registrations)
    _words_may_change(registrations[0].event, by=taken - freed, now=now)
    lines = zip(befores, registrations, strict=True)
    RegistrationLogEntry.objects.bulk_create(
        _line(registration, before=before, by=by, now=now) for before, registration in lines
    )


def _changes(befores: Iterable[Status], to: Status, *, now: datetime) -> dict[str, Any]:
    """What registrations that go from these states to the other get in their fields."""
    if any(to not in TRANSITIONS[before] for before in befores):
        raise TransitionRefused
    changes: dict[str, Any] = {"status": to, "changed_at": now}
    if to == Status.UNCONFIRMED:
        changes |= {"confirm_by": None, "confirmed_at": None, "cancelled_at": None}
    elif to == Status.CONFIRMED:
        changes["confirmed_at"] = now
    elif to == Status.CANCELLED:
        changes["cancelled_at"] = now
    elif to == Status.ANONYMISED:
        changes["anonymised_at"] = now
    return changes


def seat_changed(
    registration: Registration, *, held_before: bool, now: datetime, before: Place | None = None
) -> None:
    """Have public pages rendered anew if the word that they show of the event's seats has changed.

    Not at each registration: on a busy day nothing would stay in memory. The caller holds the lock, and
    may know the place ``before``.
    """
    difference = registration.holds_seat(now) - held_before
    _words_may_change(registration.event, by=difference, now=now, before=before)


def _words_may_change(event: EventPage, *, by: int, now: datetime, before: Place | None = None) -> None:
    if not by:
        return
    if before is None:
        after = place_of(event, now=now)
        before = after.with_taken(after.taken - by)
    if before.words != before.with_taken(before.taken + by).words:
        raise_generation()


def write_down(
    registration: Registration, *, before: Status | None, by: By, now: datetime, note: str = ""
) -> RegistrationLogEntry:
    """A line in the log of a registration that now is what it is; ``before`` None: it was just made."""
    line = _line(registration, before=before, by=by, now=now, note=note)
    line.save(force_insert=True)
    return line


def _line(
    registration: Registration, *, before: Status | None, by: By, now: datetime, note: str = ""
) -> RegistrationLogEntry:
    actor, user = (by, None) if isinstance(by, Actor) else (Actor.TEAM, by)
    return RegistrationLogEntry(
        registration=registration,
        at=now,
        actor=actor,
        user=user,
        from_status=before or "",
        to_status=registration.status,
        note=note,
    )
