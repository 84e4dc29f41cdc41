"""An event moved to a new start: its programme and its other times follow, by the clock on the wall.

Pure: nothing is saved. A talk at 9 h stays at 9 h when the clocks change in between, so that the time
which really passes may differ by an hour.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.timezone import make_naive
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from .models import EventPage

# What an event holds that has times: relation → names of its fields, a start and its end side by side.
# The settings of the registrations come from the app above, which hangs them on the event.
TIMED_CHILDREN = {"sessions": ("start", "end"), "registration_settings": ("closes_at",)}


@dataclass(frozen=True, kw_only=True)
class Shift:
    """How far moments move, ``by`` the wall clock of ``zone``, which becomes that of ``to_zone``."""

    by: timedelta
    zone: ZoneInfo
    to_zone: ZoneInfo

    @classmethod
    def between(
        cls, old: datetime, new: datetime, *, zone: ZoneInfo, to_zone: ZoneInfo | None = None
    ) -> "Shift":
        """What takes ``old`` to ``new``."""
        to_zone = to_zone or zone
        return cls(by=make_naive(new, to_zone) - make_naive(old, zone), zone=zone, to_zone=to_zone)

    def moment(self, moment: datetime) -> datetime:
        """``moment`` moved. An hour that summer time leaves out becomes the one that clocks then show."""
        wall = (make_naive(moment, self.zone) + self.by).replace(tzinfo=self.to_zone)
        return wall.astimezone(UTC).astimezone(self.to_zone)

    def end(self, end: datetime, *, of: datetime) -> datetime:
        """``end`` moved; where it would no longer follow the start ``of``, as long after it as it was."""
        start, moved = self.moment(of), self.moment(end)
        return start + (end - of) if moved <= start and end > of else moved


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What followed the start of an event. ``by``: how far, as the clocks on the wall show it."""

    by: timedelta
    sessions: int = 0
    closing: bool = False
    interpretation: bool = False

    @property
    def sentence(self) -> str:
        """« Le programme (8 temps) et la fin des inscriptions suivent. »; "" when nothing followed."""
        parts = []
        if self.sessions:
            parts.append(_("le programme (%(count)s temps)") % {"count": self.sessions})
        if self.closing:
            parts.append(_("la fin des inscriptions"))
        if self.interpretation:
            parts.append(_("le dernier jour pour demander un interprète"))
        if not parts:
            return ""
        *first, last = parts
        named = _("%(first)s et %(last)s") % {"first": ", ".join(first), "last": last} if first else last
        sentence = ngettext("%(named)s suit.", "%(named)s suivent.", len(parts)) % {"named": named}
        return sentence[0].upper() + sentence[1:]


def move(event: "EventPage", *, to: datetime, zone: ZoneInfo | None = None) -> Moved:
    """Let ``event`` start at ``to`` and all its other times follow; in ``zone`` from now on, if given.

    Without a start it takes this one and nothing follows. Saving is the caller's, with what the event
    holds (``save`` or ``save_revision``).
    """
    start, shift = event.start, None
    if start is not None:
        shift = Shift.between(start, to, zone=event.zone, to_zone=zone)
    event.time_zone = (zone or event.zone).key
    event.start = to.astimezone(event.zone)
    if start is None or shift is None or (not shift.by and shift.zone == shift.to_zone):
        return Moved(by=timedelta(0))
    if event.end is not None:
        event.end = shift.end(event.end, of=start)
    if event.interpretation_until is not None:
        days = event.start.date() - start.astimezone(shift.zone).date()
        event.interpretation_until += days
    moved = {
        relation: sum(_move_child(child, names, shift) for child in children_of(event, relation))
        for relation, names in TIMED_CHILDREN.items()
    }
    return Moved(
        by=shift.by,
        sessions=moved["sessions"],
        closing=bool(moved["registration_settings"]),
        interpretation=event.interpretation_until is not None,
    )


def children_of(event: "EventPage", relation: str) -> list:
    """What ``event`` holds there, to be changed in memory and saved with it."""
    return getattr(event, relation).get_object_list() if hasattr(event, relation) else []


def _move_child(child: object, names: tuple[str, ...], shift: Shift) -> bool:
    """Move the times of one child; whether it had any."""
    first, *rest = names
    start: datetime | None = getattr(child, first)
    if start is None:
        return False
    setattr(child, first, shift.moment(start))
    for name in rest:
        end: datetime | None = getattr(child, name)
        setattr(child, name, None if end is None else shift.end(end, of=start))
    return True
