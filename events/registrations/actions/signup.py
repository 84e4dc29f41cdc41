"""Signing up for an event: a visitor by the form, the team by hand."""

import uuid
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from events.models import EventPage

from ..errors import AlreadyRegistered, RegistrationClosed, RegistrationError, RoomFull
from ..models import Attendee, MailKind, Registration, RegistrationMail
from ..outbox import send_link, tell_what_is_held, write_to
from ..privacy.erasure import erase_unconfirmed
from ..queue.feeding import feed
from ..seats import lock_seats, lock_seats_of
from ..seats.allotment import allot, left_to_accompany
from ..seats.availability import check_takes_place, seat_availability
from ..states import Status
from ..transitions import Actor, By, log, move
from .applicants import Applicant, email_key
from .confirmations import refusal_of, seat_beyond, settle, tell_confirmed
from .parties import (
    forget_own_addresses,
    held_by,
    live_among,
    named,
    names_of,
    refusal_of_addition,
    refusal_of_party,
    refusal_of_seats,
    save_party,
    size,
    unsaved,
)
from .rate_limits import check_unconfirmed_seats, network_key


def register(
    event: EventPage,
    *,
    applicant: Applicant,
    now: datetime,
    submission_key: str = "",
    address: str = "",
) -> Registration:
    """Hold seats for a party and send the link that confirms them; those for whom none is left will wait.

    The answer depends on the event and on what is asked, never on the address. Whoever has a seat with
    that address gets no second one, nor does the address get more than its maximum: the mail says so.
    Only the very form that took the seats, ``submission_key``, is led to them when it is sent twice.
    ``address``, the visitor's on the network, holds a limited number of unconfirmed seats: AskedTooOften.
    Raises EventFull, TooFewSeats, PartyTooLarge, TooManyCompanions, NobodyToRegister, EventCancelled or
    RegistrationClosed.
    """
    with transaction.atomic():
        event = lock_seats_of(event)
        registration, refusal = _ask_for_seats(
            event, applicant, now=now, submission_key=submission_key, address=address
        )
    # Raised outside the transaction: the link asked for on a full event must leave.
    if registration is None:
        raise refusal or RegistrationClosed
    return registration


def correct_address(
    event: EventPage,
    *,
    wrong: str,
    asked_at: datetime,
    applicant: Applicant,
    now: datetime,
    submission_key: str = "",
    address: str = "",
) -> Registration:
    """Move to the right address what was asked for at ``asked_at`` with a ``wrong`` one.

    Only what that very request made moves, and only while it is unconfirmed: another's is left alone,
    without a sign of it. The link sent to the wrong address dies. Raises what ``register`` does.
    """
    refusal = None
    with transaction.atomic():
        event = lock_seats_of(event)
        made = _made_by(event, wrong, asked_at=asked_at, now=now)
        registration: Registration | None = made
        if made is None or email_key(wrong) == applicant.email_key:
            registration, refusal = _ask_for_seats(
                event, applicant, now=now, submission_key=submission_key, address=address
            )
        else:
            registration = _readdress(made, applicant, event=event, now=now, submission_key=submission_key)
    if registration is None:
        raise refusal or RegistrationClosed
    return registration


@transaction.atomic
def register_by_hand(
    event: EventPage,
    *,
    applicant: Applicant,
    by: User,
    now: datetime,
    beyond: str = "",
    to_queue: bool = False,
) -> Registration:
    """The team registers people: confirmed at once, the ticket leaves; possible after registration closed.

    ``beyond`` (BeyondReason) takes seats of the room outside the open places; else open places are taken
    unless somebody waits, and ``to_queue`` lets those wait for whom none is left. The address may be
    empty, and have more people than a visitor may register with it. Raises EventFull, TooFewSeats,
    RoomFull, EventCancelled, EventOver, or AlreadyRegistered for people who have a seat with that address,
    or wait for one and are not given one ``beyond``.
    """
    event, _gate = lock_seats(event.pk)
    check_takes_place(event, now=now)
    vouched = _vouched_for(event, applicant, now=now, seats_who_waits=bool(beyond))
    rest = applicant.but_for(names_of(vouched))
    registration = vouched[0].registration if vouched else None
    if vouched:
        if beyond:
            seat_beyond(vouched, event=event, by=by, now=now, beyond=beyond)
        settle([each for each in vouched if each.is_unconfirmed], event=event, by=by, now=now)
        tell_confirmed(vouched, now=now)
    if rest.people:
        registration = _take_by_hand(event, rest, by=by, now=now, beyond=beyond, to_queue=to_queue)
    if registration is None:
        raise RegistrationClosed
    return registration


@transaction.atomic
def send_link_again(registration: Registration, *, by: By, now: datetime) -> RegistrationMail | None:
    """The team sends a person's link again; None when enough have been sent within the hour."""
    lock_seats(registration.event_id)
    return send_link(Registration.objects.get(pk=registration.pk), now=now)


# --- A visitor ---------------------------------------------------------------------------------


