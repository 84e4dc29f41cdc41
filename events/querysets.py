"""Questions asked of the events. ``now`` is an aware moment, passed in by the caller."""

from datetime import datetime

from wagtail.query import PageQuerySet

from conference.regions.models import Region


class EventQuerySet(PageQuerySet):
    """Events that read like sentences: ``EventPage.objects.live().upcoming(now).in_region(region)``."""

    def upcoming(self, now: datetime) -> "EventQuerySet":
        """Those not yet over, soonest first."""
        return self.filter(end__gte=now).order_by("start", "pk")

    def past(self, now: datetime) -> "EventQuerySet":
        """Those that are over, latest first."""
        return self.filter(end__lt=now).order_by("-start", "-pk")

    def in_region(self, region: Region) -> "EventQuerySet":
        """Those of one region."""
        return self.filter(region=region)
