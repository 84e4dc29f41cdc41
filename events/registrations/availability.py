"""Whether one can register for an event, and what is left: in words for lists, exactly for the form."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any

from django.db.models import Case, Count, DateTimeField, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.platform.caching.fragments import cached_each
from conference.platform.caching.memory import being_made, changes_at
from conference.regions.controllers import answered_for
from events.days import over_at
from events.models import EventPage, EventStatus

from .models import Attendee, RegistrationGate, RegistrationSettings


class Opening(Enum):
    """Where an event stands with its registrations. One answer: the first that is true, in this order."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    OVER = "over"
    NONE = "none"  # not on this site: not ticked, a draft, organised by others
    CLOSED = "closed"
    FULL = "full"
    OPEN = "open"


_WORDS: dict[Opening, str | Promise] = {
    Opening.CANCELLED: gettext_lazy("annulé"),
    Opening.POSTPONED: gettext_lazy("reporté"),
    Opening.OVER: "",
    Opening.NONE: "",
    Opening.CLOSED: gettext_lazy("inscriptions closes"),
    Opening.FULL: gettext_lazy("complet"),
    Opening.OPEN: gettext_lazy("places disponibles"),
}
# schema.org's words for the same (ItemAvailability); the rest offers nothing.
_OFFERS = {Opening.CLOSED: "OutOfStock", Opening.FULL: "SoldOut", Opening.OPEN: "InStock"}
_KEEPS_AWAY = {Opening.CANCELLED, Opening.POSTPONED, Opening.CLOSED, Opening.FULL}


@dataclass(frozen=True, kw_only=True)
class SeatAvailability:
    """What is left at an event. ``capacity`` None: no limit, and ``taken`` may not have been counted.

    ``closes_at``: when registration ends.
    """

    opening: Opening
    taken: int = 0
    capacity: int | None = None
    closes_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.opening is Opening.OPEN

    @property
    def is_full(self) -> bool:
        return self.opening is Opening.FULL

    @property
    def sends_link(self) -> bool:
        """Whether those who registered here are sent the link of what is held on line and still to come."""
        return self.opening in {Opening.OPEN, Opening.FULL, Opening.CLOSED}

    @property
    def left(self) -> int | None:
        """Seats left, never below zero; None without a limit."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def few_left(self) -> bool:
        """Whether a tenth of the seats at most is left (three at least): « dernières places »."""
        return self.left is not None and self.left <= max(3, (self.capacity or 0) // 10)

    def with_taken(self, taken: int) -> "SeatAvailability":
        """The same event, were so many seats taken."""
        if self.opening not in (Opening.OPEN, Opening.FULL):
            return replace(self, taken=taken)
        full = self.capacity is not None and taken >= self.capacity
        return replace(self, taken=taken, opening=Opening.FULL if full else Opening.OPEN)

    @property
    def words(self) -> str:
        """What public pages say: never a number, which would be wrong a moment later."""
        if self.is_open and self.few_left:
            return _("dernières places")
        return str(_WORDS[self.opening])

    @property
    def offer(self) -> str:
        """The same for search engines, as schema.org says it; "" where one cannot register here."""
        return "LimitedAvailability" if self.is_open and self.few_left else _OFFERS.get(self.opening, "")

    @property
    def alarm(self) -> bool:
        """Whether it keeps people from registering."""
        return self.opening in _KEEPS_AWAY


@dataclass(frozen=True, kw_only=True)
class _Settings:
    """The settings of an event's registrations, what is counted beside, and when they were closed by hand."""

    enabled: bool
    capacity: int | None
    closes_at: datetime | None
    closed_at: datetime | None
    answered_for: bool  # somebody is said to answer for the people's data
    taken: int
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
    limited = Q(capacity__isnull=False)
    also: dict[str, Any] = {
        "taken": _held(now) if count_all else Case(When(limited, then=_held(now)), default=0),
        "closed_at": F("event__registration_gate__closed_at"),
        "answered_for": answered_for("event__region"),
    }
    if lapse:
        also["lapses_at"] = Case(When(limited, then=_next_lapse(now)))
    rows = RegistrationSettings.objects.filter(event__in=event_ids).order_by()
    named = rows.annotate(**also).values("event", "enabled", "capacity", "closes_at", *also)
    return {row.pop("event"): _Settings(**row) for row in named}


