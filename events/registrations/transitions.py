"""The one place where a registration changes its state, and where the change is written down."""

from datetime import datetime

from django.contrib.auth.models import User

from conference.core.generation import stamp

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
    if to not in TRANSITIONS[before]:
        raise TransitionRefused
    registration.status, registration.changed_at = to, now
    if to == Status.UNCONFIRMED:
        registration.confirm_by = registration.confirmed_at = registration.cancelled_at = None
    elif to == Status.CONFIRMED:
        registration.confirmed_at = now
    elif to == Status.CANCELLED:
        registration.cancelled_at = now
    elif to == Status.ANONYMISED:
        registration.anonymised_at = now
    registration.save()
    seat_changed(registration, held_before=held, now=now)
    write_down(registration, before=before, by=by, now=now, note=note)


def seat_changed(
    registration: Registration, *, held_before: bool, now: datetime, before: Place | None = None
) -> None:
    """Have public pages rendered anew if the word that they show of the event's seats has changed.

    Not at each registration: on a busy day nothing would stay in memory. The caller holds the lock, and
    may know the place ``before``.
    """
    difference = registration.holds_seat(now) - held_before
    if difference:
        if before is None:
            after = place_of(registration.event, now=now)
            before = after.with_taken(after.taken - difference)
        if before.words != before.with_taken(before.taken + difference).words:
            stamp()


def write_down(
    registration: Registration, *, before: Status | None, by: By, now: datetime, note: str = ""
) -> RegistrationLogEntry:
    """A line in the log of a registration that now is what it is; ``before`` None: it was just made."""
    actor, user = (by, None) if isinstance(by, Actor) else (Actor.TEAM, by)
    return RegistrationLogEntry.objects.create(
        registration=registration,
        at=now,
        actor=actor,
        user=user,
        from_status=before or "",
        to_status=registration.status,
        note=note,
    )
