"""What the measures lack: texts, levels, sources, recent notes; and what waits to be read over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Exists, Model, OuterRef, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from .models import (
    Assessment,
    AssessmentCitation,
    Measure,
    Progress,
    ProgressCitation,
    RegionalContribution,
    Review,
    ReviewCitation,
)

SIX_MONTHS = timedelta(days=183)


@dataclass(frozen=True)
class Lack:
    """One thing that is missing, and of what. ``of``: the object that is edited to put a row right."""

    key: str
    title: str | Promise
    rows: Callable[[datetime], QuerySet[Any]]
    of: Callable[[Any], Model] = lambda row: row


def _measures_without_text(now: datetime) -> QuerySet[Any]:
    return Measure.objects.live().filter(summary="", body="")


def _levels_without_source(now: datetime) -> QuerySet[Any]:
    shown = AssessmentCitation.objects.filter(assessment=OuterRef("pk"), source__shown=True)
    levels = Assessment.objects.standing().filter(~Exists(shown), review__fictional=False).exclude(level="")
    return levels.select_related("review", "measure").prefetch_related("review__scale")


def _reviews_with_levels_missing(now: datetime) -> QuerySet[Any]:
    """Of those that give levels at all: the three of the mission give none and lack none."""
    given = Assessment.objects.exclude(level="")
    without = Measure.objects.filter(
        ~Exists(given.filter(measure=OuterRef("pk"), review=OuterRef(OuterRef("pk"))))
    )
    reviews = Review.objects.standing().real()
    return reviews.filter(Exists(given.filter(review=OuterRef("pk"))), Exists(without))


def _reviews_without_source(now: datetime) -> QuerySet[Any]:
    shown = ReviewCitation.objects.filter(review=OuterRef("pk"), source__shown=True)
    return Review.objects.standing().real().filter(~Exists(shown))


def _notes_without_source(now: datetime) -> QuerySet[Any]:
    """They had one when they were published: it is shown no more."""
    shown = ProgressCitation.objects.filter(progress=OuterRef("pk"), source__shown=True)
    return Progress.objects.public().filter(~Exists(shown)).select_related("measure")


def _measures_without_recent_note(now: datetime) -> QuerySet[Any]:
    recent = Progress.objects.public().filter(measure=OuterRef("pk"), published_at__gt=now - SIX_MONTHS)
    return Measure.objects.live().filter(~Exists(recent))


def _contributions_waiting(now: datetime) -> QuerySet[Any]:
    kind = ContentType.objects.get_for_model(RegionalContribution)
    waiting = WorkflowState.objects.active().filter(base_content_type=kind).order_by()
    contributions = RegionalContribution.objects.annotate(key=Cast("pk", CharField()))
    return contributions.filter(key__in=waiting.values("object_id")).select_related("region", "measure")


# The first three are told on the desk.
LACKS = (
    Lack("sans-texte", _("Mesures sans texte"), _measures_without_text),
    Lack(
        "niveaux-sans-source",
        _("Niveaux publiés sans source"),
        _levels_without_source,
        of=lambda level: level.review,
    ),
    Lack("sans-avancee", _("Mesures sans avancée publiée depuis six mois"), _measures_without_recent_note),
    Lack("niveaux-manquants", _("Bilans dont des niveaux manquent"), _reviews_with_levels_missing),
    Lack("bilans-sans-source", _("Bilans sans source montrée"), _reviews_without_source),
    Lack("avancees-sans-source", _("Avancées dont la source n’est plus montrée"), _notes_without_source),
    Lack("contributions", _("Contributions de régions à relire"), _contributions_waiting),
)


def count_lacks(lacks: tuple[Lack, ...], *, now: datetime) -> dict[str, int]:
    """How many rows each of ``lacks`` has, by its key; one query."""
    counts = [
        lack.rows(now).order_by().prefetch_related(None).values(lack=Value(lack.key)).annotate(n=Count("pk"))
        for lack in lacks
    ]
    found = {row["lack"]: row["n"] for row in counts[0].union(*counts[1:], all=True)}
    return {lack.key: found.get(lack.key, 0) for lack in lacks}
