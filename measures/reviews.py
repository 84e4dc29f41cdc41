"""The public reviews, latest first, and what each one publishes.

A level belongs to the scale of its own review: nothing here sets a level of one beside the level of
another, adds them up or turns one into the other.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from conference.platform.caching.fragments import cached

from .cited import citations_of, with_citations
from .display import published
from .models.measure import Measure
from .models.progress import Progress
from .models.review import Assessment, Review, ScaleStep
from .publication import totals
from .record import Entry, entries

NO_LEVEL = "non-publie"  # in addresses, in the place of a level's key


@dataclass(frozen=True)
class LevelGroup:
    """The measures that a review puts at one level of its scale; ``step`` None: at none."""

    step: ScaleStep | None
    measures: list[Measure]

    @property
    def key(self) -> str:
        return self.step.key if self.step else NO_LEVEL


def standing_reviews() -> list[Review]:
    """The reviews that stand, latest first, with sources, scale and assessments; three queries a request."""
    reviews = with_citations(Review.objects.standing()).prefetch_related("scale", "assessments")
    return cached("reviews", lambda: list(reviews))


def published_reviews() -> QuerySet[Review]:
    """Each with all that its own page shows, the withdrawn ones too; three queries."""
    assessments_with_sources = Prefetch("assessments", with_citations(Assessment.objects.all()))
    reviews = with_citations(Review.objects.live())
    return reviews.prefetch_related("scale", assessments_with_sources)


def real(reviews: Iterable[Review]) -> list[Review]:
    """Those that somebody published, without the demonstration's."""
    return [review for review in reviews if not review.fictional]


def assessments(review: Review, *, day: date | None = None) -> dict[int, Assessment]:
    """What the review says of each measure, by the measure's key; with ``day``, only of no later fact."""
    return {
        each.measure_id: each
        for each in review.assessments.all()
        if day is None or each.date_of_fact is None or each.date_of_fact <= day
    }


def levels(review: Review, *, day: date | None = None) -> dict[int, Assessment]:
    """Those that give a level of the review's own scale."""
    return {pk: each for pk, each in assessments(review, day=day).items() if each.step}


def with_levels(reviews: Iterable[Review]) -> list[Review]:
    """Those that give a level to a measure at least."""
    return [review for review in reviews if levels(review)]


def has_totals(review: Review) -> bool:
    """Whether it published how many measures are at a level at least."""
    return any(step.published_total is not None for step in review.scale.all())


def by_level(review: Review, measures: Iterable[Measure]) -> list[LevelGroup]:
    """``measures`` level by level in the order of the review's scale; last, those without a level."""
    said = levels(review)
    at: dict[str, list[Measure]] = defaultdict(list)
    for measure in measures:
        at[said[measure.pk].level if measure.pk in said else ""].append(measure)
    groups = [LevelGroup(step, at[step.key]) for step in review.scale.all()] + [LevelGroup(None, at[""])]
    return [group for group in groups if group.measures]


def review_context(review: Review) -> dict:
    """What the page of a review shows, published or being previewed; of a withdrawn one, hardly anything."""
    if review.withdrawn_at:
        return {
            "review": review,
            "withdrawn_on": timezone.localdate(review.withdrawn_at),
            "is_cited": bool(review.source or citations_of(review)),
        }
    return {
        "review": review,
        "groups": by_level(review, published()) if levels(review) else [],
        "differences": [total for total in totals(review) if total.differs],
        "notes": notes_of(review),
        "is_cited": bool(review.source or citations_of(review)),
    }


def list_context() -> dict:
    """What the list of reviews shows: those that stand; apart, those withdrawn and the demonstration's."""
    standing = standing_reviews()
    return {
        "reviews": real(standing),
        "fictional": [review for review in standing if review.fictional],
        "withdrawn": Review.objects.live().real().filter(withdrawn_at__isnull=False),
    }


def comparison_context() -> dict:
    """The reviews that somebody published, each in its own scale, and what each says of each measure."""
    reviews = real(standing_reviews())
    giving = with_levels(reviews)
    said = [levels(review) for review in giving]
    rows = [(measure, [each.get(measure.pk) for each in said]) for measure in published()]
    return {"reviews": reviews, "with_levels": giving, "rows": rows if giving else []}


def notes_of(review: Review) -> list[Entry]:
    """The published notes that the review states, latest first; none of a review that is not saved."""
    if review.pk is None:
        return []
    return entries(Progress.objects.published().filter(review=review).select_related("measure"))
