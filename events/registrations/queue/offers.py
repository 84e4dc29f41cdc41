"""What becomes of an offered seat: taken, whole or in part, declined, prolonged, or left unanswered."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.models import EventPage

from ..actions.companions import settle_those_left_alone
from ..actions.confirmations import status_of_taken, tell_confirmed
from ..errors import NoSuchNumber, OfferIsOver, OfferStandsUntilTheStart
from ..models import Attendee, MailKind, Registration, RegistrationMail
from ..outbox import write_to_each
from ..seats import in_batches, lock_seats_with
from ..seats.availability import check_takes_place, seat_availability
from ..states import WAITS, Status
from ..transitions import Actor, By, log, move
from .clock import offer_ends
from .feeding import MOVES, feed
from .ranks import waiting

OFFERS = 2  # that may be left without an answer: the first costs the rank, the second the place
SURELY_SENT = timedelta(minutes=5)  # after which a mail that waits tells that its server is away


@transaction.atomic
def accept(
    registration: Registration, *, number: int | None = None, by: By = Actor.VISITOR, now: datetime
) -> Registration:
    """Take ``number`` of the seats offered (None: all); the other people keep their rank.

    Where the organiser approves each person the seats are held until then, unless the team itself accepts.
    Raises OfferIsOver, NoSuchNumber where fewer are offered, EventCancelled or EventOver.
    """
    event, registration, offered = _offered(registration, now=now)
    check_takes_place(event, now=now)
    if number is not None and number > len(offered):
        raise NoSuchNumber
    taken, left = (offered, []) if number is None else (offered[:number], offered[number:])
    if not taken:
        return _decline(registration, offered, event=event, by=by, now=now)
    to = status_of_taken(event, by=by, now=now)
    move(taken, to, by=by, now=now, event=event, queued_at=None, held_until=None)
    tell_confirmed(taken, now=now)
    if left:
        _decline(registration, left, event=event, by=by, now=now)
    return registration


@transaction.atomic
def decline(registration: Registration, *, now: datetime) -> Registration:
    """Leave the seats offered to the next ones and keep the rank. Raises OfferIsOver."""
    event, registration, offered = _offered(registration, now=now)
    return _decline(registration, offered, event=event, by=Actor.VISITOR, now=now)


@transaction.atomic
def lengthen(registration: Registration, *, now: datetime) -> datetime:
    """Prolong the offer, once, by the time that an offer lasts as it ends; returns its new end.

    Raises OfferIsOver, or OfferStandsUntilTheStart where it ends with the start of the event or was
    prolonged already.
    """
    event, registration, offered = _offered(registration, now=now)
    ends = [
        (each, offer_ends(event, now=each.held_until))
        for each in offered
        if each.held_until and not each.lengthened
    ]
    longer = [(each, end) for each, end in ends if each.held_until and end > each.held_until]
    if not longer:
        raise OfferStandsUntilTheStart
    for attendee, end in longer:
        attendee.held_until, attendee.lengthened = end, True
    people = [attendee for attendee, _end in longer]
    Attendee.objects.bulk_update(people, ["held_until", "lengthened"])
    log(people, befores=[Status.OFFERED] * len(people), by=Actor.VISITOR, now=now, note=_("prolongée"))
    return min(end for _attendee, end in longer)


def lapse_offers(*, now: datetime) -> int:
    """End the offers that nobody answered in time, and offer the seats to the next; returns how many ended.

    The first one costs the rank, the second one the place in the queue. Where nobody could answer, the event
    being cancelled or without a date, the rank stays. A mail that has not left yet prolongs its offer.
    """
    _wait_for_mails(now=now)

    def lapse(event: EventPage, lost: list[Attendee]) -> None:
        _lapse(event, lost, now=now)
        feed(event, now=now)

    return in_batches(Attendee.objects.filter(status=Status.OFFERED, held_until__lte=now), lapse)


def leave_over(*, now: datetime) -> int:
    """Take those who still wait out of the queues of events that are over; returns how many."""

    def leave(event: EventPage, people: list[Attendee]) -> None:
        move(people, Status.EXPIRED, by=Actor.SITE, now=now, event=event)

    return in_batches(Attendee.objects.filter(status__in=WAITS, event__over_at__lte=now), leave)


def _offered(registration: Registration, *, now: datetime) -> tuple[EventPage, Registration, list[Attendee]]:
    """The event, locked, the registration as it is now, and its people who are offered a seat."""
    event, registration = lock_seats_with(registration)
    rows = registration.attendees.filter(status=Status.OFFERED, held_until__gt=now)
    offered = list(rows.select_related("registration").order_by("queued_at", "pk"))
    if not offered:
        raise OfferIsOver
    return event, registration, offered


def _decline(
    registration: Registration, offered: Sequence[Attendee], *, event: EventPage, by: By, now: datetime
) -> Registration:
    """Back to the queue with the same rank; nobody of the party is asked until another seat is free."""
    move(offered, Status.WAITLISTED, by=by, now=now, event=event, held_until=None, declined_at=now)
    settle_those_left_alone(offered, event=event, now=now)
    waiting(event).filter(registration=registration).update(declined_at=now)
    feed(event, now=now, freed=False)
    return registration


def _lapse(event: EventPage, lost: Sequence[Attendee], *, now: datetime) -> None:
    """What becomes of these people, whose offers are over; one mail for each registration."""
    unsent = set(_unsent_offers(now=now).filter(event=event).values_list("registration", flat=True))
    closed = seat_availability(event, now=now).opening not in MOVES
    blameless = [each for each in lost if closed or each.registration_id in unsent]
    late = [each for each in lost if each not in blameless]
    last = [each for each in late if each.offers_lapsed + 1 >= OFFERS]
    first = [each for each in late if each not in last]
    back: dict[str, Any] = {"by": Actor.SITE, "now": now, "event": event, "held_until": None}
    move(blameless, Status.WAITLISTED, **back)
    move(first, Status.WAITLISTED, **back, queued_at=now, offers_lapsed=1)
    move(last, Status.EXPIRED, **back, offers_lapsed=OFFERS)
    settle_those_left_alone(lost, event=event, now=now)
    write_to_each((each.registration for each in late), MailKind.LAPSED, now=now)


def _wait_for_mails(*, now: datetime) -> None:
    """Nobody loses a rank because our mail server is away: the time to answer starts once the mail left."""
    waits = _unsent_offers(now=now).values("registration")
    people = Attendee.objects.filter(status=Status.OFFERED, held_until__gt=now, registration__in=waits)
    events: dict[datetime, list[int]] = defaultdict(list)
    for event in EventPage.objects.filter(pk__in=people.values("event")):
        events[offer_ends(event, now=now)].append(event.pk)
    for end, keys in events.items():
        people.filter(event__in=keys, held_until__lt=end).update(held_until=end)


def _unsent_offers(*, now: datetime) -> QuerySet[RegistrationMail]:
    """The offers whose mail should have left by now."""
    return RegistrationMail.objects.filter(
        kind=MailKind.OFFER, state=RegistrationMail.State.QUEUED, created_at__lte=now - SURELY_SENT
    )
