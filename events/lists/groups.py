"""Lists of events that another folder's page shows, each asked in one query beside its measures."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from conference.core.lists.listed import in_any
from conference.core.text import words
from conference.models import NationalConferencePage
from conference.platform.caching.memory import changes_at
from conference.regions.models import Region
from measures.models import Measure

from .. import wording
from ..days import first_day
from ..models import EventPage
from .filters import AgendaFilters


@dataclass
class EventGroup:
    """Events of an edition that share a region or a day."""

    of: Region | date
    events: list[EventPage] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The name of what its events share."""
        if isinstance(self.of, date):
            day = wording.day(self.of)
            return f"{day[:1].upper()}{day[1:]}"
        return str(self.of)

    @property
    def url(self) -> str:
        """The address of its region; "" for a day."""
        return self.of.get_absolute_url() if isinstance(self.of, Region) else ""


def next_events(
    filters: AgendaFilters | None = None, *, measure: Measure | None = None, now: datetime, limit: int
) -> list[EventPage]:
    """The coming events, soonest first: those that ``filters`` of the agenda find, that serve ``measure``."""
    events = EventPage.objects.shown().upcoming(now)
    if filters is not None:
        events = filters.narrow(events)
    if measure is not None:
        events = events.serving(measure)
    return _until_one_ends(events.for_listing()[:limit], now=now)


def sessions_serving(
    measure: Measure, *, now: datetime, limit: int
) -> tuple[list[EventPage], list[EventPage]]:
    """The next events that serve ``measure``, soonest first, and those over last; one query."""
    every = EventPage.objects.shown().serving(measure)
    near = in_any(every.upcoming(now)[:limit], every.past(now)[:limit])
    return _coming_and_past(near.for_listing().order_by("start", "pk"), now=now)


def coming_among(events: Iterable[EventPage | None], *, now: datetime) -> list[EventPage]:
    """Those of ``events`` that still come, in the order in which they are given."""
    keys = [event.pk for event in events if event]
    coming = EventPage.objects.shown().upcoming(now).filter(pk__in=keys).for_listing() if keys else []
    return _until_one_ends(sorted(coming, key=lambda event: keys.index(event.pk)), now=now)


def events_in(
    region: Region, *, now: datetime, limit: int, came_out: int
) -> tuple[list[EventPage], list[EventPage]]:
    """The next events of ``region``, soonest first, and the latest ones with a report or a replay; one query.

    Each with the national edition that it follows.
    """
    every = EventPage.objects.shown().in_region(region)
    near = in_any(every.upcoming(now)[:limit], every.past(now).that_came_out()[:came_out])
    found = near.for_listing().select_related("region", "cover", "edition").order_by("start", "pk")
    return _coming_and_past(found, now=now)


@dataclass(frozen=True)
class EditionEvents:
    """The events of an edition: national ones by day, local sessions by region."""

    days: list[EventGroup]
    regions: list[EventGroup]
    today: date

    @property
    def groups(self) -> list[EventGroup]:
        """All of them."""
        return [*self.days, *self.regions]

    @property
    def days_of_today(self) -> list[EventGroup]:
        """The national events that begin today."""
        return [group for group in self.days if group.of == self.today]

    @property
    def other_days(self) -> list[EventGroup]:
        """The national events of the other days."""
        return [group for group in self.days if group.of != self.today]


def events_of(edition: NationalConferencePage, *, now: datetime, limit: int) -> EditionEvents:
    """The national events of ``edition`` by day, its local sessions by region in the order of their names.

    Of more than ``limit`` local sessions the next ones are shown, and if those are fewer, the latest. An
    event counts for the day on which it begins where it takes place; ``now`` gives today's date.
    """
    every = EventPage.objects.shown().of_edition(edition)
    national, local = every.filter(region__isnull=True), every.filter(region__isnull=False)
    near = in_any(national, local.upcoming(now)[:limit], local.past(now)[:limit])
    found = _until_one_ends(near.for_listing().order_by("start", "pk"), now=now)
    sessions = [event for event in found if event.region_id is not None]
    coming = [event for event in sessions if event.over_at and event.over_at > now][:limit]
    over = [event for event in sessions if event.over_at and event.over_at <= now]
    latest = over[max(len(over) - (limit - len(coming)), 0) :]
    days: dict[date, EventGroup] = {}
    for event in found:
        if event.region_id is None:
            day = first_day(event)
            days.setdefault(day, EventGroup(of=day)).events.append(event)
    regions: dict[int, EventGroup] = {}
    for event in [*latest, *coming]:
        region = cast(Region, event.region)
        regions.setdefault(region.pk, EventGroup(of=region)).events.append(event)
    return EditionEvents(
        days=[days[day] for day in sorted(days)],
        regions=sorted(regions.values(), key=lambda group: words(group.title)),
        today=now.date(),
    )


def _until_one_ends(events: Iterable[EventPage], *, now: datetime) -> list[EventPage]:
    """These coming events; the page that shows them changes once the first of them is over."""
    coming = list(events)
    changes_at(*(event.over_at for event in coming), now=now)
    return coming


def _coming_and_past(
    events: Iterable[EventPage], *, now: datetime
) -> tuple[list[EventPage], list[EventPage]]:
    """Those of ``events``, in the order of their start, that still come, and the others, latest first."""
    found = _until_one_ends(events, now=now)
    coming = [event for event in found if event.over_at is None or event.over_at > now]
    return coming, [event for event in reversed(found) if event not in coming]
