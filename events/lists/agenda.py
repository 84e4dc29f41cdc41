"""The agenda or its archives: what was asked, what was found, as a list, as a month or on the map."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.core.paginator import Page
from django.db.models import Count
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from conference.core.lists.filters import query_of
from conference.regions.models import Region
from conference.regions.reference import regions_of_reference

from ..days import first_day
from ..models import EventPage
from ..querysets import EventQuerySet
from ..search.places import Near
from .counts import counting, tell_next_end
from .filters import VIEWS, AgendaFilters, ArchiveFilters, EventFilters
from .month import Month, month_of
from .paging import LongPaginator

PER_PAGE = 20


@dataclass
class Period:
    """The events of a list that begin in one month or year, or lie as near a place, in the list's order."""

    key: str
    title: str
    events: list[EventPage] = field(default_factory=list)


@dataclass(frozen=True)
class Listing:
    """What the templates of the agenda and of its archives show.

    ``page`` and ``periods``: the list. In its place, ``month``: the grid; ``numbers``: how many events each
    region has, on the map.
    """

    filters: EventFilters
    page: Page | None = None
    periods: list[Period] = field(default_factory=list)
    month: Month | None = None
    numbers: dict[str, int] | None = None

    @property
    def views(self) -> list[tuple[str, str, bool]]:
        """Each way to see the agenda: its words, its query string, and whether it is this one."""
        asked, here = self.filters.understood(), self.filters.cleaned_data["vue"]
        others = [(str(words), query_of([*asked, ("vue", view)]), view == here) for view, words in VIEWS]
        return [(_("Liste"), query_of(asked), not here), *others]

    @property
    def regions(self) -> list[tuple[Region, int, str]]:
        """Each region, how many events it has, and the address of its list with the other criteria."""
        rest = [pair for pair in self.filters.understood() if pair[0] != "region"]
        numbers = self.numbers or {}
        return [
            (region, numbers.get(region.slug, 0), f"/agenda/?{query_of([*rest, ('region', region.slug)])}")
            for region in regions_of_reference()
        ]


def coming(asked: QueryDict, *, now: datetime) -> Listing:
    """The coming events, soonest first, as ``asked`` wants them.

    What is not understood is left out, and said.
    """
    filters, events = AgendaFilters(asked), EventPage.objects.shown().upcoming(now)
    filters.counted = counting(events, of="coming", now=now)
    tell_next_end(now)
    if filters.cleaned_data["vue"] == "mois":
        return Listing(filters, month=month_of(filters, today=timezone.localdate(now)))
    if filters.cleaned_data["vue"] == "carte":
        return Listing(filters, numbers=numbers_of(events, asked))
    return listing_of(events, filters)


def past(asked: QueryDict, *, now: datetime) -> Listing:
    """The past events, latest first, year by year."""
    filters, events = ArchiveFilters(asked), EventPage.objects.shown().past(now)
    filters.counted = counting(events, of="past", now=now)
    tell_next_end(now)
    return listing_of(events, filters, yearly=True)


def listing_of(events: EventQuerySet, filters: EventFilters, *, yearly: bool = False) -> Listing:
    """The page of ``events`` that ``filters`` ask for, by month or by year."""
    page = LongPaginator(filters.narrow(events), PER_PAGE).page_or_last(filters.page_number)
    filters.note_last_page(page.number)
    near = filters.answer.near if filters.answer else None
    events_of_page = page.object_list
    return Listing(
        filters,
        page,
        by_step(events_of_page, near) if near else by_period(events_of_page, yearly=yearly),
    )


def numbers_of(events: EventQuerySet, asked: QueryDict) -> dict[str, int]:
    """How many of ``events`` each region has, whatever region was asked for: {slug: number}."""
    elsewhere = asked.copy()
    elsewhere.pop("region", None)
    rows = AgendaFilters(elsewhere).narrow(events).filter(region__isnull=False).order_by()
    return dict(rows.values_list("region__slug").annotate(number=Count("pk")))


def by_period(events: Iterable[EventPage], *, yearly: bool = False) -> list[Period]:
    """The events of a list, in its order, under the months (or years) in which they begin, where they do."""
    periods: list[Period] = []
    for event in events:
        day = first_day(event)
        key = f"{day:%Y}" if yearly else f"{day:%Y-%m}"
        if not periods or periods[-1].key != key:
            periods.append(Period(key, key if yearly else date_format(day, "F Y").capitalize()))
        periods[-1].events.append(event)
    return periods


def by_step(events: Iterable[EventPage], near: Near) -> list[Period]:
    """The events of a list in the order of their distance, under « À moins de 25 km de Quimper »…"""
    return [
        Period(f"{step}-km", near.title_of(step), list(there))
        for step, there in groupby(events, key=near.step_of)
    ]
