"""Questions asked of the alliances."""

from typing import TYPE_CHECKING

from django.db.models import Case, Value, When
from wagtail.query import PageQuerySet

from conference.core.routing import unrestricted
from measures.served import with_served

if TYPE_CHECKING:
    from .models import AlliancePage


class AllianceQuerySet(PageQuerySet):
    """Alliances in the order of their titles."""

    def shown(self) -> "AllianceQuerySet":
        """The published ones that anybody may read, with their region, in the order of their titles."""
        return unrestricted(self.live()).select_related("region").order_by("title", "pk")

    def for_page(self) -> "AllianceQuerySet":
        """With all that an alliance's own page shows."""
        return with_served(self.select_related("region")).prefetch_related("partners", "results", "sdgs")

    def following(self, alliance: "AlliancePage") -> "AllianceQuerySet":
        """In a ring that begins just after ``alliance``, without it."""
        after = Case(When(title__gt=alliance.title, then=Value(0)), default=Value(1))
        return self.exclude(pk=alliance.pk).order_by(after, "title", "pk")
