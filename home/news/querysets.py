"""Questions asked of the news."""

from django.db.models import OuterRef, Q
from wagtail.query import PageQuerySet

from conference.core.pictures.covers import with_covers, with_pictures
from conference.core.routing import unrestricted
from conference.regions.models import Region
from measures.linked import with_linked_numbers
from measures.models import Measure
from measures.nested import joined


class NewsQuerySet(PageQuerySet):
    """News, latest first."""

    def shown(self) -> "NewsQuerySet":
        """The published ones that anybody may read, latest first, with the names of their regions."""
        through = self.model._meta.get_field("regions").remote_field.through._default_manager
        names = joined(through.filter(newspage=OuterRef("pk")), of="newspage", value="region__name")
        return unrestricted(self.live()).annotate(region_names=names).order_by("-date", "-pk")

    def about(self, *, region: Region | None = None, measure: Measure | None = None) -> "NewsQuerySet":
        """Those of a region, of a measure, or all of them."""
        wanted = Q(regions=region) if region else Q()
        return self.filter(wanted & Q(measures=measure) if measure else wanted)

    def as_cards(self) -> "NewsQuerySet":
        """With what a card shows of each: its cover and its sizes, the measures that weave its cloth."""
        return with_linked_numbers(with_covers(self))

    def for_page(self) -> "NewsQuerySet":
        """With all that an item's own page shows."""
        return with_linked_numbers(with_pictures(self)).prefetch_related("regions")
