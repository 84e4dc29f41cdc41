"""Where an event stands with its registrations, and what is left, in words and numbers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Attendee
from ..states import Status


class Opening(Enum):
    """Where an event stands with its registrations. One answer: the first that is true, in this order."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    OVER = "over"
    NONE = "none"  # not on this site: not ticked, a draft, organised by others
    CLOSED = "closed"
    ONLINE = "online"  # no seat of the room, but one may follow on line, or wait where there is a queue
    WAITING = "waiting"  # no seat for a newcomer, who joins the queue
    FULL = "full"
    OPEN = "open"


_WORDS: dict[Opening, str | Promise] = {
    Opening.CANCELLED: gettext_lazy("annulé"),
    Opening.POSTPONED: gettext_lazy("reporté"),
    Opening.OVER: "",
    Opening.NONE: "",
    Opening.CLOSED: gettext_lazy("inscriptions closes"),
    Opening.WAITING: gettext_lazy("liste d’attente"),
    Opening.ONLINE: gettext_lazy("complet sur place"),
    Opening.FULL: gettext_lazy("complet"),
    Opening.OPEN: gettext_lazy("places disponibles"),
}
# schema.org's words for the same (ItemAvailability); the rest offers nothing.
_OFFERS = {
    Opening.CLOSED: "OutOfStock",
    Opening.WAITING: "SoldOut",
    Opening.ONLINE: "OnlineOnly",
    Opening.FULL: "SoldOut",
    Opening.OPEN: "InStock",
}
_KEEPS_AWAY = {Opening.CANCELLED, Opening.POSTPONED, Opening.CLOSED, Opening.FULL}
_BY_SEATS = {Opening.WAITING, Opening.ONLINE, Opening.FULL, Opening.OPEN}


@dataclass(frozen=True)
class SeatCount:
    """Seats and people of an event: open places ``taken``, people ``in_room``, people ``waiting``."""

    taken: int = 0
    in_room: int = 0
    waiting: int = 0

    @classmethod
    def of(cls, attendees: Iterable[Attendee], *, now: datetime) -> Self:
        """What these attendees count for; querysets.py counts by the same rule."""
        in_room = [each for each in attendees if not each.is_online]
        held = [each for each in in_room if each.holds_seat(now)]
        waiting = sum(each.status == Status.WAITLISTED for each in in_room)
        return cls(sum(not each.beyond for each in held), len(held), waiting)

    def __add__(self, other: "SeatCount") -> "SeatCount":
        return SeatCount(self.taken + other.taken, self.in_room + other.in_room, self.waiting + other.waiting)

    def __sub__(self, other: "SeatCount") -> "SeatCount":
        return self + SeatCount(-other.taken, -other.in_room, -other.waiting)


@dataclass(frozen=True, kw_only=True)
class SeatAvailability:
    """What is left at an event, and what its settings say of the seats.

    ``capacity``: the open places; ``ceiling``: what the room may hold. None: no limit; where neither is
    set, nobody may have been counted. ``closes_at``: when registration ends. ``queues``: whether one may
    wait for a seat; ``is_hybrid``: whether one chooses to come or to follow on line, which takes no seat.
    """

    opening: Opening
    taken: int = 0
    in_room: int = 0
    waiting: int = 0
    capacity: int | None = None
    ceiling: int | None = None
    closes_at: datetime | None = None
    queues: bool = False
    is_hybrid: bool = False
    party_size: int = 1
    needs_approval: bool = False

    @property
    def is_open(self) -> bool:
        """Whether a newcomer takes a seat at once, were it on line."""
        return self.opening in {Opening.OPEN, Opening.ONLINE}

    @property
    def takes_requests(self) -> bool:
        """Whether a newcomer may fill in the form, for a seat or for the queue."""
        return self.is_open or self.opening is Opening.WAITING

    @property
    def is_full(self) -> bool:
        """Whether no seat is left, and nobody can wait for one."""
        return self.opening is Opening.FULL

    @property
    def sends_link(self) -> bool:
        """Whether those who registered here are sent the link of what is held on line and still to come."""
        return self.opening in _BY_SEATS or self.opening is Opening.CLOSED

    @property
    def count(self) -> SeatCount:
        return SeatCount(self.taken, self.in_room, self.waiting)

    @property
    def limit(self) -> int | None:
        """The number of seats that a newcomer may find: the smaller of both; None without a limit."""
        limits = [each for each in (self.capacity, self.ceiling) if each is not None]
        return min(limits, default=None)

    @property
    def free(self) -> int | None:
        """The open places that nobody holds, whoever waits for them; None without a limit."""
        places = None if self.capacity is None else max(self.capacity - self.taken, 0)
        if places is None or self.left_in_room is None:
            return self.left_in_room if places is None else places
        return min(places, self.left_in_room)

    @property
    def left_in_room(self) -> int | None:
        """How many more people the room may hold; None without a ceiling."""
        return None if self.ceiling is None else max(self.ceiling - self.in_room, 0)

    @property
    def left(self) -> int | None:
        """Seats left for a newcomer: none while somebody waits. None without a limit."""
        return 0 if self.waiting > 0 else self.free

    @property
    def reserved(self) -> int:
        """The places kept for guests: « 60 places, dont 12 réservées »."""
        if self.ceiling is None or self.capacity is None:
            return 0
        return max(self.ceiling - self.capacity, 0)

    @property
    def few_left(self) -> bool:
        """Whether a tenth of the seats at most is left (three at least): « dernières places »."""
        return self.left is not None and self.left <= max(3, (self.limit or 0) // 10)

    def with_count(self, count: SeatCount) -> "SeatAvailability":
        """The same event, were so many seats taken and so many people waiting."""
        found = replace(self, taken=count.taken, in_room=count.in_room, waiting=count.waiting)
        return replace(found, opening=found.by_seats()) if self.opening in _BY_SEATS else found

    def by_seats(self) -> Opening:
        """Where the event stands, nothing else keeping people away."""
        if self.left is None or self.left > 0:
            return Opening.OPEN
        if self.is_hybrid:
            return Opening.ONLINE
        return Opening.WAITING if self.queues else Opening.FULL

    @property
    def words(self) -> str:
        """What public pages say: never a number, which would be wrong a moment later."""
        if self.opening is Opening.OPEN and self.few_left:
            return _("dernières places")
        return str(_WORDS[self.opening])

    @property
    def offer(self) -> str:
        """The same for search engines, as schema.org says it; "" where one cannot register here."""
        if self.opening is Opening.OPEN and self.few_left:
            return "LimitedAvailability"
        return _OFFERS.get(self.opening, "")

    @property
    def alarm(self) -> bool:
        """Whether it keeps people from registering."""
        return self.opening in _KEEPS_AWAY
