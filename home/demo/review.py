"""The fictional review: a scale of its own, levels of most measures, so that the board with levels is seen.

It is told from those that somebody published by ``Review.fictional``: no data, feed or embed holds it.
"""

from datetime import datetime, timedelta

from measures.models import Assessment, Judge, Measure, Progress, Review, ScaleStep

from .content import texts


def load_review(*, now: datetime) -> None:
    """Publish it, unless a review has its address."""
    facts = texts("review")
    if Review.objects.filter(slug=facts["slug"]).exists():
        return
    review = Review(
        slug=facts["slug"],
        title=facts["title"],
        date=now.date() - timedelta(days=facts["days_ago"]),
        judge=Judge.INDEPENDENT,
        judged_by=facts["judged_by"],
        comment=facts["comment"],
        narrative=facts["narrative"],
        fictional=True,
    )
    level_of = {number: level for level, numbers in facts["levels"].items() for number in numbers}
    review.scale = [
        ScaleStep(**step, position=position, published_total=len(facts["levels"][step["key"]]))
        for position, step in enumerate(facts["scale"])
    ]
    review.assessments = [
        Assessment(measure=measure, level=level_of[measure.number])
        for measure in Measure.objects.filter(number__in=level_of)
    ]
    review.save()


def remove_review() -> None:
    """Delete it; a note that says it is stated by it stays, stated by none."""
    Progress.objects.filter(review__fictional=True).update(review=None)
    for review in Review.objects.filter(fictional=True):
        review.delete()
