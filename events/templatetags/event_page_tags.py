"""What the page of one event shows, and the form through which one registers for it."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.core.models import Resource
from conference.platform.caching.memory import changes_at

from .. import attending, wording
from ..afterwards import documents_of
from ..announcing.series import Neighbours, neighbours_of
from ..days import first_day, over_at
from ..feeds.calendar import has_calendar
from ..feeds.calendar_links import CalendarLink, calendar_links
from ..lists.rows import SEPARATOR
from ..models import EventPage, EventStatus, Speaker
from ..programme import Item, Programme, programme_of
from ..structured_data import as_script, structured_data

register = template.Library()


@register.simple_tag
def state_before_title(*, event: EventPage) -> str:
    """« Annulé – », before the title of an event that is not as it was first announced; else ""."""
    state = event.get_status_display()
    return "" if event.status == EventStatus.SCHEDULED else f"{state[:1].upper()}{state[1:]} – "


@register.simple_tag
def programme(*, event: EventPage) -> Programme:
    """An event's agenda, with what takes place there now and next, and who speaks."""
    return programme_of(event, now=timezone.now())


@register.filter
def modifiers(item: Item) -> str:
    """The classes of an item of the programme beside its own: when it is, in which column."""
    classes = (
        f"programme__item--{item.mark}" if item.mark else "",
        f"programme__item--column-{item.column}" if item.column else "",
        f"programme__item--rows-{item.rows}" if item.rows > 1 else "",
    )
    return "".join(f" {each}" for each in classes if each)


@register.filter
def facts_of_item(item: Item, event: EventPage) -> str:
    """« jusqu’à 9 h 30 · plénière · Grande salle »; the room is not said again where it is a column."""
    session, room = item.session, "" if item.column else item.session.room
    until = _("jusqu’à %(end)s") % {"end": clock(session.end, event)} if session.end else ""
    return SEPARATOR.join(filter(None, (until, str(session.get_kind_display()), room)))


@register.filter
def initials(speaker: Speaker) -> str:
    """« MP »: the first letters of the first and of the last word of a name."""
    words = speaker.name.split()
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()


@register.filter
def any_portrait(people: Sequence[Speaker]) -> bool:
    """Whether one of them is shown in a picture."""
    return any(speaker.portrait_id for speaker in people)


@register.filter
def with_slides(items: Sequence[Item]) -> list[Item]:
    """Those of which the slides are published."""
    return [item for item in items if item.session.slides_id]


@register.simple_tag
def event_documents(*, event: EventPage) -> Sequence[Resource]:
    """The documents published after an event; one query."""
    return documents_of(event)


@register.simple_tag
def event_figures(*, event: EventPage) -> list[dict[str, Any]]:
    """How many registered and how many came, as far as it was counted, for components/figures.html."""
    registered, attended = event.registered, event.attended
    counted = (
        (registered, ngettext("personne inscrite", "personnes inscrites", registered or 0)),
        (attended, ngettext("personne présente", "personnes présentes", attended or 0)),
    )
    return [{"value": number, "label": label} for number, label in counted if number is not None]


@register.simple_tag
def event_contact(*, event: EventPage) -> str:
    """The address to write to about an event; "" when none is known."""
    return event.contact_in_force


@register.simple_tag
def attending_event(*, event: EventPage) -> dict[str, Any]:
    """How one takes part and comes in: see events.attending."""
    return {
        "access": attending.access_facts(event),
        "map_url": attending.map_url(event),
        "phone_link": attending.phone_link(event),
        "interpretation": attending.interpretation(event, now=timezone.now()),
        "recording": attending.recording(event),
    }


@register.simple_tag
def series_of(*, event: EventPage) -> Neighbours | None:
    """``series``, and the published sessions ``previous`` and ``next``; None for a session of no series."""
    return neighbours_of(event)


@register.simple_tag(takes_context=True)
def event_calendar(context: template.Context, *, event: EventPage) -> dict[str, Any]:
    """An event's calendar file, ``url``, and the ``services`` that write it for one.

    Nothing for an event that is over, has no sure day or was never saved; of one that nobody comes to, the
    file alone, which takes it out of calendars or marks it.
    """
    url = event.get_url(context.get("request")) if event.pk else None
    now = timezone.now()
    changes_at(over_at(event), now=now)
    if not url or not has_calendar(event) or over_at(event) <= now:
        return {"url": "", "services": []}
    services: list[CalendarLink] = [] if wording.is_kept_away(event) else calendar_links(event)
    return {"url": f"{url}evenement.ics", "services": services}


@register.simple_tag
def event_dates(*, event: EventPage) -> dict[str, Any]:
    """When an event takes place: its first day, its words here and in Paris, and what happened to it.

    ``known``: the day is sure, and people come. ``waits``: it was postponed, and its new day is not known.
    ``today``: its day has come, there. ``over``: it took place.
    """
    now = timezone.now()
    kept_away = wording.is_kept_away(event)
    known = event.start is not None and not event.date_uncertain and not kept_away
    comes = datetime.combine(first_day(event), time(0), tzinfo=event.zone) if known else None
    over = event.start is not None and over_at(event) <= now and not kept_away
    changes_at(comes, over_at(event), now=now)
    return {
        "first": first_day(event) if event.start else None,
        "known": known,
        "here": wording.when_here(event),
        "in_paris": wording.when_in_paris(event),
        "happened": wording.what_happened(event),
        "rescheduled": wording.is_rescheduled(event),
        "waits": kept_away and event.status == EventStatus.POSTPONED,
        "today": comes is not None and comes <= now and not over,
        "over": over,
    }


@register.simple_tag
def event_structured_data(
    *, event: EventPage, image: str, offer: str, speakers: Sequence[Speaker]
) -> SafeString | str:
    """The data block of an event for search engines; "" for a draft and where there is no day to tell."""
    data = structured_data(event, image=image, offer=offer, performers=speakers) if event.live else None
    return as_script(data) if data else ""


@register.filter
def clock(moment: datetime, event: EventPage) -> str:
    """« 8 h 30 », where the event takes place."""
    return wording.hour(moment.astimezone(event.zone))


@register.filter
def place(event: EventPage) -> str:
    """Where to go, in one line: venue, address, town."""
    return wording.place(event)
