"""French dates and hours as people write them: « mardi 15 déc. 2026, 17h30 », « 1er janvier », « midi ».

Forms, pasted texts and imports all read with this module; it asks neither the clock nor the database
(``today`` is passed in). What it cannot read for sure it refuses with an ``Unreadable``, whose sentence
gives an example.

- A date without a year is the next such day, today included; a year of two digits is of this century.
- « minuit » is 0 h of the day named, or the midnight that ends that day where ``at_end`` is asked: an event
  that ends « le 15 à minuit » ends on the 16th at 0 h. « 24 h » always ends the day named; « 0 h » and
  « 00:00 » always begin it.
"""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ..text import NO_BREAK
from .shapes import HALVES, KEYED_HOUR, MOMENT, MONTHS, RELATIVE, WEEKDAYS, plain

YEARS = range(2000, 2101)


class Unreadable(ValueError):
    """A text that is not read; its words say why, with an example, in French."""


class NotUnderstood(Unreadable):
    """Neither a date nor an hour, or more than one."""


class NoSuchDay(Unreadable):
    """A day that no calendar has: 31/11, 29/02/2027, 12/15/2026."""


class NoSuchHour(Unreadable):
    """An hour that no clock shows: 25 h, 8 h 75."""


class YearOutOfBounds(Unreadable):
    """A year before or after those that are taken."""


class WrongWeekday(Unreadable):
    """« lundi 15 décembre 2026 », which is a Tuesday."""


class DayMissing(Unreadable):
    """An hour where a day was needed."""


class TwoMoments(Unreadable):
    """Two fields side by side that hold different days or hours."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says; never empty."""

    day: date | None
    hour: time | None


def read(text: str, *, today: date, at_end: bool = False, years: range = YEARS) -> Reading:
    """A day, an hour, or both. Raises Unreadable."""
    found = MOMENT.fullmatch(plain(text))
    if found is None:
        raise NotUnderstood(
            _("« %(text)s » n’est pas compris : écrivez par exemple « %(date)s 17 h 30 ».")
            % {"text": _short(text), "date": _example(today)}
        )
    parts = found.groupdict()
    day = _day(parts, today, years)
    hour, after_midnight = _hour(parts, at_end=at_end)
    if day and after_midnight:
        day = _within(day + timedelta(days=1), years, today)
    return Reading(day, hour)


def read_day(text: str, *, today: date, years: range = YEARS) -> date:
    """A day alone. Raises Unreadable, for an hour beside it too."""
    reading = read(text, today=today, years=years)
    if reading.day is None:
        raise DayMissing(
            _("« %(text)s » est une heure : écrivez une date, par exemple « %(date)s ».")
            % {"text": _short(text), "date": _example(today)}
        )
    if reading.hour is not None:
        raise NotUnderstood(
            _("Une date suffit ici, sans heure : écrivez par exemple « %s ».") % _numbers(reading.day)
        )
    return reading.day


def read_hour(text: str, *, today: date) -> time:
    """An hour alone, « 8 » and « 1730 » too; « minuit » and « 24 h » are 0 h.

    Raises Unreadable, for a day beside it too.
    """
    try:
        reading = read(_spelled(text), today=today)
    except NotUnderstood:
        reading = None
    if reading is None or reading.hour is None or reading.day is not None:
        raise NotUnderstood(
            _("« %s » n’est pas une heure : écrivez par exemple « 8 h 30 » ou « 17:30 ».") % _short(text)
        )
    return reading.hour


def read_moment(
    text: str, *, today: date, at_end: bool = False, years: range = YEARS
) -> tuple[date, time | None]:
    """A day, with its hour where one is written. Raises Unreadable, DayMissing for an hour alone."""
    reading = read(text, today=today, at_end=at_end, years=years)
    if reading.day is None:
        raise DayMissing(
            _("Il manque le jour : écrivez par exemple « %(date)s %(hour)s ».")
            % {"date": _example(today), "hour": hour(reading.hour) if reading.hour else ""}
        )
    return reading.day, reading.hour


def read_parts(
    day_text: str, hour_text: str, *, today: date, at_end: bool = False, years: range = YEARS
) -> tuple[date, time | None]:
    """A day, with its hour where one is written, of two fields side by side.

    Either field may hold both, as pasted. Raises Unreadable, TwoMoments where they differ.
    """
    hour_text = _spelled(hour_text)
    if not day_text.strip() or not hour_text.strip():
        return read_moment(
            hour_text if hour_text.strip() else day_text, today=today, at_end=at_end, years=years
        )
    texts = (day_text, hour_text)
    sides = [read(text, today=today, at_end=at_end, years=years) for text in texts]
    if len({side.day for side in sides} - {None}) > 1 or len({side.hour for side in sides} - {None}) > 1:
        raise TwoMoments(
            _("« %(first)s » et « %(second)s » ne disent pas le même moment : gardez l’un des deux.")
            % {"first": _short(day_text), "second": _short(hour_text)}
        )
    whole = next((side for side in sides if side.day and side.hour is not None), None)
    if whole and whole.day:
        return whole.day, whole.hour
    chosen = next((side.day for side in sides if side.day), None)
    rest = next((text for text, side in zip(texts, sides, strict=True) if side.hour is not None), "")
    # « 24 h » is read beside its day.
    together = f"{_numbers(chosen)} {rest}" if chosen else rest
    return read_moment(together, today=today, at_end=at_end, years=years)


# --- In words ----------------------------------------------------------------------------------------


def hour(moment: datetime | time) -> str:
    """« 8 h 30 » or « 16 h », in the zone that ``moment`` is in."""
    return f"{moment.hour}{NO_BREAK}h" + (f"{NO_BREAK}{moment.minute:02}" if moment.minute else "")


