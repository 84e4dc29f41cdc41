"""Events: the agenda pages, an event, its sessions and speakers, and the index that finds it."""

from .event import EventFormat, EventKind, EventPage, EventStatus
from .pages import AgendaPage, RegionalAgendaPage
from .search_term import EventSearchTerm
from .session import EventSpeaker, Session, SessionKind, SessionSpeaker
from .speaker import Speaker

__all__ = [
    "AgendaPage",
    "EventFormat",
    "EventKind",
    "EventPage",
    "EventSearchTerm",
    "EventSpeaker",
    "EventStatus",
    "RegionalAgendaPage",
    "Session",
    "SessionKind",
    "SessionSpeaker",
    "Speaker",
]
