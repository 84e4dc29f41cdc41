"""A mail of a registration as it would leave now."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from icalendar import Calendar, Component

from conference.platform.mails import RenderedMail
from events.models import EventPage
from events.registrations.models import Attendee, Registration, RegistrationMail
from tests.events.factories import at
from tests.events.registrations.factories import open_event


def december(**values: Any) -> EventPage:
    usual = {"title": "Rencontre", "start": at("2099-12-15", "08:30"), "end": at("2099-12-15", "16:00")}
    return open_event(**usual | values)


def mail_of(
    registration: Registration,
    kind: str,
    *,
    attendee: Attendee | None = None,
    facts: dict[str, Any] | None = None,
    now: datetime | None = None,
) -> RenderedMail:
    registration = Registration.objects.select_related("event__region__team").get(pk=registration.pk)
    to = attendee.email if attendee and attendee.email else registration.email
    mail = RegistrationMail(
        registration=registration,
        event=registration.event,
        kind=kind,
        to=to,
        attendee=attendee,
        facts=facts or {},
    )
    return mail.render(now=now or timezone.now())


def plain(mail: RenderedMail) -> str:
    return mail.text.replace("\xa0", " ").replace("\u202f", " ")


def entry_of(mail: RenderedMail) -> tuple[str, Component]:
    """The method of the calendar file joined, and its one event."""
    [file] = [each for each in mail.attachments if each.name == "evenement.ics"]
    calendar = Calendar.from_ical(file.content)
    [entry] = calendar.walk("VEVENT")
    assert f"method={calendar['method']}" in file.kind
    return str(calendar["method"]), entry
