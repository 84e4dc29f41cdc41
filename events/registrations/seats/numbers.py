"""How many people asked, come and wait: by day, by kind of organisation. Kept: nobody is named."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from conference.core.worlds import ON_BEHALF_OF
from events.models import EventFormat, EventPage

from ..models import Attendee, Mode
from ..states import WAITS, Status

# Whoever was erased after the event came, or was to come: their seat was never given back.
COMES = Q(status=Status.CONFIRMED) | Q(
    status=Status.ANONYMISED, confirmed_at__isnull=False, cancelled_at__isnull=True
)


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """People: who ``asked``, who comes (``on_site``, ``online``), who waits."""

    asked: int = 0
    confirmed: int = 0
    waiting: int = 0
    on_site: int = 0
    online: int = 0

    def __add__(self, other: "Numbers") -> "Numbers":
        return Numbers(**{name: value + getattr(other, name) for name, value in vars(self).items()})


@dataclass(frozen=True, kw_only=True)
class Line:
    """The numbers of those who asked on one day, in the event's zone, for one kind of organisation."""

    day: date
    kind: str
    numbers: Numbers


def lines_of(event: EventPage) -> list[Line]:
    """The numbers of an event by day and kind, the first day first; one query."""
    online = Q(mode=Mode.ONLINE) if event.format != EventFormat.ONLINE else Q()
    rows = (
        Attendee.objects.filter(event=event)
        .order_by()
        .values(
            day=TruncDate("registration__created_at", tzinfo=ZoneInfo(event.time_zone)),
            kind=F("registration__organisation_kind"),
        )
        .annotate(
            asked=Count("pk"),
            confirmed=Count("pk", filter=COMES),
            waiting=Count("pk", filter=Q(status__in=WAITS)),
            online=Count("pk", filter=COMES & online),
        )
    )
    return [_line(dict(row)) for row in sorted(rows, key=lambda row: (row["day"], row["kind"]))]


def total(lines: list[Line]) -> Numbers:
    """All of them together."""
    return sum((line.numbers for line in lines), Numbers())


def by_day(lines: list[Line]) -> Iterator[tuple[date, Numbers]]:
    """The numbers of each day on which somebody asked."""
    yield from _grouped(lines, lambda line: line.day).items()


def by_kind(lines: list[Line]) -> Iterator[tuple[str, Numbers]]:
    """The numbers of each kind of organisation, in words, the most frequent first."""
    found = _grouped(lines, lambda line: line.kind)
    for kind in sorted(found, key=lambda kind: -found[kind].asked):
        yield kind_in_words(kind), found[kind]


def kind_in_words(kind: str) -> str:
    """« une association »; « sans réponse »."""
    return str(dict(ON_BEHALF_OF).get(kind, kind)) or _("sans réponse")


def _grouped(lines: list[Line], key: Callable[[Line], Any]) -> dict[Any, Numbers]:
    found: dict[Any, Numbers] = {}
    for line in lines:
        found[key(line)] = found.get(key(line), Numbers()) + line.numbers
    return found


def _line(row: dict[str, Any]) -> Line:
    day, kind = row.pop("day"), row.pop("kind")
    return Line(day=day, kind=kind, numbers=Numbers(**row, on_site=row["confirmed"] - row["online"]))
