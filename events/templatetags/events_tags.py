"""Events on any page: one row of a list, lists of coming events, their cloths and their words in French."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import template
from django.http import QueryDict
from django.utils import timezone
from wagtail.blocks import StructValue

from conference.core.cloth import Facts
from conference.core.feeds import address_with
from conference.models import NationalConferencePage
from conference.platform.caching.fragments import cached
from conference.platform.caching.memory import changes_at
from conference.regions.models import Region
from measures.models import Measure

from .. import wording
from ..cloths import facts_of, linked_measures_by_region
from ..days import first_day
from ..feeds.embeds import code_for
from ..lists import groups
from ..lists.filters import AgendaFilters
from ..lists.rows import facts_of_row, month_of, state_of_row
from ..models import EventPage

register = template.Library()


@register.simple_tag
def coming_events(*, measure: Measure | None = None, limit: int = 3) -> list[EventPage]:
    """The next events of the country, or those that serve a measure."""
    return groups.next_events(measure=measure, now=timezone.now(), limit=limit)


@register.simple_tag
def sessions_serving(*, measure: Measure, limit: int = 3) -> dict[str, list[EventPage]]:
    """The next events that serve a measure, ``coming``, and the latest ones, ``past``; one query."""
    coming, past = groups.sessions_serving(measure, now=timezone.now(), limit=limit)
    return {"coming": coming, "past": past}


@register.simple_tag
def sessions_asked(*, value: StructValue, chosen: Iterable[EventPage | None] = ()) -> dict[str, Any]:
    """What a block « Sessions » asks for: ``events``, the coming ones; ``url``, the agenda, narrowed alike.

    Of events ``chosen`` one by one, those that still come are shown, and nothing else.
    """
    if chosen:
        return {"events": groups.coming_among(chosen, now=timezone.now()), "url": "/agenda/"}
    asked = QueryDict(mutable=True)
    region, measure, number = value["region"], value["measure"], value["number"]
    criteria = {
        "region": region.slug if region else "",
        "format": value["format"],
        "public": value["audience"],
    }
    asked.update({name: wanted for name, wanted in criteria.items() if wanted})
    filters = AgendaFilters(asked)
    events = cached(
        ("sessions", filters.query, measure.pk if measure else None, number),
        lambda: groups.next_events(filters, measure=measure, now=timezone.now(), limit=number),
    )
    return {"events": events, "url": f"/agenda/?{filters.query}" if filters.query else "/agenda/"}


@register.inclusion_tag("components/sessions_block.html", takes_context=True)
def sessions_block(context: template.Context, *, value: StructValue) -> dict:
    """The block « Sessions »: the coming events that its settings find, and the way to the agenda."""
    return {"request": context.get("request"), "title": value["title"], **sessions_asked(value=value)}


@register.simple_tag
def region_events(*, region: Region, limit: int = 8, came_out: int = 3) -> dict[str, list[EventPage]]:
    """A region's next events, ``coming``, and the latest with a report or a replay, ``past``; one query."""
    coming, past = groups.events_in(region, now=timezone.now(), limit=limit, came_out=came_out)
    return {"coming": coming, "past": past}


@register.simple_tag
def edition_events(*, edition: NationalConferencePage, limit: int = 24) -> groups.EditionEvents:
    """The events of an edition, by day and by region; one that was never saved has none."""
    now = timezone.localtime()
    if edition.pk is None:
        return groups.EditionEvents(days=[], regions=[], today=now.date())
    return groups.events_of(edition, now=now, limit=limit)


@register.inclusion_tag("components/events_list.html", takes_context=True)
def events_list(
    context: template.Context, *, events: Sequence[EventPage], level: int = 3, edition: bool = False
) -> dict:
    """The rows of a list, each with its places in words; ``edition``: and the edition that it follows."""
    return {"request": context.get("request"), "events": events, "level": level, "edition": edition}


@register.inclusion_tag("components/event_groups.html", takes_context=True)
def event_groups(
    context: template.Context,
    *,
    groups: Sequence[groups.EventGroup],
    level: int = 3,
    register: bool = False,
    fold: bool = False,
) -> dict:
    """Groups of rows, each below its edition, region or day; their places in words in one query."""
    return {
        "request": context.get("request"),
        "groups": groups,
        "events": [event for group in groups for event in group.events],
        "level": level,
        "register": register,
        "fold": fold,
    }


@register.inclusion_tag("components/agenda_follow.html")
def agenda_follow(*, filters: AgendaFilters) -> dict:
    """The same list elsewhere: its calendar, its feeds, the code that frames it."""
    calendar = address_with("/agenda.ics", filters.query)
    return {
        "calendar": calendar,
        "subscribe": f"webcal://{calendar.partition('://')[2]}",
        "atom": address_with("/agenda.atom", filters.query),
        "json": address_with("/agenda.json", filters.query),
        "code": code_for(filters),
        "words": ", ".join(filters.words),
    }


@register.inclusion_tag("components/embedded_event.html", takes_context=True)
def embedded_event(context: template.Context, *, event: EventPage) -> dict:
    """One coming event in the frame of another site."""
    now = timezone.localtime()
    return {
        "event": event,
        "url": event.get_url(context.get("request")),
        "day": first_day(event),
        "month": month_of(event, today=now.date()),
        "facts": facts_of_row(event),
        "state": state_of_row(event, left="", now=now),
    }


@register.inclusion_tag("components/event_row.html", takes_context=True)
def event_row(
    context: template.Context,
    *,
    event: EventPage,
    level: int = 3,
    availability: Any = None,
    register: bool = False,
    edition: bool = False,
) -> dict:
    """One event in a list; ``availability``, from registrations, has ``words`` and whether they ``alarm``."""
    now = timezone.localtime()
    next_year = now.replace(year=now.year + 1, month=1, day=1, hour=0, minute=0, second=0)
    changes_at(next_year, event.over_at, now=now)
    left = availability.words if availability else ""
    request = context.get("request")
    followed = event.edition if edition and event.edition and event.edition.live else None
    return {
        "event": event,
        "url": event.get_url(request),
        "level": level,
        "day": first_day(event),
        "month": month_of(event, today=now.date()),
        "facts": facts_of_row(event),
        "state": state_of_row(event, left=left, now=now),
        "alarm": wording.is_kept_away(event) or (availability.alarm if availability else False),
        "register": register and availability is not None and availability.is_open,
        "cloth_facts": facts_of(event),
        "edition": followed,
        "edition_url": followed.get_url(request) if followed else "",
    }


@register.simple_tag
def event_cloth(*, event: EventPage) -> Facts:
    """The facts that weave an event's cloth, for {% cloth %} and {% cloth_reading %}."""
    return facts_of(event)


@register.simple_tag
def measures_by_region() -> dict[str, frozenset[int]]:
    """What weaves the regions' cloths: {region slug: numbers of the measures its events serve}."""
    return linked_measures_by_region()


@register.filter
def day_in_words(day: date) -> str:
    """« mardi 15 décembre 2026 »."""
    return wording.day(day)
