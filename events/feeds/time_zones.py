"""The description of a time zone in a calendar file: VTIMEZONE (RFC 5545, 3.6.5).

Its changes of clock are told by rules (RRULE): Outlook ignores lists of dates, which icalendar writes.
"""

import calendar
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

HOUR = timedelta(hours=1)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def described(zone: ZoneInfo, *, since: int) -> Timezone:
    """``zone`` from the beginning of the year ``since`` on, by the rules of that year."""
    component = Timezone()
    component.add("tzid", zone.key)
    changes = _changes(zone, year=since)
    for moment in changes or [datetime(since, 1, 1, tzinfo=UTC)]:
        component.add_component(_observance(zone, moment, yearly=bool(changes)))
    return component


@lru_cache(maxsize=64)  # two thirds of the time that a calendar file takes
def _changes(zone: ZoneInfo, *, year: int) -> list[datetime]:
    """The moments (UTC) of ``year`` at which the clocks of ``zone`` change, always on a full hour."""
    start = datetime(year, 1, 1, tzinfo=UTC)
    hours = (start + HOUR * count for count in range(366 * 24))
    return [
        hour
        for hour in hours
        if hour.year == year
        and hour.astimezone(zone).utcoffset() != (hour - HOUR).astimezone(zone).utcoffset()
    ]


def _observance(zone: ZoneInfo, moment: datetime, *, yearly: bool) -> TimezoneStandard | TimezoneDaylight:
    """What the clocks of ``zone`` show from ``moment`` on; ``yearly`` when they do so again each year."""
    after = moment.astimezone(zone)
    before = (moment - HOUR).astimezone(zone).utcoffset() if yearly else after.utcoffset()
    part = TimezoneDaylight() if after.dst() else TimezoneStandard()
    # The onset is what the clocks showed until then: 02:00 in spring, 03:00 in autumn in Paris.
    onset = (moment + before).replace(tzinfo=None) if before is not None else after.replace(tzinfo=None)
    part.add("dtstart", onset)
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after.utcoffset())
    part.add("tzname", after.tzname())
    if yearly:
        part.add("rrule", vRecur(freq="YEARLY", bymonth=onset.month, byday=_day_of_the_month(onset)))
    return part


def _day_of_the_month(day: datetime) -> str:
    """« -1SU » for the last Sunday of a month, « 2SU » for the second."""
    last = day.day + 7 > calendar.monthrange(day.year, day.month)[1]
    place = -1 if last else (day.day - 1) // 7 + 1
    return f"{place}{DAYS[day.weekday()]}"
