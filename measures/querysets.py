"""Questions asked of the measures."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.db import models
from django.utils.translation import gettext as _

from conference.platform.caching.fragments import cached

if TYPE_CHECKING:
    from .models import Measure, Progress


class ReviewQuerySet(models.QuerySet):
    def live(self) -> "ReviewQuerySet":
        """The published ones, withdrawn or not."""
        return self.filter(live=True)

    def standing(self) -> "ReviewQuerySet":
        """The published ones that were not withdrawn."""
        return self.live().filter(withdrawn_at__isnull=True)

    def for_grid(self) -> "ReviewQuerySet":
        """Each with its latest version, its scale, and what it says of each measure with its sources."""
        rows = ("scale", "citations", "assessments__citations")
        return self.select_related("latest_revision").prefetch_related(*rows)

    def real(self) -> "ReviewQuerySet":
        """Those that somebody published: without the fictional ones of the demonstration."""
        return self.filter(fictional=False)

    def known_by(self, day: date) -> "ReviewQuerySet":
        """Those of ``day`` or earlier."""
        return self.filter(date__lte=day)


class AssessmentQuerySet(models.QuerySet):
    def standing(self) -> "AssessmentQuerySet":
        """Those of the reviews that stand."""
        return self.filter(review__live=True, review__withdrawn_at__isnull=True)

    def known_by(self, day: date) -> "AssessmentQuerySet":
        """Those of which neither the review nor the fact is later than ``day``; undated ones with them."""
        return self.filter(_not_later("date_of_fact", day), review__date__lte=day)


class PublishedNoteChanged(Exception):
    """A published note was to be changed in place, or deleted."""

    def __str__(self) -> str:
        return _(
            "Cette avancée est publiée : elle ne change plus et ne se supprime pas. Publiez une note qui la "
            "corrige, corrigez son orthographe ou retirez-en un passage."
        )


class ProgressQuerySet(models.QuerySet):
    def published(self) -> "ProgressQuerySet":
        return self.filter(published_at__isnull=False)

    def known_by(self, day: date) -> "ProgressQuerySet":
        """Those that had happened by ``day``, stated by no review that is later; undated ones with them.

        What is known to have happened in a month, or a year, had happened for sure at its end.
        """
        # The day after: its month and its year are the first that ``day`` does not complete.
        after = day + timedelta(days=1)
        happened = (
            models.Q(date__isnull=True)
            | models.Q(date_precision="day", date__lte=day)
            | models.Q(date_precision="month", date__lt=after.replace(day=1))
            | models.Q(date_precision="year", date__lt=after.replace(month=1, day=1))
        )
        return self.filter(happened, _not_later("review__date", day))

    def public(self) -> "ProgressQuerySet":
        """The published ones that are about the world: not the demonstration's."""
        return self.published().exclude(review__fictional=True)

    def update(self, **values: Any) -> int:
        """Raises PublishedNoteChanged when it would write over what a published note keeps."""
        frozen = {name.removesuffix("_id") for name in cast("type[Progress]", self.model).FROZEN}
        if frozen & {name.removesuffix("_id") for name in values} and self.public().exists():
            raise PublishedNoteChanged
        return super().update(**values)


Rows = TypeVar("Rows", bound=models.QuerySet)


def with_drafts(rows: Rows) -> Rows:
    """``rows`` with what waits of each to be read over or published, in two queries."""
    from wagtail.models import Revision, WorkflowState  # the applications are ready by then

    states = WorkflowState.objects.active().select_related("current_task_state__task")
    scheduled = Revision.objects.filter(approved_go_live_at__isnull=False).order_by("pk")
    return rows.prefetch_related(
        models.Prefetch("workflow_states", states, to_attr="_current_workflow_states"),
        models.Prefetch("_revisions", scheduled, to_attr="_scheduled_revisions"),
    )


class ContributionQuerySet(models.QuerySet):
    def live(self) -> "ContributionQuerySet":
        """The published ones."""
        return self.filter(live=True)

    def public(self) -> "ContributionQuerySet":
        """The published ones that a region's team declared: not the demonstration's."""
        return self.live().filter(fictional=False)

    def known_by(self, day: date | None) -> "ContributionQuerySet":
        """Those declared on ``day`` or earlier; None: all."""
        return self if day is None else self.filter(declared_on__lte=day)

    def for_lists(self) -> "ContributionQuerySet":
        """What a list of the admin says of each: region, measure, the name of its draft, what waits."""
        return with_drafts(self.select_related("region", "measure", "latest_revision"))


class MeasureQuerySet(models.QuerySet):
    """Measures in the order of their numbers, each with its dimension when it is to be shown."""

    def live(self) -> "MeasureQuerySet":
        """The published ones."""
        return self.filter(live=True)

    def for_display(self) -> "MeasureQuerySet":
        """What the component that renders a measure needs, in one query."""
        return self.live().select_related("dimension").order_by("number")

    def for_lists(self) -> "MeasureQuerySet":
        """What a list of the admin says of each: its dimension, what waits to be read over or published."""
        return with_drafts(self.select_related("dimension"))

    def cached_by_key(self) -> "dict[int, Measure]":
        """Every measure, published or not, by its key in the order of the numbers, dimension loaded.

        One query a request, whoever asks; never change them.
        """
        return cached("measures", self._by_key)

    def _by_key(self) -> "dict[int, Measure]":
        measures = self.select_related("dimension").order_by("number")
        return {measure.pk: measure for measure in cast("Iterable[Measure]", measures)}


def _not_later(field: str, day: date) -> models.Q:
    """``field`` is no day after ``day``; no day at all is none."""
    return models.Q(**{f"{field}__isnull": True}) | models.Q(**{f"{field}__lte": day})
