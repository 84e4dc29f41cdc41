"""An event as a calendar file (RFC 5545)."""

from datetime import timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from conference.platform.links import absolute_url

from . import wording
from .days import first_day, last_day, limits
from .models import EventFormat, EventPage, EventStatus
from .time_zones import described

PRODUCT = "-//Conférence des alliances stratégiques//Agenda//FR"
STATUS = {
    EventStatus.SCHEDULED: "CONFIRMED",
    EventStatus.POSTPONED: "CONFIRMED",
    EventStatus.MOVED_ONLINE: "CONFIRMED",
    EventStatus.CANCELLED: "CANCELLED",
}


def has_calendar(event: EventPage) -> bool:
    """Whether ``event`` can stand in a calendar: its day is known for sure."""
    return event.start is not None and not event.date_uncertain


def has_calendar_file(event: EventPage) -> bool:
    """Whether its file answers: also once it is postponed to a day still to be said, to leave calendars."""
    postponed = event.status == EventStatus.POSTPONED and event.start is not None
    return postponed or has_calendar(event)


def calendar_of(event: EventPage) -> bytes:
    """The file of one event that `has_calendar_file`. The link to an online event is not in it.

    The identifier never changes, even when the site moves to another domain; a higher SEQUENCE tells
    calendars to take what is new.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if event.times_known:
        calendar.add_component(described(event.zone, since=first_day(event).year - 1))
    calendar.add_component(_entry(event))
    return calendar.to_ical()


def _entry(event: EventPage) -> Event:
    entry = Event()
    entry.add("uid", f"{event.uuid}@conference-des-alliances")
    entry.add("sequence", event.sequence)
    changed = max(filter(None, (event.last_published_at, event.status_changed_at)))
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
    address = absolute_url(event.get_url())
    entry.add("url", address)
    entry.add("description", "\n\n".join(filter(None, (_origin(event), event.summary, address))))
    entry.add("location", wording.where(event))
    latitude, longitude = event.latitude, event.longitude
    if event.format != EventFormat.ONLINE and latitude is not None and longitude is not None:
        entry.add("geo", (float(latitude), float(longitude)))
    return entry


def _origin(event: EventPage) -> str:
    """What a calendar must say as the page does: that the event is fictional, or another's."""
    if event.fictional:
        return _("Événement fictif, pour la démonstration.")
    return (
        _("Événement organisé par d’autres acteurs, cité pour mémoire.") if event.organised_by_others else ""
    )
