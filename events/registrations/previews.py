"""A mail as registrants would get it, written from the real templates with an invented person."""

from datetime import datetime
from uuid import UUID

from conference.platform.mails import RenderedMail
from events.models import EventPage

from .mails import render_registration_mail
from .models import Attendee, MailKind, Notice, Registration, RegistrationGate, RegistrationMail
from .notices import Announcement, News
from .states import Status


def preview_of_news(event: EventPage, after: EventPage, *, now: datetime) -> RenderedMail | None:
    """What registrants of ``event`` would be told, were it as ``after``; None when nothing would be said."""
    current = Announcement.of(after)
    gate = RegistrationGate.objects.filter(event=event).first()
    known = Announcement.of(event)
    if gate is not None and gate.announced:
        known = Announcement.from_json(gate.announced, current=known)
    news = News.between(known, current)
    return None if news is None else _render(after, news, now=now)


def _render(event: EventPage, news: News, *, now: datetime) -> RenderedMail:
    mail = RegistrationMail(
        kind=MailKind(news.kind),
        event=event,
        registration=_somebody(event),
        notice=Notice(event=event, kind=news.kind, facts=news.facts),
    )
    return render_registration_mail(mail, now=now)


def _somebody(event: EventPage) -> Registration:
    """An invented person with a confirmed seat, never saved; the link in their mail leads to nothing."""
    person = Registration(pk=0, uuid=UUID(int=0), event=event, email="camille.martin@exemple.invalid")
    attendee = Attendee(
        registration=person, event=event, first_name="Camille", last_name="Martin", status=Status.CONFIRMED
    )
    person._prefetched_objects_cache = {"attendees": [attendee]}  # type: ignore[attr-defined]
    return person