def shown_seat_availabilities(events: Iterable[EventPage], *, now: datetime) -> dict[int, SeatAvailability]:
    """The same for public pages, which show the ``words`` alone: from memory where it is there.

    Whoever changes the words changes the generation (transitions.seat_changed).
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
    """Whether one can register at ``now`` for an event of the outer query: what ``_opening`` calls OPEN."""
    closes_at = Coalesce("closes_at", OuterRef("start"), output_field=DateTimeField())
    settings = RegistrationSettings.objects.filter(event=OuterRef("pk"), enabled=True)
    still_open = settings.annotate(ends=closes_at).filter(ends__gt=now)
    left = still_open.filter(Q(capacity__isnull=True) | Q(capacity__gt=_held(now)))
    closed = RegistrationGate.objects.filter(event=OuterRef("pk"), closed_at__isnull=False)
    held = Q(listed_until__gt=now, organised_by_others=False)  # published, without a join
    uncertain = Q(status=EventStatus.POSTPONED, date_uncertain=True)
    kept = ~Q(status=EventStatus.CANCELLED) & ~uncertain
    return held & kept & Exists(left) & ~Exists(closed) & answered_for("region")


def _held(now: datetime) -> Coalesce:
    """How many seats count against the capacity of the outer row's event."""
    held = Attendee.objects.order_by().holding_a_seat(now).filter(event=OuterRef("event")).values("event")
    return Coalesce(Subquery(held.annotate(held=Count("pk")).values("held")), 0)


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
            enabled=settings.enabled,
            capacity=settings.capacity,
            closes_at=settings.closes_at,
            closed_at=gate.closed_at if gate else None,
            answered_for=True,  # its form is not published otherwise
            taken=found.taken if found else 0,
        )
        return _availability(event, previewed, now=now, published=True)
    return _availability(event, None, now=now)


def is_open(event: EventPage, *, now: datetime) -> bool:
    """Whether a visitor can register at ``now``: live, scheduled, ticked, not closed, not full."""
    return seat_availability(event, now=now).is_open


def is_over(event: EventPage, *, now: datetime) -> bool:
    """Whether the event has ended; without known hours, at the end of its last day."""
    end = over_at(event)
    return end is not None and end <= now


def capacity_warning(event: EventPage, *, now: datetime) -> str | None:
    """A sentence for the team when more seats are taken than the capacity says; nobody is cancelled."""
    return too_many_for(seat_availability(event, now=now))


def too_many_for(seats: SeatAvailability) -> str | None:
    """The same sentence, of what is known to be taken."""
    if seats.capacity is None or seats.taken <= seats.capacity:
        return None
    return ngettext(
        "%(taken)s place est déjà prise pour une capacité de %(capacity)s : personne n’est annulé,"
        " mais plus personne ne peut s’inscrire.",
        "%(taken)s places sont déjà prises pour une capacité de %(capacity)s : personne n’est annulé,"
        " mais plus personne ne peut s’inscrire.",
        seats.taken,
    ) % {"taken": seats.taken, "capacity": seats.capacity}


def _availability(
    event: EventPage, settings: _Settings | None, *, now: datetime, published: bool = False
) -> SeatAvailability:
    if settings is None:
        opening = _opening(event, None, event.start, now=now, published=published)
        return SeatAvailability(opening=opening, closes_at=event.start)
    closes_at = settings.closes_at or event.start
    return SeatAvailability(
        opening=_opening(event, settings, closes_at, now=now, published=published or event.live),
        taken=settings.taken,
        capacity=settings.capacity,
        closes_at=closes_at,
    )


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
    if settings.capacity is not None and settings.taken >= settings.capacity:
        return Opening.FULL
    return Opening.OPEN
