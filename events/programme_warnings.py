"""What may be wrong in a programme: told to whoever writes it, never refused.

Pure: moments are aware and in the zone of the event, nothing is asked of the database.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from django.utils.translation import gettext as _

from conference.core.text import fold
from conference.core.times import french

from .choices import SessionKind

LONGEST_WITHOUT_BREAK = timedelta(hours=3)
SHORTEST_BREAK = timedelta(minutes=10)
RESTS = frozenset({SessionKind.BREAK, SessionKind.SOCIAL})


@dataclass(frozen=True, kw_only=True)
class Item:
    """One part of a programme. ``key``: what names it to the caller; ``people``: who speaks, by name."""

    key: int
    title: str
    start: datetime
    end: datetime | None = None
    room: str = ""
    kind: str = ""
    people: tuple[str, ...] = ()

    @property
    def stop(self) -> datetime:
        """When it is known to last to: its start, where no end is written."""
        return max(self.end or self.start, self.start)

    @property
    def name(self) -> str:
        return self.title or _("Temps sans titre")


@dataclass(frozen=True, kw_only=True)
class ProgrammeWarning:
    """A sentence, and the keys of the items that it is about."""

    sentence: str
    keys: tuple[int, ...]


def warnings_of(
    items: Sequence[Item], *, start: datetime | None = None, end: datetime | None = None
) -> list[ProgrammeWarning]:
    """What to look at in the programme of an event that lasts from ``start`` to ``end``."""
    items = sorted(items, key=lambda item: item.start)
    return [*_twice_at_once(items), *_outside(items, start, end), *_without_break(items)]


def _twice_at_once(items: list[Item]) -> Iterator[ProgrammeWarning]:
    for first, second in combinations(items, 2):
        if not _overlap(first, second):
            continue
        keys = (first.key, second.key)
        names = {"first": first.name, "second": second.name, "hour": french.hour(second.start)}
        if _key(first.room) and _key(first.room) == _key(second.room):
            sentence = _(
                "« %(first)s » et « %(second)s » ont lieu en même temps "
                "dans la salle « %(room)s » (%(hour)s)."
            ) % (names | {"room": second.room.strip()})
            yield ProgrammeWarning(sentence=sentence, keys=keys)
        others = {_key(name) for name in first.people}
        for person in second.people:
            if _key(person) in others:
                sentence = _(
                    "%(person)s intervient en même temps dans « %(first)s » et « %(second)s » (%(hour)s)."
                ) % (names | {"person": person})
                yield ProgrammeWarning(sentence=sentence, keys=keys)


def _overlap(first: Item, second: Item) -> bool:
    """Whether both go on at once; ``second`` does not begin before ``first``."""
    return second.start < first.stop or second.start == first.start


def _key(text: str) -> str:
    """A room or a name as it is compared."""
    return " ".join(fold(text).split())


def _outside(items: list[Item], start: datetime | None, end: datetime | None) -> Iterator[ProgrammeWarning]:
    for item in items:
        sentence = ""
        if (start and item.start.date() < start.date()) or (end and item.start.date() > end.date()):
            sentence = _("« %(name)s » n’est pas un jour de l’événement (%(day)s).") % {
                "name": item.name,
                "day": french.day(item.start),
            }
        elif start and item.start < start:
            sentence = _("« %(name)s » commence à %(hour)s, avant l’événement (%(limit)s).") % {
                "name": item.name,
                "hour": french.hour(item.start),
                "limit": french.hour(start),
            }
        elif end and (item.stop > end or item.start >= end):
            sentence = _("« %(name)s » finit à %(hour)s, après l’événement (%(limit)s).") % {
                "name": item.name,
                "hour": french.hour(item.stop),
                "limit": french.hour(end),
            }
        if sentence:
            yield ProgrammeWarning(sentence=sentence, keys=(item.key,))


def _without_break(items: list[Item]) -> Iterator[ProgrammeWarning]:
    """Where somebody who stays in one room sits for three hours. What has no room is for every room."""
    told = set()
    for room in sorted({_key(item.room) for item in items} - {""} or {""}):
        for stretch in _stretches([item for item in items if _key(item.room) in (room, "")]):
            start, stop = stretch[0].start, max(item.stop for item in stretch)
            if stop - start < LONGEST_WITHOUT_BREAK or (start, stop) in told:
                continue
            told.add((start, stop))
            sentence = _("Pas de pause de %(start)s à %(stop)s.") % {
                "start": french.hour(start),
                "stop": french.hour(stop),
            }
            yield ProgrammeWarning(sentence=sentence, keys=tuple(item.key for item in stretch))


def _stretches(items: list[Item]) -> Iterator[list[Item]]:
    """The items that follow each other without a rest."""
    stretch: list[Item] = []
    for item in items:
        rests = item.kind in RESTS
        if stretch and (rests or item.start - max(each.stop for each in stretch) >= SHORTEST_BREAK):
            yield stretch
            stretch = []
        if not rests:
            stretch.append(item)
    if stretch:
        yield stretch
