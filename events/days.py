"""The days of an event, in its own zone."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from .choices import EventStatus

if TYPE_CHECKING:
    from .models import EventPage

# How long an event postponed without a new date stays among the coming ones, after its first date.
WAITS_FOR_A_DATE = timedelta(days=92)


def limits(event: "EventPage") -> tuple[datetime, datetime]:
    """Start and end of ``event`` in its own zone. Raises ValueError for a draft without a date."""
    if event.start is None:
        raise ValueError(f"{event} has no date yet")
    return event.start.astimezone(event.zone), (event.end or event.start).astimezone(event.zone)


def first_day(event: "EventPage") -> date:
    """The day on which ``event`` begins, where it takes place."""
    return limits(event)[0].date()


def days_before(event: "EventPage", *, days: int, at: time) -> datetime:
    """``at`` that hour, so many ``days`` before the first day, where the event takes place."""
    return datetime.combine(first_day(event) - timedelta(days=days), at, tzinfo=event.zone)


def last_day(event: "EventPage") -> date:
    """The day on which ``event`` ends, where it takes place. Midnight belongs to the evening before."""
    start, end = limits(event)
    if end > start and end.time() == time(0):
        end -= timedelta(minutes=1)
    return end.date()


def over_at(event: "EventPage") -> datetime | None:
    """When ``event`` is over: at its end; where the hours are not known, at the end of its last day.

    One postponed to a day still to be said waits for it, WAITS_FOR_A_DATE at most. None for a draft
    without a date.
    """
    if event.start is None:
        return None
    if event.status == EventStatus.POSTPONED and event.date_uncertain:
        return (event.end or event.start) + WAITS_FOR_A_DATE
    if event.times_known and event.end is not None:
        return event.end
    last = last_day(event)
    if last == date.max:  # 31/12/9999, typed before the forms refused it: no day follows
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(last + timedelta(days=1), time(0), tzinfo=event.zone)
