"""An event as search engines read it: schema.org's Event, as JSON-LD in its page.

https://schema.org/Event and Google's required and recommended properties:
https://developers.google.com/search/docs/appearance/structured-data/event
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from conference.platform.links import absolute_url

from . import wording
from .days import first_day, last_day, limits
from .models import EventFormat, EventPage, EventStatus, Speaker

SCHEMA = "https://schema.org/"
ATTENDANCE = {
    EventFormat.IN_PERSON: "OfflineEventAttendanceMode",
    EventFormat.ONLINE: "OnlineEventAttendanceMode",
    EventFormat.HYBRID: "MixedEventAttendanceMode",
}
# What would end the element or, in old engines, a line of script: each as its escape in JSON.
ESCAPED = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"}


def structured_data(
    event: EventPage, *, image: str, offer: str, performers: Iterable[Speaker]
) -> dict[str, Any] | None:
    """What search engines may know of ``event``: nothing that its page does not say. No query.

    ``image``: an absolute address. ``offer``: schema.org's word for what is left (« InStock »), "" where one
    does not register here. None where there is no day to tell, which the vocabulary requires. The joining
    link is never in it: on line, the place is the page.
    """
    dates = _dates(event)
    if dates is None:
        return None
    page = absolute_url(event.get_url())
    data = {
        "@context": SCHEMA.rstrip("/"),
        "@type": "Event",
        "@id": page,
        "url": page,
        "name": event.title,
        "description": event.summary,
        "image": [image],
        **dates,
        "eventStatus": f"{SCHEMA}{_status(event)}",
        "eventAttendanceMode": f"{SCHEMA}{ATTENDANCE[EventFormat(event.format)]}" if event.format else "",
        "location": _locations(event, page),
        "organizer": _organizer(event),
        "inLanguage": "fr",
        "isAccessibleForFree": "" if event.organised_by_others else True,
        "performer": [_person(speaker) for speaker in performers],
        "offers": _offer(event, offer, f"{page}inscription/") if offer else "",
        "superEvent": _larger(event),
    }
    return {name: value for name, value in data.items() if value not in ("", [], None)}


def as_script(data: dict[str, Any]) -> SafeString:
    """The data block of a page. Its type is no script's: browsers never run it, and the policy lets it be."""
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{content}</script>')  # escaped just above


def _status(event: EventPage) -> str:
    if event.status == EventStatus.CANCELLED:
        return "EventCancelled"
    if wording.is_rescheduled(event):
        return "EventRescheduled"
    if event.status == EventStatus.POSTPONED:
        return "EventPostponed"
    return "EventMovedOnline" if event.status == EventStatus.MOVED_ONLINE else "EventScheduled"


def _dates(event: EventPage) -> dict[str, str] | None:
    """Start and end where the event takes place; those first announced while the new ones are not known."""
    if event.date_uncertain or event.start is None:
        was = event.previous_start
        return {"startDate": _told(event, was)} if was and event.status == EventStatus.POSTPONED else None
    if not event.times_known:
        # The last day is within (schema.org tells whole days so), where calendars give the day after.
        dates = {"startDate": f"{first_day(event)}", "endDate": f"{last_day(event)}"}
    else:
        start, end = limits(event)
        dates = {"startDate": start.isoformat()}
        if end > start:
            dates["endDate"] = end.isoformat()
    if wording.is_rescheduled(event) and event.previous_start is not None:
        dates["previousStartDate"] = _told(event, event.previous_start)
    return dates


def _told(event: EventPage, moment: datetime) -> str:
    here = moment.astimezone(event.zone)
    return here.isoformat() if event.times_known else f"{here.date()}"


def _locations(event: EventPage, page: str) -> list[dict[str, Any]]:
    places = []
    if event.format != EventFormat.ONLINE:
        address = {
            "@type": "PostalAddress",
            "streetAddress": event.address,
            "postalCode": event.postcode,
            "addressLocality": event.town,
            "addressRegion": event.region.name if event.region else "",
            "addressCountry": "FR",
        }
        name = event.venue_name or event.town or _("lieu à préciser")
        known = {key: value for key, value in address.items() if value}
        places.append({"@type": "Place", "name": name, "address": known})
    if event.format in (EventFormat.ONLINE, EventFormat.HYBRID):
        places.append({"@type": "VirtualLocation", "url": page})
    return places


def _organizer(event: EventPage) -> dict[str, str] | None:
    if event.organised_by_others:
        return None
    name = _("Conférence des alliances stratégiques")
    if event.region is None:
        return {"@type": "Organization", "name": name, "url": absolute_url("/")}
    url = absolute_url(event.region.get_absolute_url())
    return {"@type": "Organization", "name": f"{name}, {event.region.name}", "url": url}


def _person(speaker: Speaker) -> dict[str, Any]:
    person: dict[str, Any] = {"@type": "Person", "name": speaker.name}
    if speaker.role:
        person["jobTitle"] = speaker.role
    if speaker.organisation:
        person["affiliation"] = {"@type": "Organization", "name": speaker.organisation}
    return person


def _offer(event: EventPage, availability: str, url: str) -> dict[str, Any]:
    offer = {"@type": "Offer", "price": 0, "priceCurrency": "EUR", "url": url}
    offer["availability"] = f"{SCHEMA}{availability}"
    if event.first_published_at:
        offer["validFrom"] = event.first_published_at.isoformat()
    return offer


def _larger(event: EventPage) -> dict[str, str] | None:
    """The series that it is part of, else the national edition that it follows."""
    if event.series is not None:
        url = absolute_url(event.series.get_absolute_url())
        return {"@type": "EventSeries", "name": event.series.title, "url": url}
    if event.edition is None or not event.edition.live:
        return None
    url = absolute_url(event.edition.get_url())
    return {"@type": "EventSeries", "name": event.edition.title, "url": url}
