"""One page of the agenda or of its archives: what was asked, what was found, month by month."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .days import first_day
from .filters import AgendaFilters
from .models import EventFormat, EventPage
from .paging import LongPaginator
from .querysets import EventQuerySet

PER_PAGE = 20


@dataclass
class Period:
    """The events of a list that begin in one month, or in one year, in the list's order."""

    key: str
    title: str
    events: list[EventPage] = field(default_factory=list)


@dataclass(frozen=True)
class Listing:
    """What the templates of the agenda and of its archives show."""

    filters: AgendaFilters
    page: Page
    periods: list[Period]
    notices: list[str]

    @property
    def query(self) -> str:
        """The filters that were understood, as a query string; "" when there are none."""
        return query_of(self.filters.understood())

    @property
    def choices(self) -> str:
        """What is ticked in the lists of the form."""
        return query_of(pair for pair in self.filters.understood() if pair[0] != "q")

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """Each filter in force, in words, with the query string that takes it away."""
        understood = self.filters.understood()
        words = {slug: region.name for slug, region in self.filters.regions.items()}
        words |= {value: str(label) for value, label in EventFormat.choices}
        return [
            (
                f"«\N{NO-BREAK SPACE}{value}\N{NO-BREAK SPACE}»" if name == "q" else words[value],
                query_of(pair for pair in understood if pair != (name, value)),
            )
            for name, value in understood
        ]


def list_events(events: EventQuerySet, asked: QueryDict, *, yearly: bool = False) -> Listing:
    """The page of ``events`` that ``asked`` wants, by month or by year.

    What is not understood is left out, and said.
    """
    filters = AgendaFilters(asked)
    notices = list(filters.ignored)
    wanted = filters.page_number
    page = LongPaginator(filters.narrow(events), PER_PAGE).page_or_last(wanted)
    if page.number != wanted:
        notices.append(
            _("La page %(wanted)s n’existe pas\N{NO-BREAK SPACE}: voici la dernière.") % {"wanted": wanted}
        )
    return Listing(filters, page, by_period(page.object_list, yearly=yearly), notices)


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


def query_of(pairs: Iterable[tuple[str, str]]) -> str:
    """A query string without its question mark."""
    return urlencode(list(pairs))
