"""Questions asked of the alliances."""

from typing import TYPE_CHECKING

from django.db.models import Case, Value, When
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    from .models import AlliancePage


class AllianceQuerySet(PageQuerySet):
    """Alliances in the order of their titles."""

    def for_cards(self) -> "AllianceQuerySet":
        """The published ones with all that a card and its cloth need; four queries, however many."""
        return (
            self.live()
            .select_related("region")
            .prefetch_related("partners", "measures", "sdgs")
            .order_by("title", "pk")
        )

    def following(self, alliance: "AlliancePage") -> "AllianceQuerySet":
        """In a ring that begins just after ``alliance``."""
        after = Case(When(title__gt=alliance.title, then=Value(0)), default=Value(1))
        return self.order_by(after, "title", "pk")
