"""Whether one can register for an event, and what is left: in words for lists, exactly for the form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, DateTimeField, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import ngettext

from conference.platform.caching.fragments import cached_each
from conference.platform.caching.memory import being_made, changes_at
from conference.regions.controllers import answered_for
from events.days import over_at
from events.models import EventFormat, EventPage, EventStatus

from ..errors import EventCancelled, EventOver
from ..models import Attendee, RegistrationGate, RegistrationSettings
from ..querysets import AttendeeQuerySet
from .openings import Opening, SeatAvailability, SeatCount

# What is read of an event's settings.
SETTINGS = (
    *("enabled", "capacity", "ceiling", "closes_at"),
    *("waiting_list", "party_size", "needs_approval"),
)


@dataclass(frozen=True, kw_only=True)
class _Settings:
    """The settings of an event's registrations, what is counted beside, and when they were closed by hand."""

    enabled: bool
    capacity: int | None
    ceiling: int | None
    closes_at: datetime | None
    waiting_list: bool
    party_size: int
    needs_approval: bool
    closed_at: datetime | None
    answered_for: bool  # somebody is said to answer for the people's data
    taken: int
    in_room: int
    waiting: int
    lapses_at: datetime | None = None  # when the next seat that nobody confirmed is free again


def seat_availabilities(
    events: Iterable[EventPage], *, now: datetime, count_all: bool = False
) -> dict[int, SeatAvailability]:
    """What is left at each of these events, by their key: one query for the whole list.

    The dates and states are those of the events given; settings, gate and seats are the database's.
    Where no number of seats is set nobody is counted, unless ``count_all``.
    """
    events = list(events)
    keys, is_kept = [event.pk for event in events], being_made() is not None
    found = _settings_of(keys, now=now, count_all=count_all, lapse=is_kept)
    availabilities = {event.pk: _availability(event, found.get(event.pk), now=now) for event in events}
    for event in events:
        changes_at(over_at(event), availabilities[event.pk].closes_at, now=now)
    # A seat that nobody confirmed is free at that instant: it counts where few are left.
    changes_at(*(settings.lapses_at for settings in found.values()), now=now)
    return availabilities


def _settings_of(
    event_ids: list[int], *, now: datetime, count_all: bool = False, lapse: bool = False
) -> dict[int, _Settings]:
    """The settings of these events, by their keys; ``lapse``: with ``lapses_at``."""
    limited = Q(capacity__isnull=False) | Q(ceiling__isnull=False)
    counted: dict[str, Any] = {"taken": _taken(now), "in_room": _in_room(now), "waiting": _waiting()}
    if not count_all:
        counted = {name: Case(When(limited, then=number), default=0) for name, number in counted.items()}
    also: dict[str, Any] = counted | {
        "closed_at": F("event__registration_gate__closed_at"),
        "answered_for": answered_for("event__region"),
    }
    if lapse:
        also["lapses_at"] = Case(When(limited, then=_next_lapse(now)))
    rows = RegistrationSettings.objects.filter(event__in=event_ids).order_by()
    named = rows.annotate(**also).values("event", *SETTINGS, *also)
    return {row.pop("event"): _Settings(**row) for row in named}


def shown_seat_availabilities(events: Iterable[EventPage], *, now: datetime) -> dict[int, SeatAvailability]:
    """The same for public pages, which show the ``words`` alone: from memory where it is there.

    Whoever changes the words changes the generation (transitions.seats_changed).
    """
    by_key = {event.pk: event for event in events}

    def availabilities(keys: list[int]) -> dict[int, SeatAvailability]:
        asked = [by_key[key] for key in keys]
        over = [event for event in asked if is_over(event, now=now)]  # nothing is left to ask
        coming = [event for event in asked if event not in over]
        known = {event.pk: _availability(event, None, now=now) for event in over}
        return known | (seat_availabilities(coming, now=now) if coming else {})

    return cached_each("seats", by_key, availabilities)


def takes_registrations(now: datetime) -> Q:
    """Whether an event of the outer query has a seat for a newcomer at ``now``: ``is_open``."""
    closes_at = Coalesce("closes_at", OuterRef("start"), output_field=DateTimeField())
    settings = RegistrationSettings.objects.filter(event=OuterRef("pk"), enabled=True)
    still_open = settings.annotate(ends=closes_at).filter(ends__gt=now)
    unlimited = Q(capacity__isnull=True, ceiling__isnull=True)
    places = Q(capacity__isnull=True) | Q(capacity__gt=_taken(now))
    room = Q(ceiling__isnull=True) | Q(ceiling__gt=_in_room(now))
    on_line = Q(event__format=EventFormat.HYBRID)
    left = still_open.filter(unlimited | on_line | (places & room & _none_waiting()))
    closed = RegistrationGate.objects.filter(event=OuterRef("pk"), closed_at__isnull=False)
    held = Q(listed_until__gt=now, organised_by_others=False)  # published, without a join
    uncertain = Q(status=EventStatus.POSTPONED, date_uncertain=True)
    kept = ~Q(status=EventStatus.CANCELLED) & ~uncertain
    return held & kept & Exists(left) & ~Exists(closed) & Q(answered_for("region"))


def _taken(now: datetime) -> Coalesce:
    """How many of the open places of the outer row's event are held."""
    return _number(Attendee.objects.holding_a_seat(now).in_the_room().filter(beyond=""))


def _in_room(now: datetime) -> Coalesce:
    """How many people hold a seat of the room."""
    return _number(Attendee.objects.holding_a_seat(now).in_the_room())


