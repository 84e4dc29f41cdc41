"""Days of the demonstration, counted from the day it is loaded."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HOLIDAYS = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11)}  # those with a fixed date
TURN_OF_THE_YEAR = {(12, day) for day in range(24, 32)} | {(1, 1), (1, 2)}


def working_day(today: date, *, after: int) -> date:
    """The day that comes ``after`` days from ``today`` (before it when negative), or a working one near.

    What falls on a weekend or between Christmas and New Year is spread over the days that follow, not
    heaped on the first of them.
    """
    day = today + timedelta(days=after)
    while step := _steps_to_work(day):
        day += timedelta(days=step)
    return day


def _steps_to_work(day: date) -> int:
    if (day.month, day.day) in TURN_OF_THE_YEAR:
        return 12
    if day.weekday() >= 5:
        return day.weekday() - 2  # Saturday to Tuesday, Sunday to Thursday
    return 1 if (day.month, day.day) in HOLIDAYS else 0


def moment(day: date, clock: str, zone: str) -> datetime:
    """The aware moment when the clocks of ``zone`` show ``clock`` (« 08:30 ») on ``day``."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=ZoneInfo(zone))
