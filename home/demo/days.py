"""Days of the demonstration, counted from the day it is loaded."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Days of the year on which nobody holds a meeting: fixed public holidays, and the turn of the year.
QUIET = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11)}
QUIET |= {(12, day) for day in range(24, 32)} | {(1, 2)}


def working_day(today: date, *, after: int) -> date:
    """The day that comes ``after`` days from ``today`` (before it when negative), or the next working one."""
    day = today + timedelta(days=after)
    while day.weekday() >= 5 or (day.month, day.day) in QUIET:
        day += timedelta(days=1)
    return day


def moment(day: date, clock: str, zone: str) -> datetime:
    """The aware moment when the clocks of ``zone`` show ``clock`` (« 08:30 ») on ``day``."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=ZoneInfo(zone))
