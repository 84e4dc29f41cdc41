"""The agenda for machines, with the filters of its list: calendar, Atom; what they and the JSON share.

A feed holds the first FEED_LENGTH events that are found, whole and in memory: about half a megabyte before
it is compressed, kept as a page is, with an ETag of its bytes (conference.platform.caching.pages). The same
events give the same bytes, so that who asks again is answered « not modified ».
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from conference.core.feeds import SiteFeed, address_with
from conference.core.routing import from_parts
from conference.core.text import french
from conference.platform.caching.memory import changes_at
from conference.platform.links import absolute_url

from .. import wording
from ..lists.filters import AgendaFilters
from ..models import EventPage, EventStatus
from .calendar import calendar_of_many, categories_of, changed_at, origin

FEED_LENGTH = 500
ATOM_LENGTH = 100
KEPT = timedelta(days=30)  # how long a calendar one subscribes to keeps what is over


@dataclass(frozen=True)
class Found:
    """What a feed tells. ``more``: whether other events follow; ``addresses``: those of the pages, by key."""

    filters: AgendaFilters
    events: list[EventPage]
    more: bool
    addresses: dict[int, str]

    @property
    def name(self) -> str:
        """« Agenda de la Conférence des alliances stratégiques – Bretagne, en ligne »."""
        chosen = ", ".join(self.filters.words)
        return " – ".join(filter(None, (_("Agenda de la Conférence des alliances stratégiques"), chosen)))


def find(request: HttpRequest, *, since: datetime, order: str = "", at_most: int = FEED_LENGTH) -> Found:
    """The events not over at ``since`` that the address of ``request`` asks for, in one query."""
    filters, now = AgendaFilters(request.GET), timezone.now()
    events = filters.narrow(EventPage.objects.shown().upcoming(since)).for_feed()
    rows = list((events.order_by(order, "-pk") if order else events)[: at_most + 1])
    changes_at(*(event.over_at + (now - since) for event in rows if event.over_at), now=now)
    addresses = {event.pk: absolute_url(event.get_url(request)) for event in rows}
    return Found(filters, rows[:at_most], len(rows) > at_most, addresses)


def feed(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A view at an address with a dot that answers everybody alike; scripts of other sites may read it."""

    @require_safe
    @from_parts
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        response = view(request)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


@feed
def calendar_feed(request: HttpRequest) -> HttpResponse:
    """``/agenda.ics``: the coming events, cancelled ones too, and those over since KEPT at most."""
    found = find(request, since=timezone.now() - KEPT)
    content = calendar_of_many(found.events, name=found.name, request=request)
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="agenda.ics"'},
    )


class AgendaFeed(SiteFeed):
    """``/agenda.atom``: the coming events, those announced last first."""

    def get_object(self, request: HttpRequest) -> Found:
        return find(request, since=timezone.now(), order="-first_published_at", at_most=ATOM_LENGTH)

    def title(self, found: Found) -> str:
        return french(found.name)

    def link(self, found: Found) -> str:
        return address_with("/agenda/", found.filters.query)

    def feed_url(self, found: Found) -> str:
        return address_with("/agenda.atom", found.filters.query)

    def items(self, found: Found) -> list[tuple[EventPage, str]]:
        return [(event, found.addresses[event.pk]) for event in found.events]

    def item_title(self, item: tuple[EventPage, str]) -> str:
        """What became of the event comes first."""
        event = item[0]
        state = EventStatus(event.status)
        told = "" if state == EventStatus.SCHEDULED else str(state.label).capitalize()
        return french(" – ".join(filter(None, (told, event.title))))

    def item_description(self, item: tuple[EventPage, str]) -> str:
        """What a list says of it, in HTML: when, where, in a few words."""
        event = item[0]
        parts = [
            origin(event),
            capfirst(wording.when(event)),
            capfirst(wording.where(event)),
            event.summary,
        ]
        return linebreaks(french("\n\n".join(filter(None, parts))), autoescape=True)

    def item_link(self, item: tuple[EventPage, str]) -> str:
        return item[1]

    def item_guid(self, item: tuple[EventPage, str]) -> str:
        """It never changes, even when the page or the site moves."""
        return f"urn:uuid:{item[0].uuid}"

    def item_categories(self, item: tuple[EventPage, str]) -> list[str]:
        return categories_of(item[0])

    def item_pubdate(self, item: tuple[EventPage, str]) -> datetime:
        return item[0].first_published_at or changed_at(item[0])

    def item_updateddate(self, item: tuple[EventPage, str]) -> datetime:
        return changed_at(item[0])


atom_feed = feed(AgendaFeed())
