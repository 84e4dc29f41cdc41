"""The agenda of one event, and who speaks there."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, QuerySet

from .models import EventPage, Session, SessionSpeaker, Speaker


@dataclass
class ProgrammeDay:
    """The sessions of one day, where the event takes place, each with its speakers."""

    day: date
    sessions: list[tuple[Session, list[Speaker]]] = field(default_factory=list)


def programme_of(event: EventPage) -> list[ProgrammeDay]:
    """The agenda of ``event``, day by day; in a preview, as its form says. Two queries.

    The undated sessions of a copy, which only its draft has, are not shown yet.
    """
    sessions = event.sessions.all()
    if isinstance(sessions, QuerySet):  # a preview holds its sessions itself
        speaking = SessionSpeaker.objects.select_related("speaker").order_by("sort_order")
        sessions = sessions.prefetch_related(Prefetch("session_speakers", speaking))
    days: dict[date, ProgrammeDay] = {}
    dated = [session for session in sessions if session.start]
    for session in sorted(dated, key=lambda each: each.start):
        day = session.start.astimezone(event.zone).date()
        speakers = [each.speaker for each in session.session_speakers.all()]
        days.setdefault(day, ProgrammeDay(day)).sessions.append((session, speakers))
    return list(days.values())


def speakers_of(event: EventPage) -> list[Speaker]:
    """Those announced for the whole of ``event``, in the order given. One query."""
    announced = event.event_speakers.all()
    if isinstance(announced, QuerySet):
        announced = announced.select_related("speaker")
    return [each.speaker for each in announced]
