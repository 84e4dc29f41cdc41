"""Signing up for an event: a visitor by the form, the team by hand."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from events.models import EventPage, EventStatus

from .availability import Place, is_over, place_of
from .confirmations import refusal_of
from .errors import (
    AlreadyRegistered,
    EventCancelled,
    EventFull,
    EventOver,
    RegistrationClosed,
)
from .models import Registration, RegistrationMail
from .notices import remember
from .outbox import send_link, write_to
from .seats import lock_seats, lock_seats_of
from .states import Status
from .transitions import Actor, By, move, seat_changed, write_down


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Who asks for a seat, as typed and cleaned by the form."""

    first_name: str
    last_name: str
    email: str
    organisation: str = ""
    organisation_kind: str = ""


def email_key(address: str) -> str:
    """The address as it is compared: without case."""
    return address.strip().lower()[:254]


def register(event: EventPage, *, applicant: Applicant, now: datetime, asked_with: str = "") -> Registration:
    """Hold a seat and send the link that confirms it; an address that holds one gets its link again.

    The answer depends on the event alone: on a full event everybody is told so, the link leaves
    nevertheless. Only the very form that took the seat, ``asked_with``, is led to it when it is sent
    twice. Raises EventFull, EventCancelled or RegistrationClosed.
    """
    with transaction.atomic():
        event = lock_seats_of(event)
        known = _find(event, applicant.email)
        place = place_of(event, now=now)
        refusal = refusal_of(event, place)
        if known is not None and known.holds_seat(now):
            send_link(known, now=now)
            if asked_with and known.asked_with == asked_with:
                refusal = None
        elif refusal is None:
            known = _hold_seat(
                event,
                applicant,
                known=known,
                by=Actor.VISITOR,
                now=now,
                asked_with=asked_with,
                place=place,
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
    asked_with: str = "",
) -> Registration | None:
    """Move to the right address the seat asked for at ``asked_at`` with a ``wrong`` one.

    Only a seat made by that very request moves, and only while it is unconfirmed: another's is left
    alone, without a sign of it. The link sent to the wrong address dies. Raises what ``register`` does.
    """
    with transaction.atomic():
        event = lock_seats_of(event)
        made = _find(event, wrong)
        if made is not None and (made.changed_at != asked_at or made.status != Status.UNCONFIRMED):
            made = None
        same = email_key(wrong) == email_key(applicant.email)
        if made is not None and not same:
            if _find(event, applicant.email) is None and made.holds_seat(now):
                return _move_seat(event, made, applicant, now=now, asked_with=asked_with)
            move(made, Status.CANCELLED, by=Actor.VISITOR, now=now)
    return register(event, applicant=applicant, now=now, asked_with=asked_with)


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
    if registration is not None and registration.status == Status.CONFIRMED:
        raise AlreadyRegistered
    if registration is None or not registration.holds_seat(now):
        if place_of(event, now=now).left == 0:
            raise EventFull
        registration = _hold_seat(event, applicant, known=registration, by=by, now=now)
    move(registration, Status.CONFIRMED, by=by, now=now)
    write_to(registration, RegistrationMail.Kind.TICKET, now=now)
    return registration


@transaction.atomic
def send_link_again(registration: Registration, *, by: By, now: datetime) -> RegistrationMail | None:
    """The team sends a person's link again; None when enough have been sent within the hour."""
    lock_seats(registration.event_id)
    return send_link(Registration.objects.get(pk=registration.pk), now=now)


def _find(event: EventPage, address: str) -> Registration | None:
    return _of(event, address).first()


def _of(event: EventPage, address: str) -> QuerySet[Registration]:
    """The registration of an address for an event: one at most (its constraint)."""
    return Registration.objects.filter(event_id=event.pk, email_key=email_key(address))


def _hold_seat(
    event: EventPage,
    applicant: Applicant,
    *,
    known: Registration | None,
    by: By,
    now: datetime,
    asked_with: str = "",
    place: Place | None = None,
) -> Registration:
    """A seat for a new address, or again for one that had lost its own.

    The caller holds the lock, and may know the ``place`` until now.
    """
    if not event.registration_gate.announced:
        remember(EventPage.objects.get(pk=event.pk), event.registration_gate)  # whole, and as it is now
    registration = known or Registration(created_at=now, changed_at=now)
    registration.event = event
    _fill(registration, applicant, asked_with=asked_with)
    registration.created_by = by if isinstance(by, User) else None
    if known is None:
        registration.save(force_insert=True)
        seat_changed(registration, held_before=False, now=now, before=place)
        write_down(registration, before=None, by=by, now=now)
        return registration
    if registration.status == Status.UNCONFIRMED:  # lapsed, the chore has not passed yet
        move(registration, Status.EXPIRED, by=Actor.SITE, now=now)
    move(registration, Status.UNCONFIRMED, by=by, now=now)
    return registration


def _move_seat(
    event: EventPage, made: Registration, applicant: Applicant, *, now: datetime, asked_with: str
) -> Registration:
    """The seat ``made`` at a mistyped address goes to the right one; the caller holds the lock.

    A row of that address that is older than the request stays with it: its history is somebody's.
    """
    if made.created_at != made.changed_at:
        move(made, Status.CANCELLED, by=Actor.VISITOR, now=now)
        made = _hold_seat(event, applicant, known=None, by=Actor.VISITOR, now=now, asked_with=asked_with)
    else:
        _fill(made, applicant, asked_with=asked_with)
        made.uuid, made.confirm_by = uuid.uuid4(), None
        made.created_at = made.changed_at = now
        made.save()
        write_down(made, before=Status.UNCONFIRMED, by=Actor.VISITOR, now=now)
    write_to(made, RegistrationMail.Kind.CONFIRM, now=now)
    return made


def _fill(registration: Registration, applicant: Applicant, *, asked_with: str) -> None:
    registration.asked_with = asked_with
    registration.first_name = applicant.first_name
    registration.last_name = applicant.last_name
    registration.email = applicant.email
    registration.email_key = email_key(applicant.email)
    registration.organisation = applicant.organisation
    registration.organisation_kind = applicant.organisation_kind
