"""Telling those who hold a seat what became of their event: a change, a cancellation. Once each.

The editor's request writes one Notice and queues one task, however many people there are. The worker
then writes the mails in batches; a batch is sent over one connection (conference.platform.mails).
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django_tasks import task

from conference.platform.mails import MAIL_QUEUE, PRIORITY, queue_mails
from events.models import EventPage, EventStatus
from events.wording import when, where

from .availability import is_over
from .models import Attendee, MailKind, Notice, Registration, RegistrationGate, RegistrationMail
from .seats import lock_seats

BATCH = 200  # mails
VERSION = 1  # of the stored announcement; raise it when a field changes its meaning, not when one is added


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


@transaction.atomic
def announce_changes(event: EventPage, *, now: datetime) -> int:
    """After a publication: tell everyone who holds a seat what changed; returns how many people.

    What was last announced stands on the event's gate, so that a publication cut short is made up for
    by the next, and publishing twice tells once.
    """
    event, gate = lock_seats(event.pk)
    announced, current = gate.announced, Announcement.of(event)
    store_announcement(event, gate)
    coming = event.status != EventStatus.CANCELLED and not is_over(event, now=now)
    if not announced or not coming:
        return 0
    news = list(changes(Announcement.from_json(announced, current=current), current))
    return _notify(event, MailKind.CHANGED, facts={"changes": news}, now=now) if news else 0


def store_announcement(event: EventPage, gate: RegistrationGate) -> None:
    """Store on the gate what registrants now know of the event; the caller holds the lock."""
    current = Announcement.of(event).to_json()
    if gate.announced != current:
        gate.announced = current
        gate.save(update_fields=["announced"])


@transaction.atomic
def announce_cancellation(event: EventPage, *, now: datetime) -> int:
    """Tell everyone who holds a seat that the event will not take place, and why; returns how many people."""
    event, _gate = lock_seats(event.pk)
    return _notify(event, MailKind.EVENT_CANCELLED, facts={"reason": event.status_reason}, now=now)


def _notify(event: EventPage, kind: MailKind, *, facts: dict[str, Any], now: datetime) -> int:
    holders = Attendee.objects.filter(event=event).holding_a_seat(now)
    recipients = sorted(set(holders.values_list("registration", flat=True)))
    if recipients:
        notice = Notice.objects.create(
            event=event, kind=kind, facts=facts, recipients=recipients, created_at=now
        )
        write_notice_mails.enqueue(notice.pk)
    return len(recipients)


@task(queue_name=MAIL_QUEUE, priority=PRIORITY)
def write_notice_mails(pk: int) -> None:
    """Write the mails of one notice, each batch in its transaction.

    Run again after its worker was killed, it writes those that are missing.
    """
    notice = Notice.objects.filter(pk=pk).first()
    if notice is None:  # deleted with its event
        return
    for first in range(0, len(notice.recipients), BATCH):
        _write_batch(notice, notice.recipients[first : first + BATCH], now=timezone.now())


@transaction.atomic
def _write_batch(notice: Notice, recipients: list[int], *, now: datetime) -> None:
    lock_seats(notice.event_id)  # whoever is being erased at this moment is either gone already, or waits
    missing = Registration.objects.filter(pk__in=recipients).exclude(mails__notice=notice)
    mails = [
        RegistrationMail(
            registration=registration,
            event_id=registration.event_id,
            kind=notice.kind,
            to=registration.email,
            notice=notice,
        )
        for registration in missing.exclude(email="").order_by("pk")
    ]
    queue_mails(mails, now=now)
