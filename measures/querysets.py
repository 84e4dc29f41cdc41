"""Questions asked of the measures."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from django.db import models

from conference.platform.caching.fragments import cached

if TYPE_CHECKING:
    from .models import Measure


class ReviewQuerySet(models.QuerySet):
    def standing(self) -> "ReviewQuerySet":
        """The published ones that were not withdrawn."""
        return self.filter(live=True, withdrawn_at__isnull=True)

    def for_grid(self) -> "ReviewQuerySet":
        """Each with its latest version, its scale, and what it says of each measure with its sources."""
        rows = ("scale", "citations", "assessments__citations")
        return self.select_related("latest_revision").prefetch_related(*rows)


class ProgressQuerySet(models.QuerySet):
    def published(self) -> "ProgressQuerySet":
        return self.filter(published_at__isnull=False)


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
        from wagtail.models import Revision, WorkflowState  # the applications are ready by then

        states = WorkflowState.objects.active().select_related("current_task_state__task")
        scheduled = Revision.objects.filter(approved_go_live_at__isnull=False).order_by("pk")
        return self.select_related("dimension").prefetch_related(
            models.Prefetch("workflow_states", states, to_attr="_current_workflow_states"),
            models.Prefetch("_revisions", scheduled, to_attr="_scheduled_revisions"),
        )

    def at_hand(self) -> "dict[int, Measure]":
        """Every measure, published or not, by its key in the order of the numbers, dimension loaded.

        One query a request, whoever asks; to be read, not changed.
        """
        return cached("measures", self._by_key)

    def _by_key(self) -> "dict[int, Measure]":
        measures = self.select_related("dimension").order_by("number")
        return {measure.pk: measure for measure in cast("Iterable[Measure]", measures)}
