"""How an event reads in one row of a list: its month, its facts, its state."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core.text import NO_BREAK

from .. import wording
from ..afterwards import came_out
from ..days import first_day, last_day
from ..models import EventFormat, EventPage, EventStatus

SEPARATOR = f"{NO_BREAK}· "  # the dot never begins a line

STATES = {
    EventStatus.POSTPONED: gettext_lazy("reporté"),
    EventStatus.MOVED_ONLINE: gettext_lazy("passé en ligne"),
    EventStatus.CANCELLED: gettext_lazy("annulé"),
}


def month_of(event: EventPage, *, today: date) -> str:
    """« déc. », with the year when it is not that of ``today``."""
    day = first_day(event)
    return wording.month(day) if day.year == today.year else f"{wording.month(day)} {day.year}"


def facts_of_row(event: EventPage) -> str:
    """« Saint-Denis, La Réunion · mardi, de 8 h 30 à 16 h (heure de La Réunion) · présentiel »."""
    return SEPARATOR.join(filter(None, (_place(event), _time(event), _format(event))))


def state_of_row(event: EventPage, *, left: str, now: datetime) -> str:
    """What became of the event and what is ``left`` of its seats; once it is over, what came out of it."""
    if event.organised_by_others:
        return _("cité pour mémoire")
    state = str(STATES.get(EventStatus(event.status), ""))
    if wording.is_kept_away(event):
        return state
    over = event.over_at is not None and event.over_at <= now
    return SEPARATOR.join(filter(None, (state, *(came_out(event) if over else [left]))))


def _place(event: EventPage) -> str:
    if event.format == EventFormat.ONLINE:
        return _("En ligne")
    region = event.region.name if event.region else ""
    return event.town if event.town == region else ", ".join(filter(None, (event.town, region)))


def _format(event: EventPage) -> str:
    return "" if event.format == EventFormat.ONLINE else event.get_format_display()


def _time(event: EventPage) -> str:
    """Weekday and hours; the last day of an event that lasts several."""
    if event.date_uncertain:
        return _("date à confirmer")
    first, last = first_day(event), last_day(event)
    weekday, hours = date_format(first, "l"), wording.hours(event)
    if not hours and first != last:
        return _("%(weekday)s, jusqu’au %(last)s") % {"weekday": weekday, "last": wording.day(last)}
    if not hours:
        return weekday
    said = f"{weekday}, {hours}"
    return said if event.time_zone == wording.PARIS else f"{said} ({wording.zone_name(event.time_zone)})"
