"""What the pages of the measures show, gathered in few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from conference.core.lists.fields import MultipleChoiceFilter
from conference.core.text import french

from .models.measure import Dimension, Measure


@dataclass(frozen=True)
class Weft:
    """A dimension with its measures, in order: one weft of the weave."""

    dimension: Dimension
    measures: list[Measure]


@dataclass(frozen=True)
class MeasureInPlace:
    """A measure between its neighbours, with its chantiers and the measures it is related to, in order."""

    measure: Measure
    before: Measure | None
    after: Measure | None
    chantiers: tuple[str, ...]
    related: tuple[Measure, ...] = ()


def wefts(measures: Iterable[Measure]) -> list[Weft]:
    """``measures`` (in the order of their numbers, dimension loaded), dimension by dimension."""
    return [
        Weft(dimension, list(group))
        for dimension, group in groupby(measures, key=lambda measure: measure.dimension)
    ]


def published() -> list[Measure]:
    """The published measures in the order of their numbers, dimension loaded; one query a request."""
    return [measure for measure in Measure.objects.cached_by_key().values() if measure.live]


def places() -> list[Measure]:
    """All the measures in the order of their numbers, published or not: each keeps its place in the weave."""
    return list(Measure.objects.cached_by_key().values())


# Said of what is none of them.
NO_MEASURE = _("« %(value)s » n’est pas une mesure : ce critère n’a pas été pris en compte.")


def measure_choices() -> list[tuple[str, str]]:
    """Number and short title of each published measure, for a filter."""
    return [(str(measure.number), french(measure.short_title)) for measure in published()]


def measures_filter(lookup: str) -> MultipleChoiceFilter:
    """The filter of a public list by measures; ``lookup`` of its rows takes their numbers."""
    return MultipleChoiceFilter(
        label=_("Mesure"),
        all_label=_("Toutes"),
        choices=measure_choices,
        lookup=lookup,
        unknown=NO_MEASURE,
        columns=True,
    )


def in_place(number: int) -> MeasureInPlace | None:
    """The published measure of that number with what its page shows around it; one query.

    None when there is no such measure. A row a chantier: the join repeats a measure that has several.
    """
    links = Measure.related.through._default_manager.filter(from_measure__number=number)
    rows = (
        Measure.objects.for_display()
        .annotate(is_related=Exists(links.filter(to_measure=OuterRef("pk"))), chantier=F("chantiers__name"))
        .filter(Q(number__range=(number - 1, number + 1)) | Q(is_related=True))
        .order_by("number", "chantiers__position")
    )
    found: dict[int, list[Measure]] = {}
    for row in rows:
        found.setdefault(row.number, []).append(row)
    if number not in found:
        return None
    first = {each: rows[0] for each, rows in found.items()}
    chantiers = tuple(row.chantier for row in found[number] if row.chantier)
    related = tuple(each for each in first.values() if each.is_related)
    return MeasureInPlace(first[number], first.get(number - 1), first.get(number + 1), chantiers, related)


def of_draft(measure: Measure) -> MeasureInPlace:
    """The same for a measure at hand that may be a draft (a preview): its own words, published or not."""
    published = in_place(measure.number)
    return MeasureInPlace(
        measure,
        published.before if published else None,
        published.after if published else None,
        tuple(chantier.name for chantier in measure.chantiers.all()),
        tuple(sorted(measure.related.all(), key=lambda each: each.number)),
    )
