"""How many events of a list each choice of four filters leads to: one query while nothing changes.

The events are counted once by region, format and kind, and once more by each measure they serve; what a
visitor chose among these four is summed from there. What else narrows the list was not counted: then no
number is shown, rather than a wrong one.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property

from django.db.models import Count, F, IntegerField, Value

from conference.platform.caching.fragments import cached
from conference.platform.caching.memory import changes_at

from ..models import EventPage
from ..querysets import EventQuerySet
from .filters import EventFilters

FACETS = ("region", "format", "type", "mesure")
NO_MEASURE = 0
Row = tuple[str, str, str, int, int]  # a value of each facet, and how many events have them


@dataclass(frozen=True)
class Counts:
    """Numbers of events by (region, format, kind, measure); those of NO_MEASURE count each event once."""

    rows: list[Row]

    @cached_property
    def by_measure(self) -> Mapping[int, list[Row]]:
        """The rows of each measure: there are thousands, of which a page counts one measure's."""
        rows: dict[int, list[Row]] = defaultdict(list)
        for row in self.rows:
            *_others, measure, _number = row
            rows[measure].append(row)
        return rows

    @cached_property
    def served(self) -> list[Row]:
        """The rows of all measures."""
        return [row for measure, rows in self.by_measure.items() if measure != NO_MEASURE for row in rows]

    def of(self, filters: EventFilters, name: str) -> Mapping[str, int] | None:
        """How many events each choice of the facet ``name`` leads to, beside what else is chosen."""
        asked = {facet: filters.cleaned_data[facet] for facet in FACETS if facet != name}
        measures = [int(number) for number in asked.get("mesure", [])]
        if len(measures) > 1:  # an event may serve several of them
            return None
        wanted = measures[0] if measures else NO_MEASURE
        counts: Counter[str] = Counter()
        place = FACETS.index(name)
        chosen = [
            (FACETS.index(facet), set(values))
            for facet, values in asked.items()
            if values and facet != "mesure"
        ]
        for row in self.served if name == "mesure" else self.by_measure.get(wanted, ()):
            if all(row[each] in values for each, values in chosen):
                counts[str(row[place])] += row[-1]
        return counts


def counting(
    events: EventQuerySet, *, of: str, now: datetime
) -> Callable[[EventFilters, str], Mapping[str, int] | None]:
    """What counts ``events`` for ``EventFilters.counted``: only where a number is shown, and then once."""
    counts = cache(lambda: counts_of(events, of=of, now=now))

    def counted(filters: EventFilters, name: str) -> Mapping[str, int] | None:
        others = any(each not in FACETS for each, _value in filters.understood())
        return None if others or name not in FACETS else counts().of(filters, name)

    return counted


def counts_of(events: EventQuerySet, *, of: str, now: datetime) -> Counts:
    """The numbers of ``events``, kept by the name ``of`` their list."""

    def count() -> Counts:
        tell_next_end(now)
        rows, by = events.order_by(), ("region__slug", "format", "kind")
        number = {"number": Value(NO_MEASURE, output_field=IntegerField())}
        once = rows.annotate(**number).values_list(*by, "number").annotate(events=Count("pk"))
        served = rows.filter(measures__live=True).annotate(number=F("measures__number"))
        each = served.values_list(*by, "number").annotate(events=Count("pk"))
        return Counts([(row[0] or "", *row[1:]) for row in once.union(each, all=True)])

    return cached(("counts", of), count)


def tell_next_end(now: datetime) -> None:
    """Let what is being made be made anew when the next event is over."""

    def tell() -> None:
        changes_at(EventPage.objects.next_end(now), now=now)

    cached("the next end of an event", tell)
