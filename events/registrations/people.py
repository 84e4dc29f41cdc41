"""The people of a registration, changed: names mended or seats handed over, people added, on line or not."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from events.models import EventPage, EventStatus

from .applicants import Applicant, Person
from .availability import is_over, seat_availability
from .confirmations import refusal_of, settle, tell_confirmed
from .errors import (
    EventCancelled,
    EventFull,
    EventOver,
    HandoverRefused,
    NotHybrid,
    RegistrationErased,
)
from .models import Answer, Arrangement, Attendee, MailKind, Mode, Registration, RegistrationMail
from .names import is_correction
from .outbox import write_to
from .parties import live_among, refusal_of_party, save_party, unsaved
from .queue.feeding import feed
from .seats import lock_seats
from .states import Status
from .transitions import Actor, By, log, move

CORRECTED, HANDED_OVER = "nom corrigé", "place cédée"


def rename(
    attendee: Attendee, *, first_name: str, last_name: str, organisation: str, by: By, now: datetime
) -> Attendee:
    """Mend the name of a person, or hand the seat over to whoever has the new one.

    While people wait, nobody but the team hands a seat over to a stranger: HandoverRefused. Also raises
    RegistrationErased, EventCancelled or EventOver.
    """
    raise NotImplementedError


def hand_over(attendee: Attendee, *, to: Attendee, by: By, now: datetime) -> None:
    """Exchange the seats of two people of the same address, whatever each of them has."""
    raise NotImplementedError


def add_people(
    registration: Registration, *, people: Sequence[Person], by: By, now: datetime
) -> Registration:
    """Add people to a registration: with a seat, or, where none is left, in the queue. Raises as register."""
    raise NotImplementedError


def set_mode(attendee: Attendee, *, mode: str, by: By, now: datetime) -> Attendee:
    """Come in person, or follow on line (Mode). Raises NotHybrid, or EventFull where no seat is left."""
    raise NotImplementedError


def set_own_address(attendee: Attendee, *, email: str, by: By, now: datetime) -> Attendee:
    """Give a person an address and a link of their own, of which they are told; "" takes them back."""
    raise NotImplementedError
