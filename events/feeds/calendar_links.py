"""Links that write an event into the calendar of a common service, without any script of ours.

What they send is what the calendar file says; the joining link is in neither.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from conference.platform.links import absolute_url

from .. import wording
from ..days import first_day, last_day, limits
from ..models import EventPage
from .calendar import origin

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"
OFFICE = "https://outlook.office.com/calendar/0/deeplink/compose"
YAHOO = "https://calendar.yahoo.com/"


@dataclass(frozen=True)
class CalendarLink:
    """A service by its name, and where it opens with the event filled in."""

    name: str
    url: str


def calendar_links(event: EventPage) -> list[CalendarLink]:
    """One link a service, for an event that `has_calendar`."""
    page = absolute_url(event.get_url())
    text = "\n\n".join(filter(None, (origin(event), event.summary, page)))
    said = {"title": event.title, "text": text, "place": wording.where(event)}
    microsoft = urlencode(_microsoft(event, **said))
    return [
        CalendarLink("Google Agenda", f"{GOOGLE}?{urlencode(_google(event, **said))}"),
        CalendarLink("Outlook.com", f"{OUTLOOK}?{microsoft}"),
        CalendarLink("Office 365", f"{OFFICE}?{microsoft}"),
        CalendarLink("Yahoo", f"{YAHOO}?{urlencode(_yahoo(event, **said))}"),
    ]


def _google(event: EventPage, *, title: str, text: str, place: str) -> dict[str, str]:
    asked = {"action": "TEMPLATE", "text": title, "details": text, "location": place}
    if not event.times_known:
        return asked | {"dates": f"{first_day(event):%Y%m%d}/{_day_after(event):%Y%m%d}"}
    start, end = limits(event)
    return asked | {"dates": f"{_compact(start)}/{_compact(end)}", "ctz": event.time_zone}


def _microsoft(event: EventPage, *, title: str, text: str, place: str) -> dict[str, str]:
    asked = {"path": "/calendar/action/compose", "rru": "addevent", "subject": title, "body": text}
    asked["location"] = place
    if not event.times_known:
        days = {"startdt": f"{first_day(event)}", "enddt": f"{_day_after(event)}"}
        return asked | days | {"allday": "true"}
    start, end = (f"{limit.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for limit in limits(event))
    return asked | {"startdt": start, "enddt": end}


def _yahoo(event: EventPage, *, title: str, text: str, place: str) -> dict[str, str]:
    asked = {"v": "60", "title": title, "desc": text, "in_loc": place}
    if not event.times_known:
        days = {"st": f"{first_day(event):%Y%m%d}", "et": f"{last_day(event):%Y%m%d}"}
        return asked | days | {"dur": "allday"}
    start, end = limits(event)
    return asked | {"st": _compact(start), "et": _compact(end)}


def _day_after(event: EventPage) -> date:
    return last_day(event) + timedelta(days=1)


def _compact(moment: datetime) -> str:
    """« 20261215T073000Z »."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
