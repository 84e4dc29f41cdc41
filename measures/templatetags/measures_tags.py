"""Components that show measures, levels and reviews: one rendering of a measure everywhere."""

import re
from collections.abc import Iterable
from datetime import date

from django import template
from django.utils.translation import gettext as _
from wagtail.blocks import StructValue

from ..cited import Cited, citations_of
from ..display import Weft, places, published, wefts
from ..linked import Subject, linked_measures
from ..models import Assessment, Dimension, Measure, Review, ScaleStep, Sign
from ..reviews import NO_LEVEL, assessments, has_totals, levels, real, standing_reviews, with_levels

register = template.Library()

# The thread of each sign, in a box of 12 by 40; « hollow »: no level.
PATHS = {
    Sign.DOUBLE: "M3 0V40M9 0V40",
    Sign.WHOLE: "M6 0V40",
    Sign.KNOTTED: "M6 0V13M6 27V40M2 20A4 7 0 1 0 10 20A4 7 0 1 0 2 20",
    Sign.STITCHED: "M6 0V7M6 11V18M6 22V29M6 33V40",
    Sign.DOTTED: "M6 1V4M6 10V13M6 19V22M6 28V31M6 37V40",
    Sign.HALF: "M6 20V40",
    Sign.CROSSED: "M6 0V40M1 14L11 26M11 14L1 26",
    Sign.CUT: "M6 0V12M6 28V40",
    "hollow": "M3 1H9V39H3Z",
}
_SYLLABLE = re.compile(r"(?<=[^aeiouyéèêà])(?=[bcdfgjlmnpqrstv][aeiouyéèêà])")


@register.filter
def breakable(word: str) -> str:
    """``word`` with a soft hyphen in each part longer than twelve letters, near its last third."""
    return " ".join(_broken(part) if len(part) > 12 else part for part in word.split(" "))


def _broken(word: str) -> str:
    places = [found.start() for found in _SYLLABLE.finditer(word)]
    wanted = len(word) * 2 // 3
    at = min(places, key=lambda place: abs(place - wanted), default=wanted)
    return f"{word[:at]}\u00ad{word[at:]}"


def _shown(step: ScaleStep | None, *, fictional: bool = False) -> dict:
    """A level by its thread, its tone and its word; the hollow thread where none was published."""
    return {
        "key": step.key if step else NO_LEVEL,
        "label": step.label if step else _("niveau non publié"),
        "path": PATHS[step.sign if step else "hollow"],
        "tone": step.tone if step else "",
        "hollow": step is None,
        "fictional": fictional and step is not None,
    }


@register.inclusion_tag("components/measures_board.html")
def measures_board(
    *,
    level: int = 2,
    review: Review | None = None,
    kept: list[Measure] | None = None,
    day: date | None = None,
) -> dict:
    """The 21 places; with ``review``, the level it gives each measure, by ``day`` if one is given.

    ``kept``: the measures that are not set back; None: all.
    """
    said = levels(review, day=day) if review else {}
    fictional = bool(review and review.fictional)
    woven = [
        {
            "dimension": weft.dimension,
            "places": [
                {
                    "measure": measure,
                    "side": "over" if measure.number % 2 else "under",
                    "aside": kept is not None and measure not in kept,
                    "level": _shown(
                        said[measure.pk].step if measure.pk in said else None, fictional=fictional
                    )
                    if review
                    else None,
                }
                for measure in weft.measures
            ],
        }
        for weft in wefts(places())
    ]
    return {"wefts": woven, "level": level}


@register.inclusion_tag("components/measure_rows.html")
def measure_rows(
    *,
    measures: Iterable[Measure],
    review: Review | None = None,
    day: date | None = None,
    details: bool = False,
) -> dict:
    """Rows of measures; with ``review``, each with the level that this review published, by ``day``."""
    said = assessments(review, day=day) if review else {}
    rows = [(measure, said.get(measure.pk)) for measure in measures]
    return {
        "rows": rows,
        "review": review,
        "details": details,
        "dye": rows[0][0].dye if rows else "",
    }


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
    return _shown(step, fictional=bool(assessment and assessment.review.fictional))


@register.inclusion_tag("components/sources.html")
def sources(*, fact: Cited) -> dict:
    """« D’après »: the sources of a fact that the site shows; nothing where there is none."""
    citations = citations_of(fact)
    return {"citations": citations, "beside": any(each.says for each in citations)}


@register.inclusion_tag("components/level_shape.html")
def level_sign(*, step: ScaleStep | None) -> dict:
    """The thread of a level alone, beside its word; None: that of no level."""
    return _shown(step)


@register.inclusion_tag("components/level.html")
def scale_step(*, step: ScaleStep) -> dict:
    """A level of a scale, of no measure."""
    return _shown(step)


@register.inclusion_tag("components/review_totals.html")
def review_totals(*, review: Review, level: int = 3, said: bool = True) -> dict:
    return {"review": review, "level": level, "said": said}


@register.inclusion_tag("components/review_scale.html")
def review_scale(*, review: Review) -> dict:
    steps = [
        {"step": step, "threads": range(step.published_total or 0), **_shown(step)}
        for step in review.scale.all()
    ]
    return {"review": review, "steps": steps}


@register.inclusion_tag("components/review_legend.html")
def review_legend(*, review: Review) -> dict:
    """Each level of the review's own scale: its sign, its word and what it means; then that of none."""
    levels = [_shown(step) | {"meaning": step.meaning} for step in review.scale.all()]
    none = _shown(None) | {"meaning": _("Ce bilan n’en dit rien : ce n’est ni déduit ni estimé.")}
    return {"review": review, "levels": [*levels, none]}


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
def totals_published() -> list[Review]:
    """The reviews that published totals, latest first, without the demonstration's."""
    return [review for review in real(standing_reviews()) if has_totals(review)]


@register.simple_tag
def latest_levels() -> Review | None:
    """The latest review that published levels, without the demonstration's."""
    return next(iter(with_levels(real(standing_reviews()))), None)


@register.inclusion_tag("components/levels_note.html")
def levels_note(*, reviews: Iterable[Review]) -> dict:
    """What these reviews published of the single measures, in words that follow what is there."""
    reviews = list(reviews)
    return {
        "with_levels": with_levels(reviews),
        "others": [review for review in reviews if not levels(review)],
        "totals": any(has_totals(review) for review in reviews),
        "reviews": reviews,
    }


@register.simple_tag
def horizon(*, dimension: Dimension) -> str:
    """« de 3 à 9 mois »."""
    return _("de %(from)s à %(to)s mois") % {"from": dimension.horizon_min, "to": dimension.horizon_max}
