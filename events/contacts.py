"""Whom a visitor of an event writes to."""

from django.http import HttpRequest

from conference.core.models import SiteSettings

from .models import EventPage


def contact_email_of(event: EventPage, *, request: HttpRequest | None = None) -> str:
    """The event's own contact, else that of the region's team, else the national one; else "".

    With ``request``, the site's settings are read once for the whole page.
    """
    if event.contact_email:
        return event.contact_email
    team = getattr(event.region, "team", None) if event.region_id else None
    if team is not None and team.contact_email:
        return team.contact_email
    return SiteSettings.load(request_or_site=request).contact_email
