"""The days on which a session is repeated: « chaque mois, le 2e mardi », or days chosen one by one.

Pure: neither the clock nor the database is asked.
"""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core.times.french import Unreadable, read_day

LONGEST = 24  # pages made at once, in one transaction
WEEK = timedelta(days=7)


class Rhythm(TextChoices):
    """How a session comes back, counted from its day."""

    WEEKLY = "weekly", gettext_lazy("chaque semaine")
    FORTNIGHTLY = "fortnightly", gettext_lazy("toutes les deux semaines")
    MONTHLY_BY_WEEKDAY = "monthly-weekday", gettext_lazy("chaque mois, le même jour de la semaine")
    MONTHLY_BY_LAST = "monthly-last", gettext_lazy("chaque mois, le dernier jour de cette semaine")
    MONTHLY_BY_DATE = "monthly-date", gettext_lazy("chaque mois, à la même date")
    CHOSEN = "chosen", gettext_lazy("des jours que je choisis")


def rhythms_from(first: date) -> list[tuple[str, str]]:
    """The rhythms that ``first`` allows, in words: « chaque mois, le 2e mardi », « le dernier lundi »…"""
    offered = [Rhythm.WEEKLY, Rhythm.FORTNIGHTLY]
    if _rank(first) < 5:
        offered.append(Rhythm.MONTHLY_BY_WEEKDAY)
    if _is_last(first):
        offered.append(Rhythm.MONTHLY_BY_LAST)
    return [(rhythm.value, in_words(rhythm, first)) for rhythm in (*offered, Rhythm.MONTHLY_BY_DATE)]


def in_words(rhythm: Rhythm, first: date) -> str:
    """The rhythm of a session of that day; "" where its days were chosen."""
    weekday = date_format(first, "l")
    ordinal = _("1er") if first.day == 1 else str(first.day)
    rank = _("1er") if _rank(first) == 1 else _("%(rank)se") % {"rank": _rank(first)}
    words = {
        Rhythm.WEEKLY: _("chaque semaine, le %(weekday)s"),
        Rhythm.FORTNIGHTLY: _("toutes les deux semaines, le %(weekday)s"),
        Rhythm.MONTHLY_BY_WEEKDAY: _("chaque mois, le %(rank)s %(weekday)s"),
        Rhythm.MONTHLY_BY_LAST: _("chaque mois, le dernier %(weekday)s"),
        Rhythm.MONTHLY_BY_DATE: _("chaque mois, le %(ordinal)s"),
        Rhythm.CHOSEN: "",
    }[rhythm]
    return words % {"weekday": weekday, "rank": rank, "ordinal": ordinal}


def days_after(first: date, rhythm: Rhythm, *, count: int) -> list[date]:
    """The next ``count`` days after ``first``; a month that has no such day is left out."""
    return list(islice(_following(first, rhythm), min(count, LONGEST)))


def read_days(text: str, *, today: date) -> list[date]:
    """Days typed one by one, on lines or between commas or semicolons, in order and once each.

    Raises Unreadable for one that is not understood, or for more than LONGEST.
    """
    written = [part.strip() for line in text.splitlines() for part in line.replace(",", ";").split(";")]
    days = sorted({read_day(part, today=today) for part in written if part})
    if len(days) > LONGEST:
        raise Unreadable(_("%(count)s jours au plus à la fois.") % {"count": LONGEST})
    return days


def _following(first: date, rhythm: Rhythm) -> Iterator[date]:
    if rhythm in (Rhythm.WEEKLY, Rhythm.FORTNIGHTLY):
        step = WEEK if rhythm == Rhythm.WEEKLY else 2 * WEEK
        day = first
        while True:
            day += step
            yield day
    year, month = first.year, first.month
    while rhythm != Rhythm.CHOSEN:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if same := _in_month(first, rhythm, year, month):
            yield same


def _in_month(first: date, rhythm: Rhythm, year: int, month: int) -> date | None:
    length = calendar.monthrange(year, month)[1]
    if rhythm == Rhythm.MONTHLY_BY_DATE:
        return date(year, month, first.day) if first.day <= length else None
    same = [each for each in range(1, length + 1) if date(year, month, each).weekday() == first.weekday()]
    place = -1 if rhythm == Rhythm.MONTHLY_BY_LAST else _rank(first) - 1
    return date(year, month, same[place])


def _rank(day: date) -> int:
    """2 for the second Tuesday of its month."""
    return (day.day - 1) // 7 + 1


def _is_last(day: date) -> bool:
    """Whether it is the last of its weekday in its month."""
    return (day + WEEK).month != day.month
