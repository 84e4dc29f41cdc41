"""What is joined to a mail: the personal calendar file and the ticket, both readable without a network."""

from datetime import datetime

from conference.platform.mails import Attachment
from events.feeds.calendar import has_calendar_file, personal_calendar

from ..models import Mode
from ..tickets.codes import ticket_url
from ..tickets.pdf import PDF, ticket_pdf
from .subjects import Subject


def attachments(subject: Subject, *, calendar: str, ticket: bool) -> list[Attachment]:
    """``calendar``: PUBLISH or CANCEL, "" for none; ``ticket``: that of the people who are confirmed."""
    joined = []
    if calendar and has_calendar_file(subject.event) and (calendar == "CANCEL" or subject.confirmed):
        joined.append(_calendar(subject, method=calendar))
    if ticket and subject.confirmed:
        content = ticket_pdf(subject.event, subject.confirmed, now=subject.now)
        joined.append(Attachment(name="billet.pdf", content=content, kind=PDF))
    return joined


def _calendar(subject: Subject, *, method: str) -> Attachment:
    """PUBLISH, never REQUEST: a calendar would offer « refuser », which people take for a cancellation.

    Calendars are shared: the tickets stand in it, never the link that changes the registration. Its number
    grows with each change of the event and of the registration; its identifier stays.
    """
    registration = subject.registration
    content = personal_calendar(
        subject.event,
        key=_key(subject),
        changes=registration.log.count(),
        method=method,
        changed_at=_last_change(subject),
        ticket_urls=[ticket_url(each) for each in subject.confirmed] if method == "PUBLISH" else [],
        joining_url=subject.joining_url if method == "PUBLISH" else "",
        online_only=bool(subject.confirmed) and all(each.mode == Mode.ONLINE for each in subject.confirmed),
    )
    return Attachment(
        name="evenement.ics", content=content, kind=f"text/calendar; method={method}; charset=utf-8"
    )


def _last_change(subject: Subject) -> datetime:
    """When the person's seats last changed."""
    return max((each.changed_at for each in subject.people), default=subject.now)


def _key(subject: Subject) -> str:
    """What tells the entry of this registration, or of the one person written to, from all others."""
    own = subject.people[0].uuid if subject.own else None
    return (own or subject.registration.uuid).hex[:16]
