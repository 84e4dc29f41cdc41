"""What is known of a measure: what each review says of it, and its timeline.

``day`` leaves out what was not known then (state.py); None: nothing. Each list is one query, with the
sources of its facts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from .cited import citations_of, nested_citations, with_citations
from .models.measure import Measure
from .models.progress import EarlierText, Progress, WithdrawnPassage
from .models.review import Assessment, Review, ScaleStep
from .models.source import Source
from .nested import joined, moment_of, nested

OF_STEP = ("key", "label", "meaning", "sign", "tone")


@dataclass(frozen=True)
class Change:
    """What happened to the text of a note, and when: ``words`` are the earlier text, or the reason."""

    on: date
    words: str


@dataclass(frozen=True)
class Entry:
    """A row of the timeline: a note, or what a review said. ``day`` None: the fact has no date.

    Of a note: the day on which the site published it, the names of its regions ("" national), the note that
    corrects it, and what happened to its text.
    """

    day: date | None
    note: Progress | None = None
    assessment: Assessment | None = None
    published_on: date | None = None
    regions: str = ""
    corrected_by: Progress | None = None
    mended: tuple[Change, ...] = ()
    withdrawn: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Record:
    """What the reviews and the notes say of one measure, latest first."""

    reviews: list[tuple[Review, Assessment | None]]
    notes: list[Entry]

    @cached_property
    def said(self) -> list[Assessment]:
        """What the reviews say of it: a level or a comment, latest review first."""
        return [each for _review, each in self.reviews if each and (each.step or each.comment)]

    @cached_property
    def silent(self) -> list[Review]:
        """The reviews that say nothing of it."""
        saying = {each.review_id for each in self.said}
        return [review for review, _assessment in self.reviews if review.pk not in saying]

    @cached_property
    def last_review(self) -> Review | None:
        """The latest one that somebody published."""
        return next((review for review, _assessment in self.reviews if not review.fictional), None)

    @cached_property
    def dated(self) -> list[Entry]:
        """The timeline: notes, and what reviews said on the day of the fact, or theirs."""
        assessed = [Entry(each.date_of_fact or each.review.date, assessment=each) for each in self.said]
        entries = [*assessed, *(entry for entry in self.notes if entry.day)]
        return sorted(entries, key=lambda entry: entry.day or date.min, reverse=True)

    @cached_property
    def undated(self) -> list[Entry]:
        """The notes of which no date is known, in the order in which they were written."""
        return [entry for entry in self.notes if entry.day is None]

    @cached_property
    def sources(self) -> list[Source]:
        """Each source of its facts once, in the order in which they are read."""
        facts: list[Any] = [entry.note or entry.assessment for entry in (*self.dated, *self.undated)]
        cited = [citation.source for fact in facts for citation in citations_of(fact)]
        return list({source.key: source for source in cited}.values())


def record_of(measure: Measure, *, day: date | None = None) -> Record:
    """What is known of ``measure``, by ``day``; two queries."""
    return Record(reviews_of(measure, day=day), notes_of(measure, day=day))


def reviews_of(measure: Measure, *, day: date | None = None) -> list[tuple[Review, Assessment | None]]:
    """The reviews that stand, latest first, with what each said of ``measure`` if it did; one query."""
    reviews = Review.objects.standing()
    said = Q(assessments__measure=measure)
    if day is not None:
        reviews = reviews.known_by(day)
        said &= Q(assessments__date_of_fact__isnull=True) | Q(assessments__date_of_fact__lte=day)
    steps = ScaleStep.objects.filter(review=OuterRef("pk"), key=OuterRef("assessment__level"))
    found = reviews.annotate(
        assessment=FilteredRelation("assessments", condition=said),
        assessment_pk=F("assessment__pk"),
        level=F("assessment__level"),
        step=Subquery(steps.order_by().values(_step=JSONObject(**{name: name for name in OF_STEP}))[:1]),
        assessment_comment=F("assessment__comment"),
        assessment_date=F("assessment__date_of_fact"),
        cited=nested_citations(Assessment, key="assessment__pk"),
    ).order_by("-date", "-pk")
    return [(review, _assessment(review, measure) if review.assessment_pk else None) for review in found]


def _assessment(review: Any, measure: Measure) -> Assessment:
    assessment: Any = Assessment(
        pk=review.assessment_pk,
        review=review,
        measure=measure,
        level=review.level,
        comment=review.assessment_comment,
        date_of_fact=review.assessment_date,
    )
    assessment.step = ScaleStep(**review.step) if review.step else None
    assessment.cited = review.cited
    return assessment


def notes_of(measure: Measure, *, day: date | None = None) -> list[Entry]:
    """The published notes on ``measure``, latest first, undated ones last; one query."""
    notes = Progress.objects.published().filter(measure=measure)
    return entries(notes if day is None else notes.known_by(day))


def unnumbered() -> list[tuple[str, list[Entry]]]:
    """The published notes tied to no measure, by subject, the one first written of first; one query."""
    by_subject: dict[str, list[Entry]] = {}
    for entry in entries(Progress.objects.published().filter(measure__isnull=True)):
        by_subject.setdefault(entry.note.subject if entry.note else "", []).append(entry)
    return sorted(by_subject.items(), key=lambda item: min(each.note.pk for each in item[1] if each.note))


def entries(notes: QuerySet[Progress]) -> list[Entry]:
    """Each of ``notes`` with its sources, its regions and what happened to its text; one query.

    The latest first; those of one day, or of none, in the order in which they were written.
    """
    through = Progress.regions.through._default_manager.filter(progress=OuterRef("pk"))
    of_note = {"progress": OuterRef("pk")}
    earlier = nested(EarlierText.objects.filter(**of_note), of="progress", at="until", words="text")
    passages = nested(WithdrawnPassage.objects.filter(**of_note), of="progress", at="at", words="reason")
    found = (
        with_citations(notes)
        .order_by("pk")
        .select_related("corrects", "review")
        .annotate(
            region_names=joined(through, of="progress", value="region__name"),
            earlier=earlier,
            passages=passages,
        )
    )
    corrections = {note.corrects_id: note for note in found}
    return sorted(
        (_entry(note, corrected_by=corrections.get(note.pk)) for note in found),
        key=lambda entry: entry.day or date.min,
        reverse=True,
    )


def _entry(note: Any, *, corrected_by: Progress | None) -> Entry:
    return Entry(
        note.last_day,
        note=note,
        published_on=timezone.localdate(note.published_at),
        corrected_by=corrected_by,
        regions=", ".join(sorted((note.region_names or "").split(","))),
        mended=_changes(note.earlier),
        withdrawn=_changes(note.passages),
    )


def _changes(found: Iterable[dict[str, str]] | None) -> tuple[Change, ...]:
    changes = sorted((moment_of(each["at"]), each["words"]) for each in found or ())
    return tuple(Change(timezone.localdate(moment), words) for moment, words in changes)
