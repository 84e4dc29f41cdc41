"""The people of a registration, changed: names mended, seats handed over, people added, the way to attend."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from conference.platform.mails import erase_mails
from events.models import EventPage

from ..errors import (
    EventFull,
    HandoverRefused,
    NotHybrid,
    RegistrationErased,
    RegistrationError,
)
from ..models import Answer, Arrangement, Attendee, MailKind, Mode, Registration
from ..outbox import tell_attendee, tell_of_new_ticket, tell_of_update, write_to
from ..queue.feeding import feed
from ..seats import lock_seats, lock_seats_with
from ..seats.allotment import left_to_accompany
from ..seats.availability import check_takes_place, seat_availability
from ..seats.openings import SeatAvailability, SeatCount
from ..states import WAITS, Status
from ..transitions import By, exchange, is_team, log, move, seats_changed
from .applicants import Applicant, Person, email_key
from .confirmations import refusal_of, settle, status_of_taken, tell_confirmed
from .names import is_correction
from .parties import (
    held_by,
    live_among,
    refusal_of_party,
    refusal_of_seats,
    refuse_known,
    save_party,
    unsaved,
)

# What makes a person of a seat; the rest is the seat's.
OF_THE_PERSON = ("first_name", "last_name", "organisation", "email", "uuid")


@transaction.atomic
def rename(
    attendee: Attendee, *, first_name: str, last_name: str, organisation: str, by: By, now: datetime
) -> Attendee:
    """Mend the name of a person, or hand the seat over to whoever has the new one.

    While people wait, nobody but the team hands a seat over to a stranger: HandoverRefused. What the one
    who leaves answered, and was written alone, is erased. Also raises RegistrationErased,
    EventCancelled or EventOver.
    """
    event, attendee = _locked(attendee, now=now)
    before, after = (attendee.first_name, attendee.last_name), (first_name, last_name)
    if (*before, attendee.organisation) == (*after, organisation):
        return attendee
    stays = is_correction(before, after)
    if not stays and not is_team(by) and _others_wait(event, attendee):
        raise HandoverRefused
    attendee.first_name, attendee.last_name, attendee.organisation = first_name, last_name, organisation
    if not stays:
        attendee.email, attendee.uuid = "", uuid.uuid4()
        Answer.objects.filter(attendee=attendee).delete()
        Arrangement.objects.filter(attendee=attendee).delete()
        erase_mails(attendee.mails.exclude(to="", subject="", text=""))
    attendee.save(update_fields=OF_THE_PERSON)
    _log([attendee], _("nom corrigé") if stays else _("place cédée"), by=by, now=now)
    tell_of_update([attendee], now=now)
    return attendee


@transaction.atomic
def hand_over(attendee: Attendee, *, to: Attendee, by: By, now: datetime) -> None:
    """Exchange the seats of two people of the same address, whatever each of them has.

    Each keeps their link, ticket number, answers and mails. Raises HandoverRefused for people of two
    addresses, or where a seat of another request is still to be confirmed; or what ``rename`` does.
    """
    _event, one = _locked(attendee, now=now)
    other = Attendee.objects.select_related("registration").get(pk=to.pk)
    same_party = one.registration_id == other.registration_id or (
        one.registration.email_key == other.registration.email_key != ""
    )
    both_live = one.can_be_cancelled and other.can_be_cancelled
    apart = one.registration_id != other.registration_id and (one.is_unconfirmed or other.is_unconfirmed)
    if one.event_id != other.event_id or not same_party or not both_live or apart:
        raise HandoverRefused
    exchange(one, other, by=by, now=now, note=_("places échangées"))
    tell_of_update([one, other], now=now)


@transaction.atomic
def add_people(
    registration: Registration, *, people: Sequence[Person], by: By, now: datetime
) -> Registration:
    """Add people to a registration: with a seat, or, where none is left, to wait for one.

    They are confirmed at once if the address is, or if the team adds them, whom the maximum of an address
    does not bind. Raises AlreadyRegistered, or what ``signup.register`` does.
    """
    event, registration = lock_seats_with(registration)
    if not any(person.can_be_cancelled for person in registration.attendees.all()):
        raise RegistrationErased
    check_takes_place(event, now=now)
    seats = seat_availability(event, now=now)
    held = live_among(held_by(event, registration.email, now=now) or [registration], now=now)
    new = unsaved(event, people, seats=seats)
    refuse_known(new, held=held)
    alone = left_to_accompany(held, now=now)
    if refusal := _refusal(event, new, held=held, seats=seats, by=by, to_accompany=alone):
        raise refusal
    applicant = Applicant(email=registration.email, people=tuple(people))
    save_party(
        registration,
        new,
        event=event,
        applicant=applicant,
        seats=seats,
        by=by,
        now=now,
        to_accompany=alone,
    )
    if is_team(by) or registration.confirmed_at is not None:
        settle(new, event=event, by=by, now=now)
        tell_confirmed(new, now=now)
    else:
        write_to(registration, MailKind.CONFIRM, now=now)
    feed(event, now=now, freed=False)
    return Registration.objects.with_attendees().get(pk=registration.pk)


@transaction.atomic
def set_mode(attendee: Attendee, *, mode: str, by: By, now: datetime) -> Attendee:
    """Come in person, or follow on line (Mode): the seat of the room is offered to those who wait.

    Whoever waits for one is confirmed on line at once. Raises NotHybrid, EventFull where no seat of the
    room is left, RegistrationErased, EventCancelled or EventOver.
    """
    event, attendee = _locked(attendee, now=now)
    seats = seat_availability(event, now=now)
    if not seats.is_hybrid or mode not in Mode.values:
        raise NotHybrid
    if mode == attendee.mode or not attendee.can_be_cancelled:
        return attendee
    if mode == Mode.ON_SITE and not _room_for(attendee, seats=seats):
        raise EventFull
    before = SeatCount.of([attendee], now=now)
    attendee.mode = mode
    if attendee.is_unconfirmed:
        attendee.queued_at = None
    attendee.save(update_fields=["mode", "queued_at"])
    more = SeatCount.of([attendee], now=now) - before
    seats_changed(event, by=more, now=now)
    _log([attendee], attendee.get_mode_display(), by=by, now=now)
    if attendee.is_waiting:
        to = status_of_taken(event, by=by, now=now)
        move([attendee], to, by=by, now=now, event=event, held_until=None)
        tell_confirmed([attendee], now=now)
    else:
        tell_of_update([attendee], now=now)
    feed(event, now=now, freed=more.in_room < 0)
    return attendee


@transaction.atomic
def set_own_address(attendee: Attendee, *, email: str, by: By, now: datetime) -> Attendee:
    """Give a person an address and a link of their own, of which they are told; "" takes them back.

    A first address leaves the ticket as it is; with another one the link dies, and a new ticket is sent.
    Raises RegistrationErased, EventCancelled or EventOver.
    """
    _event, attendee = _locked(attendee, now=now)
    if email_key(email) == attendee.registration.email_key:
        email = ""
    if email_key(email) == email_key(attendee.email):
        return attendee
    had_a_link, attendee.email = bool(attendee.email), email
    if had_a_link:
        attendee.uuid = uuid.uuid4()  # it leads nowhere any more, nor does the ticket, which is made anew
    attendee.save(update_fields=["email", "uuid"])
    _log([attendee], _("adresse de la personne changée"), by=by, now=now)
    if email and not attendee.is_unconfirmed:
        tell_attendee(attendee, now=now)
    if had_a_link and attendee.is_confirmed:
        tell_of_new_ticket(attendee, now=now)
    return attendee


@transaction.atomic
def set_address(registration: Registration, *, email: str, by: By, now: datetime) -> Registration:
    """Mend the address of a registration: its link and tickets leave again, those sent before die.

    Raises AlreadyRegistered where that address has the same people, RegistrationErased, EventCancelled or
    EventOver.
    """
    event, registration = lock_seats_with(registration)
    people = [each for each in registration.attendees.all() if each.can_be_cancelled]
    if not people:
        raise RegistrationErased
    check_takes_place(event, now=now)
    if email == registration.email:
        return registration
    is_same, key = email_key(email) == registration.email_key, email_key(email)
    held = [] if is_same else live_among(held_by(event, email, now=now), now=now)
    refuse_known(people, held=held)
    registration.email, registration.email_key, registration.uuid = email, key, uuid.uuid4()
    registration.save(update_fields=["email", "email_key", "uuid"])
    theirs = [each for each in people if not each.email or email_key(each.email) == key]
    for each in theirs:
        each.email, each.uuid = "", uuid.uuid4()
    Attendee.objects.bulk_update(theirs, ["email", "uuid"])
    _log(people, _("adresse de l’inscription changée"), by=by, now=now)
    if any(each.is_unconfirmed for each in people):
        kind = MailKind.CONFIRM
    else:
        kind = MailKind.TICKET if any(each.is_confirmed for each in people) else MailKind.LINK
    write_to(registration, kind, now=now)
    return registration


@transaction.atomic
def set_phone(attendee: Attendee, *, phone: str, by: By, now: datetime) -> None:
    """Mend the telephone of whoever registered. Raises what ``rename`` does, but for HandoverRefused."""
    _event, attendee = _locked(attendee, now=now)
    Registration.objects.filter(pk=attendee.registration_id).update(phone=phone)
    _log([attendee], _("téléphone corrigé"), by=by, now=now)


@transaction.atomic
def set_note(registration: Registration, *, note: str) -> None:
    """Keep the team's own words about a registration. Raises RegistrationErased."""
    _event, registration = lock_seats_with(registration)
    if all(person.is_anonymised for person in registration.attendees.all()):
        raise RegistrationErased
    registration.note = note
    registration.save(update_fields=["note"])


