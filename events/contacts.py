"""Whom a visitor of an event writes to."""

from conference.core.models import SiteSettings

from .models import EventPage


def contact_email_of(event: EventPage) -> str:
    """The event's own contact, else that of the region's team, else the national one; else ""."""
    if event.contact_email:
        return event.contact_email
    team = getattr(event.region, "team", None) if event.region_id else None
    if team is not None and team.contact_email:
        return team.contact_email
    return SiteSettings.current().contact_email
