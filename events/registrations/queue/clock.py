"""How long an offer of a seat stands. By night its clock stands still."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from events.models import EventPage

MORNING, NIGHT = time(8), time(21)  # where the event takes place
# The time left before the event starts, at least, and how long an offer then lasts; rules.py says it.
LASTS = (
    (timedelta(days=7), timedelta(hours=24)),
    (timedelta(days=2), timedelta(hours=12)),
    (timedelta(days=1), timedelta(hours=4)),
)
AT_LEAST = timedelta(hours=2)


def offer_ends(event: EventPage, *, now: datetime) -> datetime:
    """Until when an offer made at ``now`` stands, on a full minute: as the event starts at the latest."""
    end = _later(to_the_minute(now), _length(event, now=now), zone=event.zone)
    return end if event.start is None else min(end, event.start.astimezone(UTC))


def is_too_late(event: EventPage, *, now: datetime) -> bool:
    """Whether the event starts too soon for anybody to be given the time to answer."""
    return event.start is not None and event.start - now < AT_LEAST


def _length(event: EventPage, *, now: datetime) -> timedelta:
    if event.start is None:
        return LASTS[0][1]
    left = event.start - now
    return next((lasts for from_, lasts in LASTS if left >= from_), AT_LEAST)


def _later(now: datetime, running: timedelta, *, zone: ZoneInfo) -> datetime:
    """The moment when the clock, which stands still by night, has run for so long."""
    day = now.astimezone(zone).date()
    while True:
        starts = datetime.combine(day, MORNING, tzinfo=zone).astimezone(UTC)
        stops = datetime.combine(day, NIGHT, tzinfo=zone).astimezone(UTC)
        now = max(now, starts)
        if now + running <= stops:
            return now + running
        running -= max(stops - now, timedelta(0))
        day += timedelta(days=1)


def to_the_minute(moment: datetime) -> datetime:
    """The full minute at ``moment`` or next after it, in UTC."""
    moment = moment.astimezone(UTC)
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(minutes=1)