def day(of: date) -> str:
    """« mardi 15 décembre 2026 », « vendredi 1er janvier 2027 »."""
    number = _("1er") if of.day == 1 else str(of.day)
    return f"{date_format(of, 'l')} {number}{NO_BREAK}{date_format(of, 'F Y')}"


# --- What a text holds -------------------------------------------------------------------------------


def _day(found: dict[str, str | None], today: date, years: range) -> date | None:
    def part(*names: str) -> str:
        endings = ("", "_last")
        return next((value for name in names for end in endings if (value := found.get(name + end))), "")

    if relative := part("relative"):
        chosen = _within(today + timedelta(days=RELATIVE[relative]), years, today)
    else:
        number = part("iso_day", "number_day", "keyed_day", "spaced_day", "named_day")
        if not number:
            return None
        named = part("named_month")
        month = (
            MONTHS[named] if named else int(part("iso_month", "number_month", "keyed_month", "spaced_month"))
        )
        year = part("iso_year", "number_year", "keyed_year", "spaced_year", "named_year")
        chosen = _dated(1 if number == "premier" else int(number), month, year, today, years)
    if weekday := part("weekday"):
        _check_weekday(chosen, weekday)
    return chosen


def _dated(number: int, month: int, year: str, today: date, years: range) -> date:
    if not 1 <= month <= 12:
        raise NoSuchDay(
            _("Il n’y a pas de mois %(month)s : le jour vient d’abord, comme dans « %(date)s ».")
            % {"month": month, "date": _example(today)}
        )
    if year:
        full = int(year) + (2000 if len(year) == 2 else 0)
        if full not in years:
            raise _out_of_bounds(full, years, today)
    else:
        full = _next_year_of(number, month, today)
    longest = calendar.monthrange(full, month)[1]
    if not 1 <= number <= longest:
        last = date(full, month, longest)
        raise NoSuchDay(
            _("Il n’y a pas de %(day)s : le dernier jour du mois est le « %(last)s ».")
            % {"day": f"{number}{NO_BREAK}{date_format(last, 'F Y')}", "last": _numbers(last)}
        )
    return _within(date(full, month, number), years, today)


def _next_year_of(number: int, month: int, today: date) -> int:
    """The year of the next such day; this year for a day that no year has."""
    for year in range(today.year, min(today.year + 9, date.max.year + 1)):
        if 1 <= number <= calendar.monthrange(year, month)[1] and date(year, month, number) >= today:
            return year
    return today.year


def _check_weekday(chosen: date, weekday: str) -> None:
    right = WEEKDAYS[chosen.weekday()]
    if not right.startswith(weekday):
        wrong = next(name for name in WEEKDAYS if name.startswith(weekday))
        raise WrongWeekday(
            _("Le %(date)s est un %(right)s, pas un %(wrong)s : écrivez par exemple « %(example)s ».")
            % {"date": _numbers(chosen), "right": right, "wrong": wrong, "example": day(chosen)}
        )


def _within(chosen: date, years: range, today: date) -> date:
    if chosen.year not in years:
        raise _out_of_bounds(chosen.year, years, today)
    return chosen


def _out_of_bounds(year: int, years: range, today: date) -> YearOutOfBounds:
    return YearOutOfBounds(
        _("L’année %(year)s est hors des bornes (%(first)s à %(last)s) : écrivez par exemple « %(date)s ».")
        % {"year": year, "first": years[0], "last": years[-1], "date": _example(today)}
    )


def _hour(found: dict[str, str | None], *, at_end: bool) -> tuple[time | None, bool]:
    """The hour, and whether it is that of the next day."""

    def part(*names: str) -> str:
        endings = ("", "_first")
        return next((value for name in names for end in endings if (value := found.get(name + end))), "")

    noon = part("noon")
    hours_written = part("hours", "stuck_hours", "clock_hours")
    if not noon and not hours_written:
        return None, False
    hours = {"midi": 12, "minuit": 0}[noon] if noon else int(hours_written)
    minutes_written = part("minutes", "stuck_minutes", "clock_minutes", "noon_minutes")
    half = part("half")
    minutes, seconds = int(minutes_written or HALVES.get(half, 0)), int(part("clock_seconds") or 0)
    half_day = part("half_day")
    possible = hours <= 24 and minutes <= 59 and seconds <= 59 and not (half and minutes_written)
    if half_day:
        possible = possible and not noon and 1 <= hours <= 11
        hours += 0 if half_day == "du matin" else 12
    ends_the_day = hours == 24 or (noon == "minuit" and at_end)
    if not possible or (hours == 24 and (minutes or seconds)):
        raise NoSuchHour(
            _("Il n’y a pas de « %s » : les heures vont de 0 h à 23 h 59, par exemple « 17 h 30 ».")
            % _clock(hours, minutes)
        )
    return time(hours % 24, minutes, seconds), ends_the_day


def _spelled(hour_text: str) -> str:
    """« 1730 » and « 17.30 » as « 17h30 »; other texts as they are."""
    keyed = KEYED_HOUR.fullmatch(plain(hour_text))
    return f"{keyed[1]}h{keyed[2] or ''}" if keyed else hour_text


def _clock(hours: int, minutes: int) -> str:
    return f"{hours}{NO_BREAK}h" + (f"{NO_BREAK}{minutes:02}" if minutes else "")


def _numbers(of: date) -> str:
    return f"{of.day:02}/{of.month:02}/{of.year}"


def _example(today: date) -> str:
    return _numbers(date(today.year, 12, 15))


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(40)
