"""Confirming a seat, and the time one has for it (docs/decisions/0010-confirmation-clock.md).

The time runs from the moment the mail server took the mail. Until then the seat is held, but not for
ever: a mail refused, or given up after its last attempt, frees the seat at the next minute.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from events.models import EventPage, EventStatus

from .availability import SeatAvailability, is_over, seat_availability
from .errors import (
    EventCancelled,
    EventFull,
    EventOver,
    RegistrationClosed,
    RegistrationErased,
    RegistrationError,
)
from .models import Attendee, Registration, RegistrationMail
from .outbox import write_to
from .seats import lock_seats
from .states import HELD_FOR_A_TIME, Status
from .transitions import Actor, By, move

AT_LEAST = timedelta(minutes=30)
BATCH = 500  # people, in one transaction
State = RegistrationMail.State


def deadline(event: EventPage, *, sent_at: datetime) -> datetime:
    """Until when a mail taken at ``sent_at`` can be answered, on a full minute.

    REGISTRATION_CONFIRM_HOURS, at most until registration closes, but never less than half an hour.
    """
    closes_at = seat_availability(event, now=sent_at).closes_at
    limit = sent_at + timedelta(hours=settings.REGISTRATION_CONFIRM_HOURS)
    if closes_at is not None:
        limit = min(limit, closes_at)
    return _to_the_minute(max(limit, sent_at + AT_LEAST))


def promise(registration: Registration, *, now: datetime) -> datetime:
    """What a mail that leaves at ``now`` may promise: a later one never shortens what was promised.

    A link asked for again gives the whole delay again: the page says the same hour to whoever holds a
    seat already as to whoever asks for the first time.
    """
    whole = deadline(registration.event, sent_at=now)
    held_until = registration.attendee.held_until
    return whole if held_until is None else max(held_until, whole)


def start_clock(mail: RegistrationMail, *, promised: datetime | None, now: datetime) -> None:
    """The mail server took the mail: its promise holds, unless the seat was lost or confirmed meanwhile."""
    if promised is None:
        return
    held = Attendee.objects.filter(
        registration=mail.registration_id, registration__email=mail.to, status__in=HELD_FOR_A_TIME
    )
    held.filter(held_until__isnull=True).update(held_until=promised)
    held.filter(held_until__gt=now, held_until__lt=promised).update(held_until=promised)


@transaction.atomic
def confirm(registration: Registration, *, by: By = Actor.VISITOR, now: datetime) -> Registration:
    """Confirm the seat and send the ticket. Confirming twice does no harm.

    A lapsed or cancelled registration takes a seat again if one is left: who opens the link owns the
    address. Raises EventCancelled, EventOver, EventFull, RegistrationClosed or RegistrationErased.
    """
    event, _gate = lock_seats(registration.event_id)
    registration = Registration.objects.get(pk=registration.pk)
    registration.event, attendee = event, registration.attendee
    if attendee.is_confirmed:
        return registration
    if attendee.is_anonymised:
        raise RegistrationErased
    if event.status == EventStatus.CANCELLED:
        raise EventCancelled
    if is_over(event, now=now):
        raise EventOver
    if not attendee.holds_seat(now):
        check_open(event, now=now)
        take_seat_again(attendee, by=by, now=now, event=event)
    move([attendee], Status.CONFIRMED, by=by, now=now, event=event)
    write_to(registration, RegistrationMail.Kind.TICKET, now=now)
    return registration


def take_seat_again(attendee: Attendee, *, by: By, now: datetime, event: EventPage) -> None:
    """Hold a seat again for somebody who lost or gave up theirs.

    The caller holds the lock and knows that a seat is left.
    """
    if attendee.is_unconfirmed:  # lapsed, the chore has not passed yet
        move([attendee], Status.EXPIRED, by=Actor.SITE, now=now, event=event)
    move([attendee], Status.UNCONFIRMED, by=by, now=now, event=event)


def check_open(event: EventPage, *, now: datetime) -> None:
    """Raise EventCancelled, EventFull or RegistrationClosed unless a seat can be taken at ``now``."""
    if refusal := refusal_of(event, seat_availability(event, now=now)):
        raise refusal


def refusal_of(event: EventPage, seats: SeatAvailability) -> RegistrationError | None:
    """Why no seat can be taken; None when one can."""
    if event.status == EventStatus.CANCELLED:
        return EventCancelled()
    if seats.is_full:
        return EventFull()
    return None if seats.is_open else RegistrationClosed()


def expire_unconfirmed(*, now: datetime) -> int:
    """Free the seats that were not confirmed in time; returns how many.

    Also those whose mail will never leave, and those of events that are over. First starts the clock
    of those whose mail left without it being written down (a worker killed at that instant).
    """
    _start_forgotten_clocks(now=now)
    mails = RegistrationMail.objects.filter(
        registration=OuterRef("registration"),
        kind=RegistrationMail.Kind.CONFIRM,
        state__in=[State.QUEUED, State.SENT],
        created_at__gte=OuterRef("changed_at"),  # not those of a seat lost before
    )
    held = Attendee.objects.filter(status__in=HELD_FOR_A_TIME)
    unreachable = held.filter(~Exists(mails), held_until__isnull=True)
    too_late = held.filter(event__over_at__lte=now)
    attendees = Attendee.objects.lapsed(now) | unreachable | too_late
    freed = 0
    for event_id in set(attendees.order_by().values_list("event_id", flat=True)):
        batch = BATCH
        while batch == BATCH:
            with transaction.atomic():
                event, _gate = lock_seats(event_id)
                lost = list(attendees.filter(event_id=event_id).order_by("pk")[:BATCH])
                move(lost, Status.EXPIRED, by=Actor.SITE, now=now, event=event)
            batch = len(lost)
            freed += batch
    return freed


def _start_forgotten_clocks(*, now: datetime) -> None:
    forgotten = RegistrationMail.objects.filter(
        kind=RegistrationMail.Kind.CONFIRM,
        state=State.SENT,
        registration__attendees__status__in=HELD_FOR_A_TIME,
        registration__attendees__held_until__isnull=True,
        created_at__gte=F("registration__attendees__changed_at"),  # not those of a seat lost before
    )
    for mail in forgotten.select_related("event").order_by("-sent_at"):
        sent_at = mail.sent_at or now
        start_clock(mail, promised=deadline(mail.event, sent_at=sent_at), now=now)


def _to_the_minute(moment: datetime) -> datetime:
    return moment if not (moment.second or moment.microsecond) else _next_minute(moment)


def _next_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
