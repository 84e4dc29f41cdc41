"""Signing up for an event: a visitor by the form, the team by hand."""

import uuid
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from events.models import EventPage, EventStatus

from .applicants import Applicant, email_key
from .availability import SeatAvailability, is_over, seat_availability
from .confirmations import refusal_of, take_seat_again
from .errors import (
    AlreadyRegistered,
    EventCancelled,
    EventFull,
    EventOver,
    RegistrationClosed,
)
from .models import Attendee, Registration, RegistrationMail
from .notices import store_announcement
from .outbox import send_link, write_to
from .seats import lock_seats, lock_seats_of
from .states import Status
from .transitions import Actor, By, log, move, seats_changed


def register(
    event: EventPage, *, applicant: Applicant, now: datetime, submission_key: str = ""
) -> Registration:
    """Hold a seat and send the link that confirms it; an address that holds one gets its link again.

    The answer depends on the event alone: on a full event everybody is told so, the link leaves
    nevertheless. Only the very form that took the seat, ``submission_key``, is led to it when it is sent
    twice. Raises EventFull, EventCancelled or RegistrationClosed.
    """
    with transaction.atomic():
        event = lock_seats_of(event)
        known = _find(event, applicant.email)
        seats = seat_availability(event, now=now)
        refusal = refusal_of(event, seats)
        if known is not None and known.attendee.holds_seat(now):
            send_link(known, now=now)
            if submission_key and known.submission_key == submission_key:
                refusal = None
        elif refusal is None:
            known = _hold_seat(
                event,
                applicant,
                known=known,
                by=Actor.VISITOR,
                now=now,
                submission_key=submission_key,
                seats=seats,
            )
            write_to(known, RegistrationMail.Kind.CONFIRM, now=now)
    # Raised outside the transaction: the link asked for on a full event must leave.
    if refusal is not None or known is None:
        raise refusal or RegistrationClosed
    return known


def correct_address(
    event: EventPage,
    *,
    wrong: str,
    asked_at: datetime,
    applicant: Applicant,
    now: datetime,
    submission_key: str = "",
) -> Registration | None:
    """Move to the right address the seat asked for at ``asked_at`` with a ``wrong`` one.

    Only a seat made by that very request moves, and only while it is unconfirmed: another's is left
    alone, without a sign of it. The link sent to the wrong address dies. Raises what ``register`` does.
    """
    with transaction.atomic():
        event = lock_seats_of(event)
        made = _find(event, wrong)
        if made is not None:
            attendee = made.attendee
            if attendee.changed_at != asked_at or not attendee.is_unconfirmed:
                made = None
        same = email_key(wrong) == email_key(applicant.email)
        if made is not None and not same:
            if _find(event, applicant.email) is None and attendee.holds_seat(now):
                return _move_seat(event, made, applicant, now=now, submission_key=submission_key)
            move([attendee], Status.CANCELLED, by=Actor.VISITOR, now=now, event=event)
    return register(event, applicant=applicant, now=now, submission_key=submission_key)


@transaction.atomic
def register_by_hand(event: EventPage, *, applicant: Applicant, by: User, now: datetime) -> Registration:
    """The team registers someone: confirmed at once, the ticket leaves; possible after registration closed.

    Raises EventFull, EventCancelled, EventOver, or AlreadyRegistered for a confirmed address.
    """
    event, _gate = lock_seats(event.pk)
    if event.status == EventStatus.CANCELLED:
        raise EventCancelled
    if is_over(event, now=now):
        raise EventOver
    registration = _find(event, applicant.email)
    if registration is not None and registration.attendee.is_confirmed:
        raise AlreadyRegistered
    if registration is None or not registration.attendee.holds_seat(now):
        if seat_availability(event, now=now).left == 0:
            raise EventFull
        registration = _hold_seat(event, applicant, known=registration, by=by, now=now)
    move([registration.attendee], Status.CONFIRMED, by=by, now=now, event=event)
    write_to(registration, RegistrationMail.Kind.TICKET, now=now)
    return registration


@transaction.atomic
def send_link_again(registration: Registration, *, by: By, now: datetime) -> RegistrationMail | None:
    """The team sends a person's link again; None when enough have been sent within the hour."""
    lock_seats(registration.event_id)
    return send_link(Registration.objects.get(pk=registration.pk), now=now)


def _find(event: EventPage, address: str) -> Registration | None:
    """The registration of an address for an event: one at most (its constraint)."""
    return Registration.objects.filter(event_id=event.pk, email_key=email_key(address)).first()


def _hold_seat(
    event: EventPage,
    applicant: Applicant,
    *,
    known: Registration | None,
    by: By,
    now: datetime,
    submission_key: str = "",
    seats: SeatAvailability | None = None,
) -> Registration:
    """A seat for a new address, or again for one that had lost its own.

    The caller holds the lock, and may know what ``seats`` are left until now.
    """
    if not event.registration_gate.announced:
        current = EventPage.objects.get(pk=event.pk)  # whole, and as it is now
        store_announcement(current, event.registration_gate)
    registration = known or Registration(created_at=now)
    attendee = known.attendee if known else Attendee(registration=registration, event=event, changed_at=now)
    registration.event, registration.submission_key = event, submission_key
    registration.created_by = by if isinstance(by, User) else None
    applicant.write_to(registration, attendee)
    registration.save()
    attendee.save()
    if known is None:
        seats_changed(event, by=1, now=now, before=seats)
        log([attendee], befores=[None], by=by, now=now)
    else:
        take_seat_again(attendee, by=by, now=now, event=event)
    return registration


def _move_seat(
    event: EventPage, made: Registration, applicant: Applicant, *, now: datetime, submission_key: str
) -> Registration:
    """The seat ``made`` at a mistyped address goes to the right one; the caller holds the lock.

    A row of that address that is older than the request stays with it: its history is somebody's.
    """
    attendee = made.attendee
    if made.created_at != attendee.changed_at:
        move([attendee], Status.CANCELLED, by=Actor.VISITOR, now=now, event=event)
        made = _hold_seat(
            event, applicant, known=None, by=Actor.VISITOR, now=now, submission_key=submission_key
        )
    else:
        applicant.write_to(made, attendee)
        made.submission_key, made.uuid, made.created_at = submission_key, uuid.uuid4(), now
        attendee.held_until, attendee.changed_at = None, now
        made.save()
        attendee.save()
        log([attendee], befores=[Status.UNCONFIRMED], by=Actor.VISITOR, now=now)
    write_to(made, RegistrationMail.Kind.CONFIRM, now=now)
    return made
