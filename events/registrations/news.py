"""What registrants know of an event, which stands on its gate (``announced``), and what is news to them."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from events.models import EventPage, EventStatus
from events.wording import when, where

from .models import MailKind, RegistrationGate

VERSION = 1  # of the stored announcement; raise it when a field changes its meaning, not when one is added


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """What registrants are told of an event: whether it takes place, its date, place and joining link."""

    start: datetime | None
    end: datetime | None
    times_known: bool
    date_uncertain: bool
    time_zone: str
    format: str
    venue_name: str
    address: str
    postcode: str
    town: str
    online_url: str
    status: str
    status_reason: str

    @classmethod
    def of(cls, event: EventPage) -> "Announcement":
        return cls(**{field.name: getattr(event, field.name) for field in fields(cls)})

    @classmethod
    def from_json(cls, stored: Mapping[str, Any], *, current: "Announcement") -> "Announcement":
        """What ``to_json`` of this version wrote, or of another.

        Unknown fields are ignored. A missing one, of which people were told nothing, counts as unchanged:
        it is taken from ``current``.
        """
        values = vars(current) | {name: stored[name] for name in vars(current) if name in stored}
        for name in ("start", "end"):
            if isinstance(values[name], str):
                values[name] = parse_datetime(values[name])
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        return {"version": VERSION} | {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in asdict(self).items()
        }


def changes(before: Announcement, after: Announcement) -> Iterator[dict[str, str]]:
    """What differs, in words: ``what``, ``old`` and ``new``.

    The joining link itself is not among them: it stands on the confirmed ticket only.
    """
    if when(before) != when(after):
        yield {"what": _("Date et heure"), "old": when(before), "new": when(after)}
    if where(before) != where(after):
        yield {"what": _("Lieu"), "old": where(before), "new": where(after)}
    if before.online_url != after.online_url:
        new = _("le nouveau lien est sur votre billet") if after.online_url else _("il n’y en a plus")
        yield {"what": _("Lien de connexion"), "old": "", "new": new}


@dataclass(frozen=True, kw_only=True)
class News:
    """What is told in one mail: its kind, and what is kept of it on the Notice."""

    kind: MailKind
    facts: dict[str, Any]

    @classmethod
    def between(cls, known: Announcement, current: Announcement) -> "News | None":
        """What those who know ``known`` are to be told; None when there is nothing new for them."""
        became = _became(known, current)
        if became == EventStatus.CANCELLED:
            return cls(kind=MailKind.EVENT_CANCELLED, facts={"reason": current.status_reason})
        news = list(changes(known, current))
        if current.status == EventStatus.CANCELLED or not (news or became):
            return None
        facts = {"changes": news, "became": became, "was": known.status if became else ""}
        reason = current.status_reason if became and became != EventStatus.SCHEDULED else ""
        return cls(kind=MailKind.CHANGED, facts=facts | {"reason": reason})


def _became(known: Announcement, current: Announcement) -> str:
    """The state that is news; SCHEDULED where an operation was undone, whatever was told before it."""
    if current.status == known.status:
        return ""
    moved = (known.start, known.date_uncertain) != (current.start, current.date_uncertain)
    if current.status == EventStatus.POSTPONED and not moved:
        return EventStatus.SCHEDULED
    if current.status == EventStatus.MOVED_ONLINE and known.format == current.format:
        return EventStatus.SCHEDULED
    return current.status


def store_announcement(event: EventPage, gate: RegistrationGate) -> None:
    """Store on the gate what registrants now know of the event; the caller holds the lock."""
    current = Announcement.of(event).to_json()
    if gate.announced != current:
        gate.announced = current
        gate.save(update_fields=["announced"])
