"""Events: the agenda pages, an event, its sessions and speakers, and the index that finds it."""

from ..choices import EventFormat, EventKind, EventStatus, SessionKind, YesNo
from .afterwards import EventDocument
from .event import EventCitation, EventPage
from .operation import EventOperation
from .pages import AgendaPage, RegionalAgendaPage
from .search_term import EventSearchTerm
from .series import EventSeries
from .session import EventSpeaker, Session, SessionSpeaker
from .speaker import Speaker

__all__ = [
    "AgendaPage",
    "EventCitation",
    "EventDocument",
    "EventFormat",
    "EventKind",
    "EventOperation",
    "EventPage",
    "EventSearchTerm",
    "EventSeries",
    "EventSpeaker",
    "EventStatus",
    "RegionalAgendaPage",
    "Session",
    "SessionKind",
    "SessionSpeaker",
    "Speaker",
    "YesNo",
]
