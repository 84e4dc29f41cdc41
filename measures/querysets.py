"""Questions asked of the measures."""

from django.db import models


class MeasureQuerySet(models.QuerySet):
    """Measures in the order of their numbers, each with its dimension when it is to be shown."""

    def live(self) -> "MeasureQuerySet":
        """The published ones."""
        return self.filter(live=True)

    def for_display(self) -> "MeasureQuerySet":
        """What the component that renders a measure needs, in one query."""
        return self.live().select_related("dimension").order_by("number")

    def of_dimension(self, key: str) -> "MeasureQuerySet":
        """Those of one dimension, by its key."""
        return self.filter(dimension__key=key)
