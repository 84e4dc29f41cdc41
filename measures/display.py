"""What the pages of the measures show, gathered in few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch

from .models.measure import Dimension, Measure
from .models.review import Assessment, Review


@dataclass(frozen=True)
class Weft:
    """A dimension with its measures, in order: one weft of the weave."""

    dimension: Dimension
    measures: list[Measure]


def wefts(measures: Iterable[Measure]) -> list[Weft]:
    """``measures`` (in the order of their numbers, dimension loaded), dimension by dimension."""
    return [
        Weft(dimension, list(group))
        for dimension, group in groupby(measures, key=lambda measure: measure.dimension)
    ]


def reviews_of(measure: Measure) -> list[tuple[Review, Assessment | None]]:
    """Every review, latest first, with what it said of ``measure``; None where it published nothing."""
    said = Assessment.objects.filter(measure=measure).select_related("level")
    reviews = Review.objects.order_by("-date").prefetch_related(
        "scale", Prefetch("assessments", queryset=said, to_attr="of_measure")
    )
    return [(review, next(iter(review.of_measure), None)) for review in reviews]


def neighbours(measure: Measure) -> tuple[Measure | None, Measure | None]:
    """The published measures just before and just after, by number; one query."""
    near = {
        m.number: m
        for m in Measure.objects.live().filter(number__in=[measure.number - 1, measure.number + 1])
    }
    return near.get(measure.number - 1), near.get(measure.number + 1)
