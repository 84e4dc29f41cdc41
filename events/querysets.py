"""Questions asked of the events. ``now`` is an aware moment, passed in by the caller."""

from datetime import date, datetime

from django.apps import apps
from django.db.models import BooleanField, ExpressionWrapper, Q
from wagtail.query import PageQuerySet

from conference.core.pictures.covers import with_covers, with_pictures
from conference.core.routing import unrestricted
from conference.models import NationalConferencePage
from conference.regions.models import Region
from measures.cited import with_citations
from measures.linked import with_linked_numbers
from measures.models import Measure

from .lists.periods import begun_by, lasting_until
from .search.terms import asked_terms

_REPORTED = ~Q(report="")


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

    def years(self, now: datetime) -> range:
        """The years from that of ``now`` back to that of the first published event, latest first."""
        listed = self.filter(listed_until__isnull=False, start__isnull=False).order_by("start")
        first = listed.values_list("start", flat=True).first()
        return range(now.year, min(first.year if first else now.year, now.year) - 1, -1)

    def begun_by(self, day: date) -> "EventQuerySet":
        """Those that begin on ``day`` or before, where they take place."""
        return self.filter(begun_by(day))

    def lasting_until(self, day: date) -> "EventQuerySet":
        """Those that end on ``day`` or after, where they take place."""
        return self.filter(lasting_until(day))

    def between(self, first: date, last: date) -> "EventQuerySet":
        """Those that have a day at least among these, where they take place."""
        return self.begun_by(last).lasting_until(first)

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
        """Those that hold, for every word of ``text``, a word that begins with its stem.

        Accents, case and order do not count; a text without any word finds everything.
        """
        index = apps.get_model("events", "EventSearchTerm").objects
        found = self
        for condition in asked_terms(text):
            found = found.filter(pk__in=index.filter(condition).values("event"))
        return found

    def that_came_out(self) -> "EventQuerySet":
        """Those with a report or a replay to show."""
        return self.filter(_REPORTED | ~Q(replay_url=""))

    def for_listing(self) -> "EventQuerySet":
        """With what a row of a list shows and what weaves its cloth: region, measures' numbers.

        Of long texts only whether there is a report, ``has_report``.
        """
        listed = self.annotate(has_report=ExpressionWrapper(_REPORTED, BooleanField()))
        listed = listed.defer("body", "report", "photographs")
        return with_linked_numbers(with_covers(listed.select_related("region")))

    def for_feed(self) -> "EventQuerySet":
        """With what calendars and feeds tell of each: whom to write to, where it is, measures; no body."""
        told = self.select_related("region__team", "commune")
        return with_linked_numbers(told).defer("body", "report")

    def with_team(self) -> "EventQuerySet":
        """With the region, the team that answers for it, the commune, the edition and the series."""
        return self.select_related("region__team", "commune", "edition", "series")

    def for_page(self) -> "EventQuerySet":
        """With what the page of an event shows beside its own lists."""
        return with_citations(with_linked_numbers(with_pictures(self.with_team())))
