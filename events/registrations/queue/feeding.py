"""Offering every free seat to those who wait, in the order of their requests; and why none is offered."""

from collections import Counter
from collections.abc import Hashable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import EventPage
from events.wording import moment

from ..actions.companions import address_of, same_addresses
from ..models import Attendee, BeyondReason, MailKind, Mode
from ..models.attendee import by_registration
from ..outbox import mail_to, queue_those_with_address
from ..querysets import AttendeeQuerySet
from ..seats import lock_seats
from ..seats.availability import seat_availability
from ..seats.openings import Opening, SeatAvailability
from ..states import Status
from ..transitions import Actor, move
from .clock import is_too_late, offer_ends
from .ranks import waiting

MOVES = frozenset({Opening.OPEN, Opening.ONLINE, Opening.WAITING, Opening.FULL, Opening.CLOSED})


def feed(event: EventPage, *, now: datetime, freed: bool = True) -> int:
    """Offer every free seat to those who wait, the first of them first; returns how many were offered.

    A party is offered what is free. ``freed``: a seat became free, or was added, so that whoever declined
    the one before is asked again; False where none did. The caller holds the event's lock.
    """
    seats = seat_availability(event, now=now, count_all=True)
    if not (seats.waiting or seats.is_hybrid) or not may_move(event, seats, now=now):
        return 0
    if freed:
        ask_again(event)
    chosen = _next_ones(event, seats, now=now)
    if not chosen:
        return 0
    move(
        chosen,
        Status.OFFERED,
        by=Actor.SITE,
        now=now,
        event=event,
        held_until=offer_ends(event, now=now),
        lengthened=False,
        declined_at=None,
    )
    _write_offers(chosen, now=now)
    return len(chosen)


def ask_again(event: EventPage) -> None:
    """Whoever declined a seat is willing again."""
    waiting(event).filter(declined_at__isnull=False).update(declined_at=None)


@transaction.atomic
def feed_event(event: EventPage, *, now: datetime, freed: bool = True) -> int:
    """Lock the event's seats, if somebody waits, then ``feed``."""
    if not waiting(event).exists():
        return 0
    event, _gate = lock_seats(event.pk)
    return feed(event, now=now, freed=freed)


def feed_all(*, now: datetime) -> int:
    """Offer the free seats of every event where somebody waits; returns how many were offered.

    Each change of an event's seats does it at once; this is for what no code sees, such as a seat that was
    held until this minute.
    """
    willing = Attendee.objects.filter(status=Status.WAITLISTED, declined_at=None)
    events = EventPage.objects.filter(pk__in=willing.values("event"), over_at__gt=now)
    return sum(feed_event(event, now=now, freed=False) for event in events)


def may_move(event: EventPage, seats: SeatAvailability, *, now: datetime) -> bool:
    """Whether a free seat of the event may be offered at ``now``.

    Closing registration keeps new requests away, not those who wait.
    """
    return seats.opening in MOVES and not is_too_late(event, now=now)


def why_stuck(event: EventPage, *, now: datetime) -> str:
    """Why the queue does not move, a sentence for the team and for those who wait; "" where none waits."""
    seats = seat_availability(event, now=now, count_all=True)
    if not seats.waiting:
        return ""
    if seats.opening is Opening.CANCELLED:
        return _("L’événement est annulé : aucune place n’est proposée.")
    if seats.opening is Opening.POSTPONED:
        return _("L’événement est reporté : la liste reprend, chacun à son rang, dès que la date est connue.")
    if seats.opening is Opening.OVER:
        return _("L’événement est terminé.")
    if seats.opening not in MOVES:
        return _("Les inscriptions ne sont pas ouvertes sur ce site : aucune place n’est proposée.")
    return words_of_too_late(event, now=now) or _why_none_is_free(event, seats, now=now)


def words_of_too_late(event: EventPage, *, now: datetime) -> str:
    """That no seat is offered any more, the event being about to start; "" before."""
    if not is_too_late(event, now=now):
        return ""
    return _(
        "L’événement commence dans moins de deux heures : les places rendues ne sont plus proposées,"
        " le temps manque pour répondre."
    )


def _why_none_is_free(event: EventPage, seats: SeatAvailability, *, now: datetime) -> str:
    if seats.free is None or seats.free > 0:
        return _(
            "Les personnes en attente ont décliné la place libre : la prochaine leur sera proposée"
            " dans l’ordre."
        )
    if seats.capacity is not None and seats.taken > seats.capacity:
        over = seats.taken - seats.capacity
        return ngettext(
            "Il y a une personne inscrite de plus que de places ouvertes : la prochaine place rendue"
            " n’est pas proposée.",
            "Il y a %(count)s personnes inscrites de plus que de places ouvertes : les %(count)s prochaines"
            " places rendues ne sont pas proposées.",
            over,
        ) % {"count": over}
    if seats.left_in_room == 0 and (seats.capacity is None or seats.taken < seats.capacity):
        return _("La salle est à sa jauge, places réservées comprises : la liste reprend à la prochaine.")
    offers = Attendee.objects.filter(event=event, status=Status.OFFERED, held_until__gt=now)
    if until := offers.aggregate(until=Min("held_until"))["until"]:
        count = offers.count()
        return ngettext(
            "Une place est proposée : réponse attendue d’ici au %(until)s.",
            "%(count)s places sont proposées : première réponse attendue d’ici au %(until)s.",
            count,
        ) % {"count": count, "until": moment(until, event.time_zone)}
    return _("Toutes les places sont prises : la liste avance dès que l’une d’elles est rendue.")


def _next_ones(event: EventPage, seats: SeatAvailability, *, now: datetime) -> list[Attendee]:
    """Those who are offered a seat now: as many as are free, and who needs none of the open places."""
    willing = waiting(event).filter(declined_at=None).select_related("registration")
    in_places = willing.filter(beyond="").in_the_room()
    chosen = list(in_places if seats.free is None else in_places[: seats.free])
    if seats.is_hybrid:
        chosen += willing.filter(mode=Mode.ONLINE)
    in_room = sum(not each.is_online for each in chosen)
    room = None if seats.left_in_room is None else seats.left_in_room - in_room
    return chosen + _beyond_the_places(willing, chosen, now=now)[:room]


def _beyond_the_places(
    willing: AttendeeQuerySet, chosen: Sequence[Attendee], *, now: datetime
) -> list[Attendee]:
    """Those who need none of the open places: a companion needs somebody of the same address with a seat."""
    candidates = list(willing.exclude(beyond="").in_the_room())
    if not candidates:
        return []
    seated = [each for each in same_addresses(candidates) if each.holds_seat(now)] + list(chosen)
    to_accompany: Counter[Hashable] = Counter()
    for each in seated:
        to_accompany[address_of(each)] += -1 if each.beyond == BeyondReason.COMPANION else 1
    found = []
    for each in candidates:
        is_companion = each.beyond == BeyondReason.COMPANION
        if is_companion and to_accompany[address_of(each)] <= 0:
            continue
        to_accompany[address_of(each)] += -1 if is_companion else 1
        found.append(each)
    return found


def _write_offers(chosen: Sequence[Attendee], *, now: datetime) -> None:
    """One mail for each registration that is offered seats, if it has an address."""
    mails = (
        mail_to(registration, MailKind.OFFER, facts={"offered": len(party)})
        for registration, party in by_registration(chosen).items()
    )
    queue_those_with_address(mails, now=now)
