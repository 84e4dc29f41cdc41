"""The people of one request: who has a seat already, who may come, seats taken for them together."""

from collections.abc import Sequence
from datetime import datetime

from events.models import EventPage

from ..errors import (
    AlreadyRegistered,
    EventFull,
    NobodyToRegister,
    PartyTooLarge,
    RegistrationError,
    TooFewSeats,
    TooManyCompanions,
)
from ..models import Attendee, BeyondReason, Mode, Registration
from ..news import store_announcement
from ..questions import save_party_answers
from ..questions.arrangements import ask
from ..seats.allotment import allot
from ..seats.openings import SeatAvailability, SeatCount
from ..transitions import By, log, seats_changed
from .applicants import Applicant, Person, email_key
from .names import full_name


def held_by(event: EventPage, address: str, *, now: datetime) -> list[Registration]:
    """The registrations of an address at an event under which somebody has a seat or waits; latest first.

    Each has its ``attendees`` loaded. Nobody is found without an address.
    """
    key = email_key(address)
    if not key:
        return []
    registrations = Registration.objects.filter(event_id=event.pk, email_key=key).with_attendees()
    return [each for each in registrations.order_by("-pk") if live_among([each], now=now)]


def live_among(registrations: Sequence[Registration], *, now: datetime) -> list[Attendee]:
    """Their attendees that have a seat or wait for one, and did not let their time pass."""
    attendees = [attendee for each in registrations for attendee in each.attendees.all()]
    return [each for each in attendees if each.can_be_cancelled and not each.has_lapsed(now)]


def size(people: Sequence[Attendee]) -> int:
    """How many of them count against the most that an address may register: companions do not."""
    return sum(person.beyond != BeyondReason.COMPANION for person in people)


def names_of(people: Sequence[Attendee]) -> set[str]:
    """Their names as they are compared."""
    return {full_name(person.first_name, person.last_name) for person in people}


def named(names: set[str], people: Sequence[Attendee]) -> list[Attendee]:
    """Those of ``people`` who have one of these names."""
    return [person for person in people if names_of([person]) & names]


def refuse_known(people: Sequence[Attendee], *, held: Sequence[Attendee]) -> None:
    """Raise AlreadyRegistered where an address has some of ``people`` among those ``held`` already."""
    if known := named(names_of(people), held):
        raise AlreadyRegistered(names=", ".join(map(str, known)))


def unsaved(event: EventPage, people: Sequence[Person], *, seats: SeatAvailability) -> list[Attendee]:
    """An attendee, not saved, for each of these people."""
    made = []
    for person in people:
        attendee = Attendee(event_id=event.pk)
        person.write_to(attendee)
        online = person.mode == Mode.ONLINE
        attendee.mode = (Mode.ONLINE if online else Mode.ON_SITE) if seats.is_hybrid else ""
        made.append(attendee)
    return made


def how_many_wait(event: EventPage, people: Sequence[Person], *, seats: SeatAvailability) -> int:
    """How many of these people no seat is left for, had nobody among them one already."""
    return allot(seats, unsaved(event, people, seats=seats)).count(False)


def refusal_of_party(
    people: Sequence[Attendee],
    *,
    seats: SeatAvailability,
    besides: Sequence[Attendee] = (),
    to_accompany: int = 0,
) -> RegistrationError | None:
    """Why an address that has those ``besides`` cannot register these people; None when it can."""
    if not people or not (size(people) or besides):
        return NobodyToRegister()
    if refusal := refusal_of_addition(people, held=besides, seats=seats):
        return refusal
    return None if seats.queues else refusal_of_seats(people, seats=seats, to_accompany=to_accompany)


def refusal_of_addition(
    people: Sequence[Attendee], *, held: Sequence[Attendee], seats: SeatAvailability
) -> RegistrationError | None:
    """Why an address that has ``held`` may not have these people too, whatever seats are left."""
    everybody = [*people, *held]
    if size(everybody) > seats.party_size:
        return PartyTooLarge(most=seats.party_size)
    if len(everybody) - size(everybody) > size(everybody):
        return TooManyCompanions()
    return None


def refusal_of_seats(
    people: Sequence[Attendee], *, seats: SeatAvailability, to_accompany: int = 0
) -> RegistrationError | None:
    """Why not all of them have a seat at once; None when they have."""
    if all(allot(seats, people, to_accompany=to_accompany)):
        return None
    return TooFewSeats(left=seats.left) if seats.left else EventFull()


def save_party(
    registration: Registration,
    people: Sequence[Attendee],
    *,
    event: EventPage,
    applicant: Applicant,
    seats: SeatAvailability,
    by: By,
    now: datetime,
    to_accompany: int = 0,
) -> None:
    """Save a registration, known or new, and these new people of it, who hold a seat or are to wait.

    All are unconfirmed. ``applicant.people`` are the same people, in the same order. The caller holds the
    lock, and counted ``seats`` under it.
    """
    if not event.registration_gate.announced:
        current = EventPage.objects.get(pk=event.pk)  # whole, and as it is now
        store_announcement(current, event.registration_gate)
    registration.event = event
    registration.save()
    holding = allot(seats, people, to_accompany=to_accompany)
    for attendee, holds in zip(people, holding, strict=True):
        attendee.registration, attendee.event, attendee.changed_at = registration, event, now
        attendee.queued_at = None if holds else now
    forget_own_addresses(people, of=registration)
    Attendee.objects.bulk_create(people)
    seats_changed(event, by=SeatCount.of(people, now=now), now=now, before=seats)
    log(people, befores=[None] * len(people), by=by, now=now)
    _save_answers(registration, people, applicant=applicant, now=now)


def forget_own_addresses(people: Sequence[Attendee], *, of: Registration) -> None:
    """Whose own address is that of the request has its link, and no other; not saved."""
    for attendee in people:
        if email_key(attendee.email) == of.email_key:
            attendee.email = ""


def _save_answers(
    registration: Registration, people: Sequence[Attendee], *, applicant: Applicant, now: datetime
) -> None:
    """What they answered to the questions of the event, and what they wish for."""
    of_each = list(zip(people, applicant.people, strict=True))
    given = [(attendee, person.answers) for attendee, person in of_each]
    save_party_answers(registration, [(None, applicant.answers), *given])
    for attendee, person in of_each:
        if person.arrangement.strip():
            ask(attendee, wish=person.arrangement, now=now)
