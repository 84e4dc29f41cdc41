"""Events as a calendar file (RFC 5545, RFC 7986): one of them, or those of a list one subscribes to."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vDuration, vText

from conference.core.times.french import YEARS
from conference.platform.caching.fragments import cached_each
from conference.platform.links import absolute_url
from conference.regions.models import Commune

from .. import wording
from ..days import first_day, last_day, limits
from ..models import EventFormat, EventPage, EventStatus
from .time_zones import described

PRODUCT = "-//Conférence des alliances stratégiques//Agenda//FR"
ORGANISER = "Conférence des alliances stratégiques"
READ_AGAIN = timedelta(hours=2)  # how often a calendar is asked to read a list again
STATUS = {
    EventStatus.SCHEDULED: "CONFIRMED",
    EventStatus.POSTPONED: "CONFIRMED",
    EventStatus.MOVED_ONLINE: "CONFIRMED",
    EventStatus.CANCELLED: "CANCELLED",
}


def has_calendar(event: EventPage) -> bool:
    """Whether ``event`` can stand in a calendar: its day is known for sure, in years that calendars know.

    The forms refuse other years; an import or an older version may still hold the year 9999.
    """
    if event.start is None or event.date_uncertain:
        return False
    return all(limit.year in YEARS for limit in (event.start, event.end or event.start))


def has_calendar_file(event: EventPage) -> bool:
    """Whether its file answers: also once it is postponed to a day still to be said, to leave calendars."""
    postponed = event.status == EventStatus.POSTPONED and event.start is not None
    return postponed or has_calendar(event)


def calendar_of(event: EventPage, *, request: HttpRequest | None = None) -> bytes:
    """The file of one event that `has_calendar_file`. The link to an online event is not in it.

    The identifier never changes, even when the site moves to another domain; a higher SEQUENCE tells
    calendars to take what is new.
    """
    return _file(Calendar(), [event], request)


def calendar_of_many(events: Iterable[EventPage], *, name: str, request: HttpRequest | None = None) -> bytes:
    """The file of a list called ``name`` that calendars read again by themselves.

    Events whose day is not sure are left out; cancelled ones are told as cancelled. The same events give
    the same bytes. Asks nothing of the database where the events were read ``for_feed``.
    """
    calendar = Calendar()
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(READ_AGAIN).to_ical().decode())
    return _file(calendar, [event for event in events if has_calendar(event)], request)


def personal_calendar(
    event: EventPage,
    *,
    key: str,
    changes: int,
    method: str,
    changed_at: datetime,
    ticket_urls: Sequence[str] = (),
    joining_url: str = "",
    online_only: bool = False,
) -> bytes:
    """The file of one registration for an event that `has_calendar_file`: METHOD is PUBLISH or CANCEL.

    ``key`` tells the registration from all others; ``changes`` counts what it learnt beside the event's own
    changes. The tickets and the joining link stand in it: it is for the people registered alone.
    """
    entry = _entry(event, None)
    _set(entry, "uid", f"{event.uuid}-{key}@conference-des-alliances")
    _set(entry, "sequence", event.sequence + changes)
    told_at = filter(None, (changed_at, event.last_published_at, event.status_changed_at))
    _set(entry, "dtstamp", max(told_at))
    if method == "CANCEL":
        _set(entry, "status", "CANCELLED")
    told = [str(entry["description"])]
    if joining_url:
        told.insert(0, _("Pour vous connecter : %s") % joining_url)
    if ticket_urls:
        told.insert(0, "\n".join(_("Votre billet : %s") % url for url in ticket_urls))
    _set(entry, "description", "\n\n".join(told))
    if online_only:
        _set(entry, "location", joining_url or _("en ligne"))
    calendar = Calendar()
    calendar.add("method", method)
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if event.times_known:
        calendar.add_component(described(ZoneInfo(event.time_zone), since=first_day(event).year - 1))
    calendar.add_component(entry)
    content: bytes = calendar.to_ical()
    return content


def _set(entry: Event, name: str, value: Any) -> None:
    """Replace a property: ``add`` would put a second one beside it."""
    entry.pop(name, None)
    entry.add(name, value)


def changed_at(event: EventPage) -> datetime:
    """When what is said of a published event last changed."""
    return max(filter(None, (event.last_published_at, event.status_changed_at)))


def _file(calendar: Calendar, events: list[EventPage], request: HttpRequest | None) -> bytes:
    """``calendar`` with each zone once, since the year before its first event, then the events."""
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    since: dict[str, int] = {}
    for event in events:
        if event.times_known:
            year = first_day(event).year - 1
            since[event.time_zone] = min(year, since.get(event.time_zone, year))
    for key in sorted(since):
        calendar.add_component(described(ZoneInfo(key), since=since[key]))
    by_key = {event.pk: event for event in events}
    entries = cached_each(
        "calendar entry", by_key, lambda keys: {key: _text(by_key[key], request) for key in keys}
    )
    head, end, _rest = calendar.to_ical().decode().rpartition("END:VCALENDAR")
    return "".join([head, *(entries[key] for key in by_key), end, "\r\n"]).encode()


def _text(event: EventPage, request: HttpRequest | None) -> str:
    """One event's part of a file: making it takes a millisecond, and a feed holds hundreds."""
    text: str = _entry(event, request).to_ical().decode()
    return text


def _entry(event: EventPage, request: HttpRequest | None) -> Event:
    entry = Event()
    entry.add("uid", f"{event.uuid}@conference-des-alliances")
    entry.add("sequence", event.sequence)
    changed = changed_at(event)
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    # Postponed to a day still to be said: it leaves calendars, and comes back with its new date.
    entry.add("status", "CANCELLED" if event.date_uncertain else STATUS[EventStatus(event.status)])
    entry.add("summary", event.title)
    if event.times_known:
        start, end = limits(event)
        entry.add("dtstart", start)
        entry.add("dtend", end)
    else:
        entry.add("dtstart", first_day(event))
        entry.add("dtend", last_day(event) + timedelta(days=1))  # the day after the last one
    address = absolute_url(event.get_url(request))
    entry.add("url", address)
    entry.add("description", "\n\n".join(filter(None, (origin(event), event.summary, address))))
    entry.add("location", wording.where(event))
    entry.add("categories", categories_of(event))
    if place := place_of(event):
        entry.add("geo", place)
    if (contact := event.contact_of_its_own) and not event.organised_by_others:
        organiser = vCalAddress(f"mailto:{contact}")
        organiser.params["CN"] = vText(ORGANISER)
        entry.add("organizer", organiser)
    return entry


def categories_of(event: EventPage) -> list[str]:
    """What it is, how one takes part, where: what calendars sort by."""
    region = [event.region.name] if event.region else []
    return [str(event.get_kind_display()), str(event.get_format_display()), *region]


def place_of(event: EventPage) -> tuple[float, float] | None:
    """Latitude and longitude, in degrees, of what is held somewhere; None where its commune's are a guess."""
    latitude, longitude, commune = event.latitude, event.longitude, event.commune
    if event.format == EventFormat.ONLINE or latitude is None or longitude is None:
        return None
    if commune is not None and commune.precision != Commune.Precision.COMMUNE:
        return None
    return float(latitude), float(longitude)


def origin(event: EventPage) -> str:
    """What must be said wherever an event is: that it is fictional, or another's."""
    if event.fictional:
        return _("Événement fictif, pour la démonstration.")
    return (
        _("Événement organisé par d’autres acteurs, cité pour mémoire.") if event.organised_by_others else ""
    )
