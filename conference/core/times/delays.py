"""Delays as people count them: working days, months."""

import calendar
from datetime import date, datetime, timedelta

from dateutil.easter import easter
from django.utils import timezone

_FIXED_HOLIDAYS = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}  # month, day
_AFTER_EASTER = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday: days after Easter


def is_working_day(day: date) -> bool:
    """Whether offices in France are open: neither a week-end nor a public holiday."""
    holidays = {easter(day.year) + timedelta(days=days) for days in _AFTER_EASTER}
    return day.weekday() < 5 and (day.month, day.day) not in _FIXED_HOLIDAYS and day not in holidays


def after_working_days(moment: datetime, days: int) -> datetime:
    """The same hour, so many working days later, in the site's zone."""
    moment = timezone.localtime(moment)
    while days > 0:
        moment += timedelta(days=1)
        days -= is_working_day(moment.date())
    return moment


def months_before(moment: datetime, months: int) -> datetime:
    """The same day so many months before; the month's last day when it has none (31 August, 28 February)."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
