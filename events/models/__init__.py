"""Events: the agenda pages, an event, its sessions and speakers, and the index that finds it."""

from ..choices import EventFormat, EventKind, EventStatus, SessionKind
from .event import EventCitation, EventPage
from .pages import AgendaPage, RegionalAgendaPage
from .search_term import EventSearchTerm
from .session import EventSpeaker, Session, SessionSpeaker
from .speaker import Speaker

__all__ = [
    "AgendaPage",
    "EventCitation",
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
