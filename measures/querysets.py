"""Questions asked of the measures."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from django.db import models

from conference.core.once import once

if TYPE_CHECKING:
    from .models import Measure


class MeasureQuerySet(models.QuerySet):
    """Measures in the order of their numbers, each with its dimension when it is to be shown."""

    def live(self) -> "MeasureQuerySet":
        """The published ones."""
        return self.filter(live=True)

    def for_display(self) -> "MeasureQuerySet":
        """What the component that renders a measure needs, in one query."""
        return self.live().select_related("dimension").order_by("number")

    def at_hand(self) -> "dict[int, Measure]":
        """Every measure, published or not, by its key in the order of the numbers, dimension loaded.

        One query a request, whoever asks; to be read, not changed.
        """
        return once("measures", self._by_key)

    def _by_key(self) -> "dict[int, Measure]":
        measures = self.select_related("dimension").order_by("number")
        return {measure.pk: measure for measure in cast("Iterable[Measure]", measures)}