def _waiting() -> Coalesce:
    """How many people wait for a seat that nobody has offered them yet."""
    return _number(Attendee.objects.in_the_queue())


def _none_waiting() -> Q:
    return ~Q(Exists(Attendee.objects.in_the_queue().filter(event=OuterRef("event"))))


def _number(attendees: AttendeeQuerySet) -> Coalesce:
    of_event = attendees.order_by().filter(event=OuterRef("event")).values("event")
    return Coalesce(Subquery(of_event.annotate(number=Count("pk")).values("number")), 0)


def _next_lapse(now: datetime) -> Subquery:
    held = Attendee.objects.order_by("held_until").held_until_later(now).filter(event=OuterRef("event"))
    return Subquery(held.values("held_until")[:1])


def seat_availability(event: EventPage, *, now: datetime, count_all: bool = False) -> SeatAvailability:
    """What is left at one event (one query)."""
    return seat_availabilities([event], now=now, count_all=count_all)[event.pk]


def previewed_seat_availability(event: EventPage, *, now: datetime) -> SeatAvailability:
    """What the page will say once this version of ``event`` is published.

    Its settings are the version's; the seats taken and the gate, the database's.
    """
    found = seat_availabilities([event], now=now, count_all=True).get(event.pk) if event.pk else None
    gate = RegistrationGate.objects.filter(event=event.pk).first() if event.pk else None
    for settings in event.registration_settings.all():
        previewed = _Settings(
            **{name: getattr(settings, name) for name in SETTINGS},
            **vars(found.count if found else SeatCount()),
            closed_at=gate.closed_at if gate else None,
            answered_for=True,  # its form is not published otherwise
        )
        return _availability(event, previewed, now=now, published=True)
    return _availability(event, None, now=now)


def is_open(event: EventPage, *, now: datetime) -> bool:
    """Whether a visitor can take a seat at ``now``: live, scheduled, ticked, not closed, not full."""
    return seat_availability(event, now=now).is_open


def is_over(event: EventPage, *, now: datetime) -> bool:
    """Whether the event has ended; without known hours, at the end of its last day."""
    end = over_at(event)
    return end is not None and end <= now


def has_begun(event: EventPage, *, now: datetime) -> bool:
    """Whether the event has started, as far as its start is known."""
    return event.start is not None and event.start <= now


def check_takes_place(event: EventPage, *, now: datetime) -> None:
    """Raise EventCancelled or EventOver, whose sentences are for visitors."""
    if event.status == EventStatus.CANCELLED:
        raise EventCancelled
    if is_over(event, now=now):
        raise EventOver


def capacity_warning(event: EventPage, *, now: datetime) -> str | None:
    """A sentence for the team when more seats are taken than the capacity says; nobody is cancelled."""
    return too_many_for(seat_availability(event, now=now))


def too_many_for(seats: SeatAvailability) -> str | None:
    """The same sentence, of what is known to be taken."""
    if seats.ceiling is not None and seats.in_room > seats.ceiling:
        return ngettext(
            "%(in_room)s personne a déjà une place dans la salle pour une jauge de %(ceiling)s : personne"
            " n’est annulé, mais la salle est trop petite. Corrigez la jauge, ou annulez des places.",
            "%(in_room)s personnes ont déjà une place dans la salle pour une jauge de %(ceiling)s : personne"
            " n’est annulé, mais la salle est trop petite. Corrigez la jauge, ou annulez des places.",
            seats.in_room,
        ) % {"in_room": seats.in_room, "ceiling": seats.ceiling}
    if seats.capacity is None or seats.taken <= seats.capacity:
        return None
    return ngettext(
        "%(taken)s place est déjà prise, plus que de places ouvertes (%(capacity)s) : personne n’est annulé,"
        " mais aucune autre place n’est donnée.",
        "%(taken)s places sont déjà prises, plus que de places ouvertes (%(capacity)s) : personne n’est"
        " annulé, mais aucune autre place n’est donnée.",
        seats.taken,
    ) % {"taken": seats.taken, "capacity": seats.capacity}


def _availability(
    event: EventPage, settings: _Settings | None, *, now: datetime, published: bool = False
) -> SeatAvailability:
    if settings is None:
        opening = _opening(event, None, event.start, now=now, published=published)
        return SeatAvailability(opening=opening, closes_at=event.start)
    closes_at = settings.closes_at or event.start
    seats = SeatAvailability(
        opening=_opening(event, settings, closes_at, now=now, published=published or event.live),
        taken=settings.taken,
        in_room=settings.in_room,
        waiting=settings.waiting,
        capacity=settings.capacity,
        ceiling=settings.ceiling,
        closes_at=closes_at,
        queues=settings.waiting_list,
        is_hybrid=event.format == EventFormat.HYBRID,
        party_size=settings.party_size,
        needs_approval=settings.needs_approval,
    )
    return seats.with_count(seats.count)


def _opening(
    event: EventPage,
    settings: _Settings | None,
    closes_at: datetime | None,
    *,
    now: datetime,
    published: bool,
) -> Opening:
    if event.status == EventStatus.CANCELLED:
        return Opening.CANCELLED
    if event.status == EventStatus.POSTPONED and event.date_uncertain:
        return Opening.POSTPONED  # nobody can say yes to a day that is not known
    if is_over(event, now=now):
        return Opening.OVER
    offered = settings is not None and settings.enabled and published and not event.organised_by_others
    if settings is None or closes_at is None or not offered:
        return Opening.NONE
    if closes_at <= now or settings.closed_at is not None or not settings.answered_for:
        return Opening.CLOSED
    return Opening.OPEN  # as far as its seats say the same: SeatAvailability.by_seats
