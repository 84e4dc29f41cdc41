"""Components that show measures, levels and reviews: one rendering of a measure everywhere."""

import re
from collections.abc import Iterable
from typing import Any, Protocol

from django import template
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.blocks import StructValue

from ..display import Weft, published, reviews_of, reviews_with_totals, wefts
from ..linked import Subject, linked_measures
from ..models import Assessment, Dimension, Measure, Review, ScaleStep, Sign

register = template.Library()

# The thread of each sign, in a box of 12 by 40; « hollow »: no level.
PATHS = {
    Sign.DOUBLE: "M3 0V40M9 0V40",
    Sign.WHOLE: "M6 0V40",
    Sign.KNOTTED: "M6 0V14M6 26V40M1 20A5 6 0 1 0 11 20A5 6 0 1 0 1 20",
    Sign.STITCHED: "M6 0V7M6 11V18M6 22V29M6 33V40",
    Sign.DOTTED: "M6 1V4M6 10V13M6 19V22M6 28V31M6 37V40",
    Sign.HALF: "M6 20V40",
    Sign.CROSSED: "M6 0V40M1 14L11 26M11 14L1 26",
    Sign.CUT: "M6 0V12M6 28V40",
    "hollow": "M3 1H9V39H3Z",
}
_SYLLABLE = re.compile(r"(?<=[^aeiouyéèêà])(?=[bcdfgjlmnpqrstv][aeiouyéèêà])")


class Cited(Protocol):
    """A fact with the citations of its sources; a list has them prefetched."""

    citations: Any


@register.filter
def breakable(word: str) -> str:
    """``word`` with a soft hyphen in each part longer than twelve letters, near its last third."""
    return " ".join(_broken(part) if len(part) > 12 else part for part in word.split(" "))


def _broken(word: str) -> str:
    places = [found.start() for found in _SYLLABLE.finditer(word)]
    wanted = len(word) * 2 // 3
    at = min(places, key=lambda place: abs(place - wanted), default=wanted)
    return f"{word[:at]}\u00ad{word[at:]}"


def _shape(step: ScaleStep | None) -> dict:
    """The thread of a level, or the hollow one."""
    return {"path": PATHS[step.sign if step else "hollow"], "hollow": step is None}


@register.inclusion_tag("components/measures_board.html")
def measures_board(*, measures: Iterable[Measure], level: int = 2) -> dict:
    return {"wefts": wefts(measures), "level": level}


@register.inclusion_tag("components/measure_rows.html")
def measure_rows(*, measures: Iterable[Measure], review: Review | None = None) -> dict:
    """Rows of measures; with ``review``, each with the level that this review published."""
    rows = [(measure, None) for measure in measures]
    if review is not None:
        said = {each.measure_id: each for each in review.assessments.all()}
        rows = [(measure, said.get(measure.pk)) for measure, _none in rows]
    return {"rows": rows, "review": review, "dye": rows[0][0].dye if rows else ""}


@register.inclusion_tag("components/measure_chip.html")
def measure_chip(*, measure: Measure) -> dict:
    return {"measure": measure}


@register.inclusion_tag("components/measure_place.html")
def measure_place(*, measure: Measure) -> dict:
    return {
        "measure": measure,
        "crossings": [
            (("gaude", "guede", "garance")[(n - 1) // 7], n == measure.number) for n in range(1, 22)
        ],
        "rank": (measure.number - 1) % 7 + 1,
    }


@register.inclusion_tag("components/level.html")
def level(*, assessment: Assessment | None) -> dict:
    """The level of one measure in one review, or « niveau non publié »."""
    step = assessment.step if assessment else None
    words = step.label if step else _("niveau non publié")
    return {"key": step.key if step else "non-publie", "label": words, **_shape(step)}


@register.inclusion_tag("components/sources.html")
def sources(*, fact: Cited) -> dict:
    """« D’après »: the sources of a fact that the site shows; nothing where there is none."""
    citations = [each for each in fact.citations.all() if each.source.shown]
    return {"citations": citations, "beside": any(each.says for each in citations)}


@register.inclusion_tag("components/review_totals.html")
def review_totals(*, review: Review, level: int = 3, said: bool = True) -> dict:
    return {"review": review, "level": level, "said": said}


@register.inclusion_tag("components/review_scale.html")
def review_scale(*, review: Review) -> dict:
    steps = [
        {"step": step, "threads": range(step.published_total or 0), **_shape(step)}
        for step in review.scale.all()
    ]
    return {"steps": steps}


@register.inclusion_tag("components/measures_block.html")
def measures_block(*, value: StructValue) -> dict:
    """The block « Mesures » in its three ways, from the rows published today; one query a request."""
    mode = value["mode"]
    if mode == "chosen":  # read just now, by the block
        measures = [measure for measure in value["measures"] if measure and measure.live]
    elif mode == "dimension":
        measures = [measure for measure in published() if measure.dimension.key == value["dimension"]]
    else:
        measures = published()
    return {"title": value["title"], "board": mode == "board", "wefts": wefts(measures), "measures": measures}


@register.simple_tag
def all_measures() -> list[Measure]:
    """The published measures, each with its dimension; one query a request."""
    return published()


@register.simple_tag
def measures_of(*, subject: Subject) -> list[Measure]:
    """The published measures that an event, an edition or an alliance serves, in order."""
    return linked_measures(subject)


@register.simple_tag
def measures_by_dimension(*, measures: Iterable[Measure]) -> list[Weft]:
    """The dimensions, each with its measures, in order."""
    return wefts(measures)


@register.simple_tag
def all_reviews() -> QuerySet[Review]:
    """Every public review with the steps of its scale."""
    return Review.objects.standing().prefetch_related("scale")


@register.simple_tag
def totals_published() -> list[Review]:
    """The reviews that published totals, oldest first, with their scales; one query."""
    return reviews_with_totals()


@register.simple_tag
def levels_of(*, measure: Measure) -> list[tuple[Review, Assessment]]:
    """Each review, latest first, with what it said of the measure."""
    return reviews_of(measure)


@register.simple_tag
def horizon(*, dimension: Dimension) -> str:
    """« de 3 à 9 mois »."""
    return _("de %(from)s à %(to)s mois") % {"from": dimension.horizon_min, "to": dimension.horizon_max}
