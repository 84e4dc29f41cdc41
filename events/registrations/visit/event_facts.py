"""What every page of an event's registration tells of the event."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from events.attending import recording
from events.cloths import facts_of
from events.models import EventPage
from events.wording import days, hours_in_zone, place, when, where


class SeeOther(HttpResponseRedirect):
    """After a form: come and see there, with GET (RFC 9110, 15.4.4)."""

    status_code = 303


def about(request: HttpRequest, event: EventPage) -> dict[str, Any]:
    return {
        "page": event,
        "event": event,
        "facts": facts_of(event),
        "event_url": event.get_url(request),
        "day": days(event) if hours_in_zone(event) else when(event),
        "hours": hours_in_zone(event),
        "where": where(event),
        "venue": place(event),
        "recording": recording(event),
        "seats": "",
        "room": "",
        "closes": "",
        "contact_email": event.contact_in_force,
        "demo_mails": reverse("demo_mails") if settings.DEMO else "",
    }
