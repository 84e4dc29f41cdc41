"""Questions asked of the alliances."""

from typing import TYPE_CHECKING

from django.db.models import Case, Value, When
from wagtail.query import PageQuerySet

from conference.core.covers import with_covers, with_pictures
from conference.core.listed import in_any
from conference.core.routing import unrestricted
from measures.linked import with_linked_numbers

if TYPE_CHECKING:
    from .models import AlliancePage


class AllianceQuerySet(PageQuerySet):
    """Alliances in the order of their titles."""

    def shown(self) -> "AllianceQuerySet":
        """The published ones that anybody may read, with their region, in the order of their titles."""
        shown = unrestricted(self.filter(listed_as__isnull=False))
        return with_covers(shown.select_related("region")).order_by("listed_as", "pk")

    def for_page(self) -> "AllianceQuerySet":
        """With all that an alliance's own page shows."""
        return with_linked_numbers(with_pictures(self.select_related("region"))).prefetch_related(
            "partners", "results", "sdgs"
        )

    def following(self, alliance: "AlliancePage", *, limit: int) -> "AllianceQuerySet":
        """So many in a ring that begins just after ``alliance``, without it."""
        others = self.exclude(pk=alliance.pk).order_by("listed_as", "pk")
        near = in_any(others.filter(listed_as__gt=alliance.title)[:limit], others[:limit])
        after = Case(When(listed_as__gt=alliance.title, then=Value(0)), default=Value(1))
        return with_covers(near.select_related("region")).order_by(after, "listed_as", "pk")[:limit]
