"""Telling those who hold a seat what became of their event: a change, a cancellation. Once each."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from events.models import EventPage, EventStatus
from events.wording import when, where

from .availability import is_over
from .models import Registration, RegistrationGate, RegistrationMail
from .outbox import write_to
from .seats import lock_seats


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """What registrants are told of an event: its date, place and joining link."""

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

    @classmethod
    def of(cls, event: EventPage) -> "Announcement":
        return cls(**{field.name: getattr(event, field.name) for field in fields(cls)})

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Announcement":
        moments = {name: parse_datetime(stored[name] or "") for name in ("start", "end")}
        return cls(**stored | moments)

    def to_json(self) -> dict[str, Any]:
        return {
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


@transaction.atomic
def announce(event: EventPage, *, now: datetime) -> int:
    """After a publication: mail everyone who holds a seat what changed; returns how many are told.

    What was last announced stands on the event's gate, so that a publication cut short is made up for
    by the next, and publishing twice tells once.
    """
    event, gate = lock_seats(event.pk)
    told, current = gate.announced, Announcement.of(event)
    remember(event, gate)
    coming = event.status != EventStatus.CANCELLED and not is_over(event, now=now)
    if not told or not coming:
        return 0
    news = list(changes(Announcement.from_json(told), current))
    return _tell(event, RegistrationMail.Kind.CHANGED, facts={"changes": news}, now=now) if news else 0


def remember(event: EventPage, gate: RegistrationGate) -> None:
    """Note on the gate what registrants now know of the event; the caller holds the lock."""
    current = Announcement.of(event).to_json()
    if gate.announced != current:
        gate.announced = current
        gate.save(update_fields=["announced"])


@transaction.atomic
def tell_of_cancellation(event: EventPage, *, now: datetime) -> int:
    """Mail everyone who holds a seat that the event will not take place, and why; returns how many."""
    event, _gate = lock_seats(event.pk)
    facts = {"reason": event.status_reason}
    return _tell(event, RegistrationMail.Kind.EVENT_CANCELLED, facts=facts, now=now)


def _tell(event: EventPage, kind: RegistrationMail.Kind, *, facts: dict[str, Any], now: datetime) -> int:
    holders = Registration.objects.filter(event=event).holding_a_seat(now).order_by("pk")
    for registration in holders:
        write_to(registration, kind, facts=facts, now=now)
    return len(holders)
