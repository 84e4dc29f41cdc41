"""A mail shown before it exists, or sent as a trial: written as the real one would be, of somebody or nobody.

No link in it opens a registration; an invented person's ticket and calendar file lead to nothing.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from conference.platform.links import absolute_url
from conference.platform.mails import RenderedMail
from events.models import EventPage, EventStatus

from ..models import Attendee, MailKind, Notice, Registration, RegistrationGate, RegistrationMail
from ..news import Announcement, News
from ..states import Status
from .texts import Text
from .writers import WRITERS
from .writing import lay_out, render_registration_mail, subject_of

# The state of whom a mail of this kind goes to; of all others it is CONFIRMED.
STATES = {
    MailKind.CONFIRM: Status.UNCONFIRMED,
    MailKind.WAITING: Status.WAITLISTED,
    MailKind.OFFER: Status.OFFERED,
    MailKind.LAPSED: Status.WAITLISTED,
    MailKind.REFUSED: Status.REFUSED,
    MailKind.CANCELLED: Status.CANCELLED,
}
EXAMPLE: dict[str, Any] = {"days": 7, "by": "visitor", "offered": 1}
EXAMPLES: dict[MailKind, dict[str, Any]] = {MailKind.POSTPONED: {"became": EventStatus.POSTPONED}}


def preview_of_news(event: EventPage, after: EventPage, *, now: datetime) -> RenderedMail | None:
    """What registrants of ``event`` would be told, were it as ``after``; None when nothing would be said."""
    current = Announcement.of(after)
    gate = RegistrationGate.objects.filter(event=event).first()
    known = Announcement.of(event)
    if gate is not None and gate.announced:
        known = Announcement.from_json(gate.announced, current=known)
    news = News.between(known, current)
    if news is None:
        return None
    return preview_of_notice(Notice(event=after, kind=news.kind, facts=news.facts), now=now)


def preview_of_notice(notice: Notice, *, now: datetime) -> RenderedMail:
    """The mail of a notice that is not saved, to an invented person."""
    mail = RegistrationMail(
        kind=notice.kind, event=notice.event, registration=somebody(notice.event), notice=notice
    )
    return render_registration_mail(mail, now=now)


def sample(kind: MailKind, text: Text, *, of: Registration, now: datetime) -> RenderedMail:
    """A mail of this kind and text to ``of``, who is real or invented; a real person's ticket stays out."""
    mail = RegistrationMail(
        kind=kind,
        event=of.event,
        registration=of,
        to=of.email,
        notice=Notice(event=of.event, kind=kind, facts=EXAMPLE | EXAMPLES.get(kind, {})),
    )
    subject = replace(subject_of(mail, now=now), link=absolute_url("/inscriptions/exemple/"))
    words = WRITERS[kind](subject)
    if of.pk:
        words = replace(words, calendar="", ticket=False, joining_url="")
    return lay_out(subject, words, text=text)


def real_person(kind: MailKind) -> Registration | None:
    """The latest registration to which a mail of this kind could go."""
    rows = Registration.objects.filter(attendees__status=STATES.get(kind, Status.CONFIRMED))
    return rows.select_related("event__region__team").order_by("-pk").first()


def somebody(event: EventPage, kind: MailKind = MailKind.TICKET) -> Registration:
    """An invented person in the state of ``kind``, never saved; the link in their mail leads to nothing."""
    person = Registration(pk=0, uuid=UUID(int=0), event=event, email="camille.martin@exemple.invalid")
    attendee = Attendee(
        pk=0,
        registration=person,
        event=event,
        uuid=UUID(int=0),
        first_name="Camille",
        last_name="Martin",
        status=STATES.get(kind, Status.CONFIRMED),
    )
    if attendee.is_waiting:
        attendee.queued_at = attendee.changed_at
    if attendee.status == Status.OFFERED:
        attendee.held_until = attendee.changed_at + timedelta(days=1)
    person._prefetched_objects_cache = {"attendees": [attendee]}  # type: ignore[attr-defined]
    return person
