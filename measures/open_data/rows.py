"""The rows of the open data: what is published today, and nothing that the demonstration made up.

Left out: drafts, fictional reviews and what they state, the words of sources (``says``), contacts, the
names and accounts of authors, requests for corrections, earlier texts, the team's notes.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from conference.platform.caching.fragments import cached
from conference.platform.links import absolute_url

from ..cited import citations_of, with_citations
from ..models import (
    Assessment,
    ContributionFigure,
    Measure,
    Precision,
    Progress,
    RegionalContribution,
    Review,
    ScaleStep,
    Source,
    WithdrawnPassage,
)
from ..nested import joined, moment_of, nested
from .schema import ASSESSMENT, FORMAT, NOT_VERIFIED, NOTE, PRECISIONS, REVIEW

Row = dict[str, Any]  # texts, whole numbers, None
SEPARATOR = " | "
OF_FIGURE = ("value", "unit", "date", "source", "source_url")


@dataclass(frozen=True)
class Data:
    """The rows by table, and when the latest of what they tell was published."""

    rows: dict[str, list[Row]]
    updated_at: datetime | None

    @property
    def version(self) -> str:
        """That of the format, and a mark that changes with any cell (semver.org, build metadata)."""
        said = json.dumps(self.rows, ensure_ascii=False, sort_keys=True)
        return f"{FORMAT}+{hashlib.sha256(said.encode()).hexdigest()[:12]}"

    @property
    def updated_on(self) -> date | None:
        return timezone.localdate(self.updated_at) if self.updated_at else None


def open_data() -> Data:
    """What is published, in six queries; made once a change of the site."""
    return cached("open data of the measures", _read)


def _read() -> Data:
    measures = _measures()
    reviews = list(with_citations(Review.objects.live().real()).order_by("date", "pk"))
    standing = {review.pk: review for review in reviews if review.stands}
    steps = _steps(standing)
    assessments = with_citations(Assessment.objects.filter(review__in=standing, measure__in=measures))
    said = {(each.review_id, each.measure_id): each for each in assessments.order_by("review__date", "pk")}
    notes, contributions = _notes(), _contributions()
    among = {note.pk for note in notes}
    facts: list[tuple[Row, Any]] = []
    facts += [({"fait": REVIEW, "bilan": review.slug}, review) for review in standing.values()]
    facts += [
        ({"fait": ASSESSMENT, "bilan": standing[of].slug, "mesure": measures[about].number}, each)
        for (of, about), each in said.items()
    ]
    facts += [({"fait": NOTE, "avancee": str(note.uuid)}, note) for note in notes]
    cited = [(fact, citation.source) for fact, row in facts for citation in citations_of(row)]
    sources = {source.key: source for _fact, source in cited}
    rows = {
        "mesures": [_measure(each) for each in measures.values()],
        "bilans": [_review(each) for each in reviews],
        "echelles": [
            _step(step, rank, standing[pk])
            for pk in standing
            for rank, step in enumerate(steps[pk].values(), 1)
        ],
        "appreciations": [
            _assessment(review, measure, said.get((review.pk, measure.pk)), steps[review.pk])
            for review in standing.values()
            for measure in measures.values()
        ],
        "avancees": [_note(each, among=among) for each in notes],
        "retraits": [
            {"avancee": str(note.uuid), "retire_le": _moment(moment_of(each["at"])), "motif": each["reason"]}
            for note in notes
            for each in _in_order(note.passages, "at")
        ],
        "contributions": [_contribution(each) for each in contributions],
        "chiffres": [_figure(each, of) for of in contributions for each in _in_order(of.told, "sort_order")],
        "sources": [_source(source) for _key, source in sorted(sources.items())],
        "citations": [_citation(fact, source) for fact, source in cited],
    }
    moments: list[datetime | None] = [each.last_published_at for each in measures.values()]
    moments += [moment for each in reviews for moment in (each.last_published_at, each.withdrawn_at)]
    moments += [moment for note in notes for moment in (note.published_at, note.mended_at)]
    moments += [moment_of(each["at"]) for note in notes for each in note.passages or ()]
    moments += [each.last_published_at for each in contributions]
    return Data(rows, max(filter(None, moments), default=None))


# --- Read: one query each ---------------------------------------------------------------------


def _measures() -> dict[int, Any]:
    links = Measure.chantiers.through._default_manager.filter(measure=OuterRef("pk"))
    keys = joined(links, of="measure", value="chantier__key")
    return {each.pk: each for each in Measure.objects.for_display().annotate(chantier_keys=keys)}


def _steps(reviews: Mapping[int, Review]) -> dict[int, dict[str, ScaleStep]]:
    """The scale of each review in order, by the key of the level."""
    found: dict[int, dict[str, ScaleStep]] = {pk: {} for pk in reviews}
    for step in ScaleStep.objects.filter(review__in=reviews):
        found[step.review_id][step.key] = step
    return found


def _notes() -> list[Any]:
    """The published notes on published measures or none, oldest first."""
    notes = with_citations(Progress.objects.public().exclude(measure__live=False))
    through = Progress.regions.through._default_manager.filter(progress=OuterRef("pk"))
    slugs = joined(through, of="progress", value="region__slug")
    withdrawn = WithdrawnPassage.objects.filter(progress=OuterRef("pk"))
    passages = nested(withdrawn, of="progress", at="at", reason="reason")
    told = notes.annotate(region_slugs=slugs, passages=passages)
    return list(told.select_related("measure", "review", "corrects").order_by("published_at", "pk"))


def _contributions() -> list[Any]:
    published = RegionalContribution.objects.public().filter(measure__live=True)
    figures = ContributionFigure.objects.filter(contribution=OuterRef("pk"))
    fields = {name: name for name in ("sort_order", *OF_FIGURE)}
    told = nested(figures, of="contribution", **fields)
    return list(published.select_related("region", "measure").annotate(told=told))


# --- Told -------------------------------------------------------------------------------------


def _measure(measure: Any) -> Row:
    return {
        "numero": measure.number,
        "slug": measure.slug,
        "titre": measure.title,
        "titre_court": measure.short_title,
        "mot_cle": measure.keyword,
        "dimension": measure.dimension.key,
        "dimension_nom": measure.dimension.name,
        "chantiers": _joined(measure.chantier_keys),
        "resume": measure.summary or None,
        "pilote": measure.lead or None,
        "prochaine_mise_a_jour": _day(measure.next_update),
        "url": absolute_url(measure.get_absolute_url()),
    }


def _review(review: Review) -> Row:
    told = review.stands
    return {
        "bilan": review.slug,
        "titre": review.title,
        "date": _day(review.date),
        "juge": review.judged,
        "commentaire": (told and review.comment) or None,
        "ecart_des_totaux": (told and review.totals_note) or None,
        "retire_le": _day(timezone.localdate(review.withdrawn_at)) if review.withdrawn_at else None,
        "motif_du_retrait": review.withdrawal_reason or None,
        "url": absolute_url(review.get_absolute_url()),
    }


def _step(step: ScaleStep, rank: int, review: Review) -> Row:
    return {
        "bilan": review.slug,
        "niveau": step.key,
        "intitule": step.label,
        "signification": step.meaning or None,
        "rang": rank,
        "signe": str(step.get_sign_display()),
        "teinte": str(step.get_tone_display()),
        "total_publie": step.published_total,
        "juge": review.judged,
    }


def _assessment(review: Review, measure: Any, said: Assessment | None, scale: Mapping[str, ScaleStep]) -> Row:
    step = scale.get(said.level) if said else None
    return {
        "bilan": review.slug,
        "bilan_titre": review.title,
        "bilan_date": _day(review.date),
        "juge": review.judged,
        "mesure": measure.number,
        "mesure_titre": measure.title,
        "niveau": step.key if step else None,
        "niveau_intitule": step.label if step else None,
        "commentaire": (said and said.comment) or None,
        "date_du_fait": _day(said.date_of_fact) if said else None,
    }


def _note(note: Any, *, among: set[int]) -> Row:
    return {
        "avancee": str(note.uuid),
        "mesure": note.measure.number if note.measure else None,
        "sujet": note.subject or None,
        "texte": note.text,
        **_partly_known(note),
        "regions": _joined(note.region_slugs),
        "bilan": note.review.slug if note.review and note.review.live else None,
        "corrige": str(note.corrects.uuid) if note.corrects_id in among else None,
        "publiee_le": _moment(note.published_at),
        "orthographe_corrigee_le": _moment(note.mended_at) if note.mended_at else None,
    }


def _contribution(contribution: Any) -> Row:
    region = contribution.region
    return {
        "contribution": str(contribution.uuid),
        "mesure": contribution.measure.number,
        "region": region.slug,
        "region_nom": region.name,
        "avancement": str(contribution.get_stage_display()),
        "texte": contribution.text,
        "declare_le": _day(contribution.declared_on),
        "declare_par": _("relais : %s") % region.name,
        "verification": NOT_VERIFIED,
    }


def _figure(figure: Row, contribution: Any) -> Row:
    return {
        "contribution": str(contribution.uuid),
        "valeur": figure["value"],
        "unite": figure["unit"],
        "date": figure["date"],
        "source": figure["source"],
        "source_url": figure["source_url"] or None,
    }


def _source(source: Source) -> Row:
    return {
        "source": source.key,
        "titre": source.title,
        "editeur": source.publisher,
        "url": source.url,
        "url_archive": source.archived_url or None,
        **_partly_known(source),
        "verifiee_le": _day(source.verified_on),
    }


def _citation(fact: Row, source: Source) -> Row:
    told = {name: fact.get(name) for name in ("fait", "bilan", "mesure", "avancee")}
    return told | {"source": source.key}


def _partly_known(dated: Any) -> Row:
    """The day, the month or the year, and which of them."""
    precision = PRECISIONS[Precision(dated.date_precision)] if dated.date else None
    return {"date": dated.iso_date or None, "date_precision": precision}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: datetime) -> str:
    """In UTC, to the second: 2026-11-29T14:30:00Z."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _joined(keys: str | None) -> str | None:
    return SEPARATOR.join(sorted(keys.split(","))) if keys else None


def _in_order(found: Iterable[Row] | None, name: str) -> list[Row]:
    """What came ``nested``, in no order."""
    return sorted(found or (), key=lambda each: each[name] or 0)
