"""Confirming a seat, and the time one has for it (docs/decisions/0010-confirmation-clock.md).

The time runs from the moment the mail server took the mail. Until then the seat is held, but not for
ever: a mail refused, or given up after its last attempt, frees the seat at the next minute.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from events.models import EventPage, EventStatus

from ..errors import (
    EventCancelled,
    EventFull,
    RegistrationClosed,
    RegistrationErased,
    RegistrationError,
    RequestLapsed,
    RoomFull,
)
from ..models import Attendee, MailKind, Registration, RegistrationMail
from ..outbox import addressees, tell_attendee, write_to
from ..privacy.erasure import erase_unconfirmed
from ..queue.clock import to_the_minute
from ..queue.feeding import feed
from ..seats import in_batches, lock_seats_with
from ..seats.allotment import allot
from ..seats.availability import check_takes_place, seat_availability
from ..seats.openings import SeatAvailability
from ..states import UNANSWERED, Status
from ..transitions import Actor, By, is_team, move
from .companions import settle_those_left_alone
from .parties import held_by, live_among, refusal_of_party

AT_LEAST = timedelta(minutes=30)
State = RegistrationMail.State


def deadline(event: EventPage, *, sent_at: datetime) -> datetime:
    """Until when a mail taken at ``sent_at`` can be answered, on a full minute.

    REGISTRATION_CONFIRM_HOURS, at most until registration closes, but never less than half an hour.
    """
    closes_at = seat_availability(event, now=sent_at).closes_at
    limit = sent_at + timedelta(hours=settings.REGISTRATION_CONFIRM_HOURS)
    if closes_at is not None:
        limit = min(limit, closes_at)
    return to_the_minute(max(limit, sent_at + AT_LEAST))


def promise(registration: Registration, *, now: datetime) -> datetime:
    """What a mail that leaves at ``now`` may promise: a later one never shortens what was promised.

    A link asked for again gives the whole delay again: the page says the same hour to whoever holds a
    seat already as to whoever asks for the first time.
    """
    whole = deadline(registration.event, sent_at=now)
    held = [person.held_until for person in registration.attendees.all() if person.is_unconfirmed]
    return max([whole, *(each for each in held if each is not None)])


def start_clock(mail: RegistrationMail, *, promised: datetime | None, now: datetime) -> None:
    """The mail server took the mail: its promise holds, unless the seat was lost or confirmed meanwhile."""
    if promised is None:
        return
    held = Attendee.objects.filter(
        registration=mail.registration_id, registration__email=mail.to, status__in=UNANSWERED
    )
    held.filter(held_until__isnull=True).update(held_until=promised)
    held.filter(held_until__gt=now, held_until__lt=promised).update(held_until=promised)


@transaction.atomic
def confirm(registration: Registration, *, by: By = Actor.VISITOR, now: datetime) -> Registration:
    """Confirm the seats of a registration, and send the ticket. Confirming twice does no harm.

    Those for whom no seat was left join the queue, with the rank of their request; where the organiser
    approves, the others wait for that, unless the team itself confirms. A registration whose people all gave
    up their seats takes seats again, or joins the queue: who opens the link owns the address. Raises
    RequestLapsed once the time is over, EventCancelled, EventOver, EventFull, RegistrationClosed or
    RegistrationErased.
    """
    event, registration = lock_seats_with(registration)
    people = list(registration.attendees.all())
    unconfirmed = [person for person in people if person.is_unconfirmed]
    if not unconfirmed and any(person.can_be_cancelled for person in people):
        return registration
    if all(person.is_anonymised for person in people):
        raise RegistrationErased if registration.confirmed_at else RequestLapsed
    check_takes_place(event, now=now)
    if unconfirmed:
        confirmed = [person for person in unconfirmed if not person.has_lapsed(now)]
    else:
        confirmed = _come_back(registration, by=by, now=now, event=event)
    if not confirmed:
        raise RequestLapsed
    settle(confirmed, event=event, by=by, now=now)
    tell_confirmed(confirmed, now=now)
    if registration.confirmed_at is None:
        registration.confirmed_at, registration.network = now, ""
        registration.save(update_fields=["confirmed_at", "network"])
    feed(event, now=now, freed=False)
    return registration


def status_of_taken(event: EventPage, *, by: By, now: datetime) -> Status:
    """Confirmed; or to be approved, where the organiser approves each person, unless the team itself acts."""
    to_approve = not is_team(by) and seat_availability(event, now=now).needs_approval
    return Status.PENDING_APPROVAL if to_approve else Status.CONFIRMED


def settle(people: Sequence[Attendee], *, event: EventPage, by: By, now: datetime) -> None:
    """Confirm unconfirmed people who hold seats, or have them wait for approval; the others join the queue.

    The caller holds the lock.
    """
    holding = [person for person in people if not person.is_to_queue]
    to_queue = [person for person in people if person.is_to_queue]
    move(holding, status_of_taken(event, by=by, now=now), by=by, now=now, event=event, held_until=None)
    move(to_queue, Status.WAITLISTED, by=by, now=now, event=event, held_until=None)


def seat_beyond(people: Sequence[Attendee], *, event: EventPage, by: By, now: datetime, beyond: str) -> None:
    """Confirm those of these people who wait, or were to, in seats beyond the open places.

    The caller holds the lock. Raises RoomFull.
    """
    waiting = [each for each in people if each.is_waitlisted or each.is_to_queue]
    room = seat_availability(event, now=now, count_all=True).left_in_room
    if room is not None and sum(not each.is_online for each in waiting) > room:
        raise RoomFull
    taken: dict[str, Any] = {"queued_at": None, "held_until": None, "beyond": beyond}
    move(waiting, Status.CONFIRMED, by=by, now=now, event=event, **taken)


def tell_confirmed(people: Sequence[Attendee], *, now: datetime) -> None:
    """Send the ticket to whoever registered these people, and tell those who have an address of their own.

    Where nobody has a seat, that they wait for one or for an approval.
    """
    for registration, party, person in addressees(people):
        if person is not None:
            tell_attendee(person, now=now)
        else:
            has_seat = any(each.is_confirmed for each in party)
            write_to(registration, MailKind.TICKET if has_seat else MailKind.WAITING, now=now)


def _come_back(registration: Registration, *, by: By, now: datetime, event: EventPage) -> list[Attendee]:
    """Those who cancelled, or let offers of the queue lapse, ask again: with seats held, or to be queued.

    Their address has its maximum, as for any request.
    """
    was_confirmed = registration.confirmed_at is not None
    back = [
        person
        for person in registration.attendees.all()
        if person.is_cancelled or (person.can_take_a_seat_again and (person.offers_lapsed or was_confirmed))
    ]
    if back:
        seats = seat_availability(event, now=now)
        held = live_among(held_by(event, registration.email, now=now), now=now)
        if refusal := refusal_of(event, seats) or refusal_of_party(back, seats=seats, besides=held):
            raise refusal
        take_seats_again(back, holds=allot(seats, back), by=by, now=now, event=event)
    return back


def take_seats_again(
    people: Sequence[Attendee], *, holds: Sequence[bool], by: By, now: datetime, event: EventPage
) -> None:
    """Hold seats again for people who lost or gave up theirs; those whose ``holds`` is False are to queue.

    All of them are unconfirmed then. The caller holds the lock.
    """
    lapsed = [person for person in people if person.is_unconfirmed]  # the chore has not passed yet
    move(lapsed, Status.EXPIRED, by=Actor.SITE, now=now, event=event)
    fresh: dict[str, Any] = {"offers_lapsed": 0, "lengthened": False, "declined_at": None}
    fresh |= {"asked_again_at": None, "asked_twice_at": None, "kept_at": None}
    holding = [person for person, held in zip(people, holds, strict=True) if held]
    to_queue = [person for person, held in zip(people, holds, strict=True) if not held]
    move(holding, Status.UNCONFIRMED, by=by, now=now, event=event, queued_at=None, **fresh)
    move(to_queue, Status.UNCONFIRMED, by=by, now=now, event=event, queued_at=now, **fresh)


def refusal_of(event: EventPage, seats: SeatAvailability) -> RegistrationError | None:
    """Why nobody can ask for a seat; None when one can, were it to wait for it."""
    if event.status == EventStatus.CANCELLED:
        return EventCancelled()
    if seats.is_full:
        return EventFull()
    return None if seats.takes_requests else RegistrationClosed()


def expire_unconfirmed(*, now: datetime) -> int:
    """Free the seats that were not confirmed in time, and erase what was typed; returns how many people.

    Also those whose mail will never leave, and those of events that are over. Nothing is erased while the
    event keeps people from confirming (comebacks.py). First starts the clock of those whose mail left
    without it being written down (a worker killed at that instant).
    """
    _start_forgotten_clocks(now=now)
    mails = RegistrationMail.objects.filter(
        registration=OuterRef("registration"),
        kind=RegistrationMail.Kind.CONFIRM,
        state__in=[State.QUEUED, State.SENT],
        created_at__gte=OuterRef("changed_at"),  # not those of a seat lost before
    )
    held = Attendee.objects.filter(status__in=UNANSWERED)
    unreachable = held.filter(~Exists(mails), held_until__isnull=True)
    too_late = held.filter(event__over_at__lte=now)

    def expire(event: EventPage, lost: list[Attendee]) -> None:
        given_back = sum(not each.is_to_queue for each in lost)
        move(lost, Status.EXPIRED, by=Actor.SITE, now=now, event=event)
        if not keeps_people_away(event):
            given_back -= settle_those_left_alone(lost, event=event, now=now)
            erase_unconfirmed(lost, now=now, event=event)
        feed(event, now=now, freed=given_back > 0)

    return in_batches(Attendee.objects.lapsed(now) | unreachable | too_late, expire)


def keeps_people_away(event: EventPage) -> bool:
    """Whether nobody can confirm a seat until the event is on again: cancelled, or on a day not known."""
    return event.status == EventStatus.CANCELLED or (
        event.status == EventStatus.POSTPONED and event.date_uncertain
    )


def _start_forgotten_clocks(*, now: datetime) -> None:
    forgotten = RegistrationMail.objects.filter(
        kind=RegistrationMail.Kind.CONFIRM,
        state=State.SENT,
        registration__attendees__status__in=UNANSWERED,
        registration__attendees__held_until__isnull=True,
        created_at__gte=F("registration__attendees__changed_at"),  # not those of a seat lost before
    )
    for mail in forgotten.select_related("event").order_by("-sent_at").distinct():
        sent_at = mail.sent_at or now
        start_clock(mail, promised=deadline(mail.event, sent_at=sent_at), now=now)
