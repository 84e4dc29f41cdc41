"""A month of the agenda as a grid of days: its events, those over too, each on the days that it lasts."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.utils.formats import date_format

from conference.core.lists.filters import query_of

from .. import wording
from ..days import first_day, last_day
from ..models import EventPage
from .filters import AgendaFilters
from .periods import month_of as days_of_month

A_DAY = 4  # events of a day that the grid shows
AT_MOST = 300  # events of a month that are read
# What the grid shows of an event and what its days and its address are told from: all that is read of it.
SHOWN = (
    *("uuid", "title", "fictional", "status", "url_path"),
    *("start", "end", "time_zone", "times_known", "date_uncertain"),
)


@dataclass
class Day:
    """One day: ``events`` are the first ones, each with its hour in words or ""; ``more``: how many others.

    ``inside``: a day of the month, not one beside it. ``query``: the list of this day.
    """

    date: date
    inside: bool
    today: bool
    query: str
    events: list[tuple[EventPage, str]] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True)
class Month:
    """``number``: how many events were read; ``cut``: there are more. ``unsure``: those without a sure day.

    ``before`` and ``after``: the months beside it, their words and query strings.
    """

    title: str
    number: int
    weeks: list[list[Day]]
    unsure: list[EventPage]
    cut: bool
    before: tuple[str, str] | None
    after: tuple[str, str] | None


def month_of(filters: AgendaFilters, *, today: date) -> Month:
    """The month that ``filters`` ask for, with what they find in it."""
    first, last = days_of_month(filters.month)
    narrowed = filters.narrow(EventPage.objects.shown().between(first, last))
    found = list(narrowed.order_by("start", "pk").only(*SHOWN)[: AT_MOST + 1])
    by_day = _by_day(found[:AT_MOST], first, last)
    weeks = [
        [_day(day, filters, by_day, inside=day.month == first.month, today=today) for day in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
    return Month(
        title=_name(first),
        number=min(len(found), AT_MOST),
        weeks=weeks,
        unsure=[event for event in found[:AT_MOST] if event.date_uncertain],
        cut=len(found) > AT_MOST,
        before=_beside(filters, first - relativedelta(months=1)),
        after=_beside(filters, first + relativedelta(months=1)),
    )


def _by_day(events: Iterable[EventPage], first: date, last: date) -> dict[date, list[EventPage]]:
    by_day: dict[date, list[EventPage]] = defaultdict(list)
    for event in events:
        day, until = max(first_day(event), first), min(last_day(event), last)
        while day <= until and not event.date_uncertain:
            by_day[day].append(event)
            day += timedelta(days=1)
    return by_day


def _day(
    day: date, filters: AgendaFilters, by_day: dict[date, list[EventPage]], *, inside: bool, today: date
) -> Day:
    there = by_day[day] if inside else []
    criteria = [pair for pair in filters.understood() if pair[0] not in ("du", "au", "quand")]
    query = query_of([*criteria, ("du", day.isoformat()), ("au", day.isoformat())])
    shown = [(event, _hour(event, day)) for event in there[:A_DAY]]
    return Day(day, inside, day == today, query, shown, max(len(there) - A_DAY, 0))


def _hour(event: EventPage, day: date) -> str:
    """When it begins on that day: « 8 h 30 », or "" for the days after and where hours are not known."""
    if not event.times_known or event.start is None or first_day(event) != day:
        return ""
    return wording.hour(event.start.astimezone(event.zone))


def _beside(filters: AgendaFilters, first: date) -> tuple[str, str] | None:
    """Another month with the same criteria; None beyond this century."""
    if not 2000 <= first.year <= 2100:
        return None
    asked = [*filters.understood(), ("vue", "mois"), ("mois", f"{first:%Y-%m}")]
    return _name(first), query_of(asked)


def _name(first: date) -> str:
    return date_format(first, "F Y").capitalize()
