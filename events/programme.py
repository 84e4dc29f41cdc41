"""The agenda of one event, what takes place there now and next, and who speaks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import Prefetch, QuerySet

from conference.platform.caching.memory import changes_at

from .models import EventPage, EventStatus, Session, SessionSpeaker, Speaker

COLUMNS = 4  # as many rooms stand side by side; more are told one after the other


@dataclass
class Item:
    """One part of the agenda, with its speakers.

    ``mark``: "now", "next" or "", on the day itself. ``column``: that of its room where rooms stand side by
    side, from 1; 0 across them all.
    """

    session: Session
    speakers: list[Speaker]
    mark: str = ""
    column: int = 0

    @property
    def anchor(self) -> str:
        """Its address on the page: that of its row, which an edit keeps; "" before it is saved."""
        return f"temps-{self.session.pk}" if self.session.pk else ""


@dataclass
class Stretch:
    """Items that overlap, by hour; ``rooms`` side by side, or none where they follow one another."""

    items: list[Item]
    rooms: list[str] = field(default_factory=list)


@dataclass
class ProgrammeDay:
    """One day, where the event takes place."""

    day: date
    stretches: list[Stretch]


def programme_of(event: EventPage, *, now: datetime) -> list[ProgrammeDay]:
    """The agenda of ``event``, day by day; in a preview, as its form says. Two queries.

    The undated sessions of a copy, which only its draft has, are not shown yet.
    """
    sessions = event.sessions.all()
    if isinstance(sessions, QuerySet):  # a preview holds its sessions itself
        speaking = SessionSpeaker.objects.select_related("speaker__portrait").order_by("sort_order")
        sessions = sessions.select_related("slides").prefetch_related(Prefetch("session_speakers", speaking))
    dated = sorted((each for each in sessions if each.start), key=lambda each: each.start)
    items = [Item(each, [one.speaker for one in each.session_speakers.all()]) for each in dated]
    if event.status not in (EventStatus.CANCELLED, EventStatus.POSTPONED):
        _mark(items, event=event, now=now)
    days: dict[date, list[Item]] = {}
    for item in items:
        days.setdefault(item.session.start.astimezone(event.zone).date(), []).append(item)
    return [ProgrammeDay(day, _stretches(of_day)) for day, of_day in days.items()]


def people_of(event: EventPage, programme: Iterable[ProgrammeDay]) -> list[Speaker]:
    """Those announced for the whole of ``event``, in the order given, then those of its agenda. One query."""
    announced = event.event_speakers.all()
    if isinstance(announced, QuerySet):
        announced = announced.select_related("speaker__portrait")
    people = {each.speaker.pk: each.speaker for each in announced}
    for item in items_of(programme):
        people |= {speaker.pk: speaker for speaker in item.speakers if speaker.pk not in people}
    return list(people.values())


def items_of(programme: Iterable[ProgrammeDay]) -> list[Item]:
    """The items of every day, by hour."""
    return [item for day in programme for stretch in day.stretches for item in stretch.items]


def _mark(items: Sequence[Item], *, event: EventPage, now: datetime) -> None:
    """Say on the day of the event, in its own zone, what takes place now and what comes next."""
    today = now.astimezone(event.zone).date()
    days = {item.session.start.astimezone(event.zone).date() for item in items}
    midnights = [datetime.combine(day, time(0), tzinfo=event.zone) for day in days]
    hours = [hour for item in items for hour in (item.session.start, item.session.end)]
    changes_at(*midnights, *hours, now=now)
    of_today = [item for item in items if item.session.start.astimezone(event.zone).date() == today]
    coming = [item for item in of_today if item.session.start > now]
    for item in items:
        if item.session.start <= now and item.session.end is not None and now < item.session.end:
            item.mark = "now"
    for item in coming:
        if item.session.start == coming[0].session.start:
            item.mark = "next"


def _stretches(items: Sequence[Item]) -> list[Stretch]:
    """The items of a day, those that overlap together."""
    stretches: list[Stretch] = []
    until: datetime | None = None
    for item in items:
        start, end = item.session.start, item.session.end or item.session.start
        together = stretches and (
            (until is not None and start < until) or start == stretches[-1].items[-1].session.start
        )
        if together:
            stretches[-1].items.append(item)
            until = max(until or end, end)
        else:
            stretches.append(Stretch([item]))
            until = end
    for stretch in stretches:
        _set_side_by_side(stretch)
    return stretches


def _set_side_by_side(stretch: Stretch) -> None:
    """Give each room of a stretch its column, from two rooms on."""
    rooms = list(dict.fromkeys(item.session.room for item in stretch.items if item.session.room))
    if not 2 <= len(rooms) <= COLUMNS:
        return
    stretch.rooms = rooms
    for item in stretch.items:
        item.column = rooms.index(item.session.room) + 1 if item.session.room else 0
