"""One page of the agenda or of its archives: what was asked, what was found, month by month."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.formats import date_format

from .days import first_day
from .filters import AgendaFilters
from .models import EventPage
from .paging import LongPaginator
from .querysets import EventQuerySet
from .search.places import Near

PER_PAGE = 20


@dataclass
class Period:
    """The events of a list that begin in one month or year, or lie as near a place, in the list's order."""

    key: str
    title: str
    events: list[EventPage] = field(default_factory=list)


@dataclass(frozen=True)
class Listing:
    """What the templates of the agenda and of its archives show."""

    filters: AgendaFilters
    page: Page
    periods: list[Period]


def list_events(events: EventQuerySet, asked: QueryDict, *, yearly: bool = False) -> Listing:
    """The page of ``events`` that ``asked`` wants, by month or by year.

    What is not understood is left out, and said.
    """
    filters = AgendaFilters(asked)
    page = LongPaginator(filters.narrow(events), PER_PAGE).page_or_last(filters.page_number)
    filters.note_last_page(page.number)
    near = filters.answer.near if filters.answer else None
    events_of_page = page.object_list
    return Listing(
        filters,
        page,
        by_step(events_of_page, near) if near else by_period(events_of_page, yearly=yearly),
    )


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
