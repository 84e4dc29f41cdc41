"""The agenda of one event, what takes place there now and next, and who speaks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import OuterRef, Q, QuerySet, Subquery

from conference.platform.caching.memory import changes_at
from measures.nested import nested

from .models import EventPage, EventSpeaker, Session, SessionSpeaker, Speaker
from .wording import is_kept_away

ROWS = 4  # as many as one item takes
COLUMNS = 4  # as many rooms stand side by side; more are told one after the other


@dataclass
class Item:
    """One part of the agenda that has a ``start``, with its speakers.

    ``mark``: "now", "next" or "", on the day itself. ``column``: that of its room where rooms stand side by
    side, from 1; 0 across them all. ``rows``: how many it takes there, so that no room waits for another.
    """

    session: Session
    start: datetime
    speakers: list[Speaker]
    mark: str = ""
    column: int = 0
    rows: int = 1

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


@dataclass
class Programme:
    """The agenda of an event, day by day, and who speaks: those announced for the whole of it first."""

    days: list[ProgrammeDay]
    people: list[Speaker]

    def marked(self, mark: str) -> list[Item]:
        """The items that take place now ("now"), or begin next ("next")."""
        return [item for item in self.items if item.mark == mark]

    @property
    def now(self) -> list[Item]:
        return self.marked("now")

    @property
    def next(self) -> list[Item]:
        return self.marked("next")

    @property
    def items(self) -> list[Item]:
        """The items of every day, by hour."""
        return [item for day in self.days for stretch in day.stretches for item in stretch.items]


def programme_of(event: EventPage, *, now: datetime) -> Programme:
    """The agenda of ``event``; in a preview, as its form says. Two queries.

    The undated sessions of a copy, which only its draft has, are not shown yet.
    """
    items, announced = _read(event) if isinstance(event.sessions.all(), QuerySet) else _held(event)
    items.sort(key=lambda item: item.start)
    if not is_kept_away(event):
        _mark(items, event=event, now=now)
    days: dict[date, list[Item]] = {}
    for item in items:
        days.setdefault(item.start.astimezone(event.zone).date(), []).append(item)
    people = {speaker.pk: speaker for speaker in announced}
    for speaker in (speaker for item in items for speaker in item.speakers):
        people.setdefault(speaker.pk, speaker)
    return Programme(
        [ProgrammeDay(day, _stretches(each)) for day, each in days.items()], list(people.values())
    )


def _held(event: EventPage) -> tuple[list[Item], list[Speaker]]:
    """The items and the people announced of a preview, which holds them itself."""
    items = [
        Item(each, each.start, [one.speaker for one in each.session_speakers.all()])
        for each in event.sessions.all()
        if each.start
    ]
    return items, [each.speaker for each in event.event_speakers.all()]


def _read(event: EventPage) -> tuple[list[Item], list[Speaker]]:
    """The same of what is published: one query for the items, one for all their people."""
    roles = SessionSpeaker.objects.filter(session=OuterRef("pk"))
    of_session = nested(roles, of="session", speaker="speaker_id", rank="sort_order", role="pk")
    sessions = list(event.sessions.select_related("slides").annotate(roles=of_session))
    announced = EventSpeaker.objects.filter(event=event).order_by()
    role = announced.filter(speaker=OuterRef("pk"))
    keys = {each["speaker"] for session in sessions for each in session.roles or ()}
    found = Speaker.objects.filter(Q(pk__in=keys) | Q(pk__in=announced.values("speaker")))
    own = {"role_key": role.values("pk")[:1], "rank": role.values("sort_order")[:1]}
    found = found.annotate(**{name: Subquery(value) for name, value in own.items()})
    people = found.select_related("portrait").in_bulk()
    items = []
    for session in sessions:
        if session.start is None:
            continue
        speaking = sorted(session.roles or (), key=lambda role: (role["rank"] or 0, role["role"]))
        items.append(Item(session, session.start, [people[role["speaker"]] for role in speaking]))
    of_all = [speaker for speaker in people.values() if speaker.role_key is not None]
    return items, sorted(of_all, key=lambda speaker: (speaker.rank or 0, speaker.role_key))


def _mark(items: Sequence[Item], *, event: EventPage, now: datetime) -> None:
    """Say on the day of the event, in its own zone, what takes place now and what comes next."""
    today = now.astimezone(event.zone).date()
    days = {item.start.astimezone(event.zone).date() for item in items}
    midnights = [datetime.combine(day, time(0), tzinfo=event.zone) for day in days]
    hours = [hour for item in items for hour in (item.start, item.session.end)]
    changes_at(*midnights, *hours, now=now)
    of_today = [item for item in items if item.start.astimezone(event.zone).date() == today]
    coming = [item for item in of_today if item.start > now]
    for item in items:
        if item.start <= now and item.session.end is not None and now < item.session.end:
            item.mark = "now"
    for item in coming:
        if item.start == coming[0].start:
            item.mark = "next"


def _stretches(items: Sequence[Item]) -> list[Stretch]:
    """The items of a day, those that overlap together."""
    stretches: list[Stretch] = []
    until: datetime | None = None
    for item in items:
        start, end = item.start, item.session.end or item.start
        together = stretches and (
            (until is not None and start < until) or start == stretches[-1].items[-1].start
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
    columns: list[list[Item]] = [[] for _room in rooms]
    for item in stretch.items:
        if item.session.room:
            item.column = rooms.index(item.session.room) + 1
            columns[item.column - 1].append(item)
    longest = max(len(column) for column in columns)
    for column in columns:
        column[-1].rows = min(longest - len(column) + 1, ROWS)