def _locked(attendee: Attendee, *, now: datetime) -> tuple[EventPage, Attendee]:
    """The event, whose seats are locked, and the attendee as it is now, with its registration."""
    event, _gate = lock_seats(attendee.event_id)
    attendee = Attendee.objects.select_related("registration").get(pk=attendee.pk)
    attendee.event = attendee.registration.event = event
    if attendee.is_anonymised:
        raise RegistrationErased
    check_takes_place(event, now=now)
    return event, attendee


def _others_wait(event: EventPage, attendee: Attendee) -> bool:
    """Whether somebody of another request waits for a seat, one being offered or not."""
    waiting = Attendee.objects.filter(event=event, status__in=WAITS)
    return waiting.exclude(registration=attendee.registration_id).exists()


def _room_for(attendee: Attendee, *, seats: SeatAvailability) -> bool:
    """Whether one who follows on line finds a seat of the room, within the open places unless beyond them."""
    left = seats.left_in_room if attendee.beyond else seats.left
    return left is None or left > 0


def _refusal(
    event: EventPage,
    new: Sequence[Attendee],
    *,
    held: Sequence[Attendee],
    seats: SeatAvailability,
    by: By,
    to_accompany: int,
) -> RegistrationError | None:
    """Why these people cannot be added to those whom an address has already; None when they can."""
    if is_team(by):
        return None if seats.queues else refusal_of_seats(new, seats=seats, to_accompany=to_accompany)
    return refusal_of(event, seats) or refusal_of_party(
        new, seats=seats, besides=held, to_accompany=to_accompany
    )


def _log(attendees: Sequence[Attendee], note: str, *, by: By, now: datetime) -> None:
    log(attendees, befores=[Status(each.status) for each in attendees], by=by, now=now, note=note)
