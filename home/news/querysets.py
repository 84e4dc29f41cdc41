"""Questions asked of the news."""

from django.db.models import Q
from wagtail.query import PageQuerySet

from conference.core.routing import unrestricted
from conference.regions.models import Region
from measures.linked import with_linked_numbers
from measures.models import Measure


class NewsQuerySet(PageQuerySet):
    """News, latest first."""

    def shown(self) -> "NewsQuerySet":
        """The published ones that anybody may read, latest first, with what a list shows of each."""
        return unrestricted(self.live()).for_page().order_by("-date", "-pk")

    def about(self, *, region: Region | None = None, measure: Measure | None = None) -> "NewsQuerySet":
        """Those of a region, of a measure, or all of them."""
        wanted = Q(regions=region) if region else Q()
        return self.filter(wanted & Q(measures=measure) if measure else wanted)

    def for_page(self) -> "NewsQuerySet":
        """With all that an item's own page shows."""
        shown = with_linked_numbers(self.select_related("cover"))
        return shown.prefetch_related("cover__renditions", "regions")
