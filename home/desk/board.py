"""A desk: what waits for one person, as panels. Each desk of the site is a choice of the same panels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import User
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from conference.regions.reference import region_choices
from conference.regions.scoping import Scope, scope_of
from events.missing import READ_WITH
from events.models import EventPage
from events.registrations.questions.arrangements import to_answer
from events.states import with_states
from events.wording import day
from measures.models import Measure

from .submissions import Submission, open_submissions
from .verbs import Link, offered_verbs

ROWS = 6  # of a panel: what is left is one click away
SOON = timedelta(days=30)
MOST_SESSIONS = 200  # looked at for what is missing: a region has fewer to come


def local_day(moment: datetime) -> str:
    """« mardi 15 décembre 2026 », in the zone of the account."""
    return day(timezone.localtime(moment).date())


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a panel: what it is about, what there is to know, and whether it is urgent.

    ``share``: how many of how many, told by a bar beside its words.
    """

    title: str
    url: str = ""
    facts: Sequence[str] = ()
    urgent: str = ""
    share: tuple[int, int] | None = None


class Reader:
    """Who looks at a desk, and what several of its panels read, once."""

    def __init__(self, user: User, *, now: datetime) -> None:
        self.user, self.now = user, now

    @cached_property
    def scope(self) -> Scope:
        return scope_of(self.user)

    @cached_property
    def submissions(self) -> list[Submission]:
        return open_submissions(self.scope)

    @cached_property
    def regions(self) -> dict[str, str]:
        """The names of the regions, by slug."""
        return dict(region_choices())

    @cached_property
    def measures(self) -> QuerySet[Measure]:
        """The 21 measures with their latest drafts, read once."""
        return Measure.objects.select_related("latest_revision").defer("body", "latest_revision__content")

    @cached_property
    def sessions(self) -> list[EventPage]:
        """The soonest sessions to come, drafts included, with what tells their state and what they lack."""
        coming = EventPage.objects.filter(over_at__gt=self.now, is_model=False).order_by("start", "pk")
        own = self.scope.filter(coming).select_related(*READ_WITH).defer("body")
        return list(with_states(own)[:MOST_SESSIONS])

    @cached_property
    def watched(self) -> list[EventPage]:
        """The sessions of the next thirty days (``is_soon``), and those where wishes wait for a reply.

        ``wishes``: how many, None where there is none. One query for the two panels that show them.
        """
        soon = EventPage.objects.upcoming(self.now).filter(start__lte=self.now + SOON)
        waiting = to_answer(now=self.now)
        number = waiting.filter(attendee__event=OuterRef("pk")).order_by().values("attendee__event")
        events = EventPage.objects.annotate(
            is_soon=Exists(soon.order_by().filter(pk=OuterRef("pk"))),
            wishes=Subquery(number.annotate(n=Count("pk")).values("n")),
        ).filter(Q(is_soon=True) | Q(pk__in=waiting.values("attendee__event")))
        own = self.scope.filter(events.order_by("start", "pk")).select_related("region").defer("body")
        return list(own[:MOST_SESSIONS])

    def region(self, slug: str) -> str:
        """« Bretagne », or « national » for what belongs to no region."""
        return self.regions.get(slug) or _("national")

    def region_named(self, slug: str) -> list[str]:
        """The same as a fact; none for who has one region, which goes without saying."""
        return [self.region(slug)] if self.scope.national or len(self.scope.regions) > 1 else []


class DeskPanel(Component):
    """One question of the day and its answer in rows. A subclass reads them; the look is the same for all."""

    template_name = "home/desk/panel.html"
    name: ClassVar[str]
    title: ClassVar[str | Promise]
    empty: ClassVar[str | Promise]  # what an empty panel says

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def is_for_reader(self) -> bool:
        """Whether this person may do anything about it; else the panel is not there."""
        return True

    def rows(self) -> Iterable[Row]:
        """What the panel shows, most urgent first: one row more than it shows tells that there are others."""
        raise NotImplementedError

    def more(self) -> Link | None:
        """Where the rest is."""
        return None

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        rows = list(self.rows())
        return {"panel": self, "rows": rows[:ROWS], "others": len(rows) > ROWS, "more": self.more()}


class Board(Component):
    """All the panels of a desk, as Wagtail's home page takes them: one component."""

    name = "desk"
    order = 50
    template_name = "home/desk/board.html"

    def __init__(self, reader: Reader, panels: Iterable[type[DeskPanel]]) -> None:
        self.reader = reader
        self.panels = [panel for panel in (kind(reader) for kind in panels) if panel.is_for_reader()]

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        verbs = offered_verbs(self.reader.user, self.reader.scope)
        return {"today": local_day(self.reader.now), "verbs": verbs, "panels": self.panels}