def _ask_for_seats(
    event: EventPage, applicant: Applicant, *, now: datetime, submission_key: str, address: str
) -> tuple[Registration | None, RegistrationError | None]:
    """What was made or is held already, or why nothing was; the caller holds the lock."""
    known = held_by(event, applicant.email, now=now)
    for each in known:
        if submission_key and each.submission_key == submission_key:
            send_link(each, now=now)
            return each, None
    seats = seat_availability(event, now=now)
    people = unsaved(event, applicant.people, seats=seats)
    known = _of_these_first(known, names_of(people), now=now)
    if refusal := refusal_of(event, seats) or refusal_of_party(people, seats=seats):
        if known:
            send_link(known[0], now=now)
        return None, refusal
    network = network_key(event, address=address, now=now)
    check_unconfirmed_seats(event, network=network, more=sum(allot(seats, people)), now=now)
    held = live_among(known, now=now)
    new = applicant.but_for(names_of(held))
    people = unsaved(event, new.people, seats=seats)
    if known and not new.people:
        _tell_of_the_same(known[0], now=now)
        return known[0], None
    if known and refusal_of_addition(people, held=held, seats=seats):
        tell_what_is_held(known[0], now=now)
        return known[0], None
    alone = left_to_accompany(held, now=now)
    registration = Registration(created_at=now, submission_key=submission_key, network=network)
    new.write_to(registration)
    save_party(
        registration,
        people,
        event=event,
        applicant=new,
        seats=seats,
        by=Actor.VISITOR,
        now=now,
        to_accompany=alone,
    )
    write_to(registration, MailKind.CONFIRM, now=now)
    return registration, None


def _of_these_first(known: list[Registration], names: set[str], *, now: datetime) -> list[Registration]:
    """The registrations of an address, those of the people who ask now first: theirs is the link they lost.

    Among them, one that is still to be confirmed.
    """

    def place(each: Registration) -> tuple[bool, bool]:
        people = live_among([each], now=now)
        return not names & names_of(people), not any(person.is_unconfirmed for person in people)

    return sorted(known, key=place)


def _tell_of_the_same(theirs: Registration, *, now: datetime) -> None:
    """The same people ask again: the link that confirms their seats, or what they have."""
    if any(person.is_unconfirmed for person in theirs.attendees.all()):
        send_link(theirs, now=now)
    else:
        tell_what_is_held(theirs, now=now)


def _made_by(event: EventPage, address: str, *, asked_at: datetime, now: datetime) -> Registration | None:
    """What a request of that very moment made, while nobody confirmed it."""
    for each in held_by(event, address, now=now):
        live = live_among([each], now=now)
        if each.created_at == asked_at and all(person.is_unconfirmed for person in live):
            return each
    return None


def _readdress(
    made: Registration, applicant: Applicant, *, event: EventPage, now: datetime, submission_key: str
) -> Registration:
    """What was asked for goes to the right address, as far as that one may have it."""
    known = held_by(event, applicant.email, now=now)
    held, moving = live_among(known, now=now), live_among([made], now=now)
    double = named(names_of(held), moving)
    moving = [each for each in moving if each not in double]
    seats = seat_availability(event, now=now)
    if known and size(held) + size(moving) > seats.party_size:
        double, moving = double + moving, []
    move(double, Status.CANCELLED, by=Actor.VISITOR, now=now, event=event)
    erase_unconfirmed(double, now=now, event=event)
    made.uuid = uuid.uuid4()
    if known and not moving:
        made.save(update_fields=["uuid"])
        tell_what_is_held(known[0], now=now)
        feed(event, now=now)
        return known[0]
    made.email, made.email_key = applicant.email, applicant.email_key
    made.submission_key, made.created_at = submission_key, now
    made.save(update_fields=["email", "email_key", "uuid", "submission_key", "created_at"])
    forget_own_addresses(moving, of=made)
    for each in moving:
        each.held_until, each.changed_at = None, now  # the time to confirm runs from the mail that leaves now
    Attendee.objects.bulk_update(moving, ["email", "held_until", "changed_at"])
    log(moving, befores=[Status.UNCONFIRMED] * len(moving), by=Actor.VISITOR, now=now)
    write_to(made, MailKind.CONFIRM, now=now)
    feed(event, now=now)
    return made


# --- The team ----------------------------------------------------------------------------------


def _vouched_for(
    event: EventPage, applicant: Applicant, *, now: datetime, seats_who_waits: bool
) -> list[Attendee]:
    """Those of the people who asked themselves with that address and did not confirm: the team does.

    With ``seats_who_waits``, those in the queue too.
    """
    held = live_among(held_by(event, applicant.email, now=now), now=now)
    same = named({person.full_name for person in applicant.people}, held)
    taken = [each for each in same if each.is_unconfirmed or (seats_who_waits and each.is_waitlisted)]
    if known := [f"{each} ({each.get_status_display()})" for each in same if each not in taken]:
        raise AlreadyRegistered(names=", ".join(known))
    return taken


def _take_by_hand(
    event: EventPage, applicant: Applicant, *, by: User, now: datetime, beyond: str, to_queue: bool
) -> Registration:
    seats = seat_availability(event, now=now, count_all=True)
    people = unsaved(event, applicant.people, seats=seats)
    for person in people:
        person.beyond = person.beyond or beyond
    vouched = len(people)  # a companion comes alone where the team says with whom
    if refusal := refusal_of_seats(people, seats=seats, to_accompany=vouched):
        if beyond:
            raise RoomFull
        if not to_queue:
            raise refusal
    registration = Registration(created_at=now, created_by=by)
    applicant.write_to(registration)
    save_party(
        registration,
        people,
        event=event,
        applicant=applicant,
        seats=seats,
        by=by,
        now=now,
        to_accompany=vouched,
    )
    settle(people, event=event, by=by, now=now)
    tell_confirmed(people, now=now)
    return registration
