"""Questions asked of the alliances."""

from typing import TYPE_CHECKING

from django.db.models import Case, CharField, OuterRef, Value, When
from django.db.models.functions import Cast, Concat
from wagtail.query import PageQuerySet

from conference.core.lists.listed import in_any
from conference.core.pictures.covers import with_covers, with_pictures
from conference.core.routing import unrestricted
from measures.cited import with_citations
from measures.linked import with_linked_numbers
from measures.nested import joined

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
        found = with_citations(with_linked_numbers(with_pictures(self.select_related("region"))))
        return found.prefetch_related("partners", "results", "sdgs")

    def with_threads(self) -> "AllianceQuerySet":
        """With what weaves the cloth of each (`cloths.facts_in_list`), in the same query."""
        partners = self.model.partners.rel.related_model._default_manager.filter(alliance=OuterRef("pk"))
        kind = Concat(Cast("sort_order", CharField()), Value(":"), "kind")
        pursued = self.model.sdgs.through._default_manager.filter(alliancepage=OuterRef("pk"))
        return with_linked_numbers(self).annotate(
            linked_kinds=joined(partners, of="alliance", value=kind),
            linked_goals=joined(pursued, of="alliancepage", value="sdg__number"),
        )

    def following(self, alliance: "AlliancePage", *, limit: int) -> "AllianceQuerySet":
        """So many in a ring that begins just after ``alliance``, without it."""
        others = self.exclude(pk=alliance.pk).order_by("listed_as", "pk")
        near = in_any(others.filter(listed_as__gt=alliance.title)[:limit], others[:limit])
        after = Case(When(listed_as__gt=alliance.title, then=Value(0)), default=Value(1))
        return with_covers(near.select_related("region")).order_by(after, "listed_as", "pk")[:limit]
