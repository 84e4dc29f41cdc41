"""What leaves by itself around an event: reminders a week and a day before, thanks the day after.

Each is a Notice, so that its mails are written and sent in batches, once, whoever is killed meanwhile.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from events.days import first_day, last_day
from events.models import EventPage, EventStatus

from ..models import MailKind, Notice, RegistrationSettings
from ..notices import write_notice
from ..seats import lock_seats

FROM_HOUR = time(9)  # where the event takes place


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """``days`` before the first day, or, below zero, after the last one; ``setting`` allows it."""

    kind: MailKind
    days: int
    setting: str

    def day_of(self, event: EventPage) -> date:
        """The day on which it leaves."""
        day = first_day(event) if self.days > 0 else last_day(event)
        return day - timedelta(days=self.days)


REMINDERS = (
    Reminder(kind=MailKind.REMINDER, days=7, setting="reminds_a_week_before"),
    Reminder(kind=MailKind.REMINDER, days=1, setting="reminds_the_day_before"),
    Reminder(kind=MailKind.THANKS, days=-1, setting="thanks_the_day_after"),
)


def remind(*, now: datetime) -> int:
    """Write what is due today, each reminder once for each day of an event; returns to how many people."""
    told = 0
    for reminder in REMINDERS:
        due = [event for event in _events(reminder, now=now) if _is_due(event, reminder, now=now)]
        written = Notice.objects.filter(event__in=due, kind=reminder.kind).values_list("event", "facts")
        known = {(pk, facts.get("days"), facts.get("day")) for pk, facts in written}
        for event in due:
            if (event.pk, reminder.days, first_day(event).isoformat()) not in known:
                told += _write(event, reminder, now=now)
    return told


def _events(reminder: Reminder, *, now: datetime) -> Iterator[EventPage]:
    """Those that may be concerned, whatever their zone."""
    wanted = RegistrationSettings.objects.filter(
        event=OuterRef("pk"), enabled=True, **{reminder.setting: True}
    )
    rows = EventPage.objects.shown().filter(
        Exists(wanted), organised_by_others=False, date_uncertain=False, start__isnull=False
    )
    rows = rows.exclude(status=EventStatus.CANCELLED)
    if reminder.days > 0:
        rows = rows.filter(start__gt=now, start__lt=now + timedelta(days=reminder.days + 2))
    else:
        rows = rows.filter(over_at__lt=now, over_at__gt=now - timedelta(days=3))
    yield from rows.with_team()


def _is_due(event: EventPage, reminder: Reminder, *, now: datetime) -> bool:
    """Whether it is the day, after FROM_HOUR, where the event takes place."""
    here = now.astimezone(event.zone)
    return here.date() == reminder.day_of(event) and here.time() >= FROM_HOUR


@transaction.atomic
def _write(event: EventPage, reminder: Reminder, *, now: datetime) -> int:
    """Under the event's lock: of two workers at once, one alone writes it."""
    lock_seats(event.pk)
    facts = {"days": reminder.days, "day": first_day(event).isoformat()}
    if any(notice.facts == facts for notice in Notice.objects.filter(event=event, kind=reminder.kind)):
        return 0
    return write_notice(Notice(event=event, kind=reminder.kind, facts=facts, leaves_at=now), now=now)
