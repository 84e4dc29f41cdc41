"""Questions asked of the events. ``now`` is an aware moment, passed in by the caller."""

from datetime import datetime

from django.apps import apps
from wagtail.query import PageQuerySet

from conference.core.pictures.covers import with_covers, with_pictures
from conference.core.routing import unrestricted
from conference.models import NationalConferencePage
from conference.regions.models import Region
from measures.cited import with_citations
from measures.linked import with_linked_numbers
from measures.models import Measure

from .search.terms import asked_terms


class EventQuerySet(PageQuerySet):
    """Events that read like sentences: ``EventPage.objects.shown().upcoming(now).in_region(region)``."""

    def shown(self) -> "EventQuerySet":
        """Those that anybody may read: published, and in no part of the site kept for some."""
        return unrestricted(self.filter(listed_until__isnull=False))

    def upcoming(self, now: datetime) -> "EventQuerySet":
        """The published ones not yet over, soonest first: an event on its last day is still coming."""
        return self.filter(listed_until__gt=now).order_by("start", "pk")

    def past(self, now: datetime) -> "EventQuerySet":
        """The published ones that are over, latest first.

        Asked as « not still to come »: SQLite would search the index for « over », which nearly all are, and
        sort what it finds, where another index holds them in this order.
        """
        return self.filter(listed_until__isnull=False).exclude(listed_until__gt=now).order_by("-start", "-pk")

    def next_end(self, now: datetime) -> datetime | None:
        """When the next of them is over, and every list of coming or of past ones may change."""
        return self.filter(over_at__gt=now).order_by("over_at").values_list("over_at", flat=True).first()

    def in_region(self, region: Region) -> "EventQuerySet":
        """Those of one region."""
        return self.filter(region=region)

    def serving(self, measure: Measure) -> "EventQuerySet":
        """Those that serve a measure."""
        return self.filter(measures=measure)

    def of_edition(self, edition: NationalConferencePage) -> "EventQuerySet":
        """Those that follow a national edition."""
        return self.filter(edition=edition)

    def matching(self, text: str) -> "EventQuerySet":
        """Those that hold, for every word of ``text``, a word that begins with it or has its stem.

        Accents, case and order do not count; a text without any word finds everything.
        """
        index = apps.get_model("events", "EventSearchTerm").objects
        found = self
        for condition in asked_terms(text):
            found = found.filter(pk__in=index.filter(condition).values("event"))
        return found

    def for_listing(self) -> "EventQuerySet":
        """With what a row of a list shows and what weaves its cloth: region, measures' numbers; no body."""
        return with_linked_numbers(with_covers(self.select_related("region"))).defer("body")

    def for_feed(self) -> "EventQuerySet":
        """With what calendars and feeds tell of each: whom to write to, where it is, its measures; no body."""
        told = self.select_related("region__team", "commune")
        return with_linked_numbers(told).defer("body", "report")

    def with_team(self) -> "EventQuerySet":
        """With the region, the team that answers for it, the commune, and the edition."""
        return self.select_related("region__team", "commune", "edition")

    def for_page(self) -> "EventQuerySet":
        """With what the page of an event shows beside its own lists."""
        return with_citations(with_linked_numbers(with_pictures(self.with_team())))
