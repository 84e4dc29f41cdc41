"""What is read of a French date or hour, and what is refused. Today is Sunday 29 November 2026."""

from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conference.core.times import french
from conference.core.times.french import (
    DayMissing,
    NoSuchDay,
    NoSuchHour,
    NotUnderstood,
    Reading,
    TwoMoments,
    read,
    read_day,
    read_hour,
    read_moment,
    read_parts,
)
from events import wording

from .spellings import DAY, DAYS, HOURS, MOMENTS, REFUSED, TODAY


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_is_read(text, day):
    assert read(text, today=TODAY) == Reading(day, None)
    assert read_day(text, today=TODAY) == day


@pytest.mark.parametrize(("text", "hour"), HOURS)
def test_an_hour_is_read(text, hour):
    assert read(text, today=TODAY) == Reading(None, hour)
    assert read_hour(text, today=TODAY) == hour


@pytest.mark.parametrize(("text", "hour"), MOMENTS)
def test_a_day_and_an_hour_are_read_together(text, hour):
    assert read_moment(text, today=TODAY) == (DAY, hour)


@pytest.mark.parametrize(("text", "error"), REFUSED)
def test_what_is_not_sure_is_refused_with_an_example(text, error):
    with pytest.raises(error) as refusal:
        read(text, today=TODAY)
    assert type(refusal.value) is error
    words = str(refusal.value)
    assert words.count("«") == words.count("»") >= 1


def test_a_refusal_says_what_is_wrong():
    def words(text):
        with pytest.raises(french.Unreadable) as refusal:
            read(text, today=TODAY)
        return str(refusal.value).replace("\N{NO-BREAK SPACE}", " ")

    assert words("31/02/2027") == (
        "Il n’y a pas de 31 février 2027 : le dernier jour du mois est le « 28/02/2027 »."
    )
    assert words("lundi 15 décembre 2026") == (
        "Le 15/12/2026 est un mardi, pas un lundi : écrivez par exemple « mardi 15 décembre 2026 »."
    )
    assert words("31/12/9999") == (
        "L’année 9999 est hors des bornes (2000 à 2100) : écrivez par exemple « 15/12/2026 »."
    )


def test_a_day_or_an_hour_that_is_not_asked_for_is_refused():
    with pytest.raises(NotUnderstood, match="sans heure"):
        read_day("15/12/2026 8h30", today=TODAY)
    with pytest.raises(DayMissing):
        read_day("8h30", today=TODAY)
    with pytest.raises(NotUnderstood):
        read_hour("15/12/2026", today=TODAY)
    with pytest.raises(DayMissing, match="Il manque le jour"):
        read_moment("8h30", today=TODAY)


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("15/12/2026 minuit", (DAY, time(0)), (date(2026, 12, 16), time(0))),
        ("15/12/2026 24h", (date(2026, 12, 16), time(0)), (date(2026, 12, 16), time(0))),
        ("31 décembre 2026 à 24:00", (date(2027, 1, 1), time(0)), (date(2027, 1, 1), time(0))),
        ("15/12/2026 0 h", (DAY, time(0)), (DAY, time(0))),
        ("15/12/2026 00:00", (DAY, time(0)), (DAY, time(0))),
        ("15/12/2026 midi", (DAY, time(12)), (DAY, time(12))),
    ],
)
def test_midnight_ends_the_day_where_an_end_is_asked(text, begins, ends):
    assert read_moment(text, today=TODAY) == begins
    assert read_moment(text, today=TODAY, at_end=True) == ends


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        ("15/12/2026", "17:30", (DAY, time(17, 30))),
        ("15/12/2026", "17h30", (DAY, time(17, 30))),
        ("15/12/2026", "1730", (DAY, time(17, 30))),
        ("15/12/2026", "830", (DAY, time(8, 30))),
        ("15/12/2026", "8", (DAY, time(8))),
        ("15/12/2026", "minuit", (DAY, time(0))),
        ("15/12/2026", "24 h", (date(2026, 12, 16), time(0))),
        ("15/12/2026", "", (DAY, None)),
        ("mardi 15 décembre", "", (DAY, None)),
        ("15/12/2026 8h30", "", (DAY, time(8, 30))),
        ("15/12/2026 8h30", "08:30", (DAY, time(8, 30))),
        ("", "15/12/2026 8h30", (DAY, time(8, 30))),
        ("15/12/2026", "le 15 décembre 2026 à 8h30", (DAY, time(8, 30))),
        ("8h30", "15/12/2026", (DAY, time(8, 30))),
        ("15/12/2026 à 24h", "", (date(2026, 12, 16), time(0))),
    ],
)
def test_two_fields_make_one_moment(day, hour, expected):
    assert read_parts(day, hour, today=TODAY) == expected


@pytest.mark.parametrize(
    ("day", "hour", "error"),
    [
        ("", "", NotUnderstood),
        ("", "17h30", DayMissing),
        ("17h30", "17h30", DayMissing),
        ("15/12/2026 8h30", "17:30", TwoMoments),
        ("15/12/2026", "16/12/2026 8h30", TwoMoments),
        ("31/02/2027", "17:30", NoSuchDay),
        ("15/12/2026", "173", NoSuchHour),
        ("15/12/2026", "bientôt", NotUnderstood),
    ],
)
def test_two_fields_that_make_none_are_refused(day, hour, error):
    with pytest.raises(error):
        read_parts(day, hour, today=TODAY)


def test_an_hour_alone_may_be_keyed():
    assert read_hour("1730", today=TODAY) == time(17, 30)
    assert read_hour("8", today=TODAY) == time(8)
    assert read_hour("8.30", today=TODAY) == time(8, 30)
    assert read_parts("15-12-2026", "17.30", today=TODAY) == (date(2026, 12, 15), time(17, 30))


def test_other_years_are_taken_where_history_is_told():
    assert read_day("14/06/1992", today=TODAY, years=range(1900, 2101)) == date(1992, 6, 14)


PIECES = st.sampled_from(
    [
        *"0123456789 /-.:,h'’«»T",
        *("15", "12", "2026", "décembre", "mar.", "lundi", "le", "à", "midi", "minuit", "er", "demain"),
        *("24", "et demie", "du soir", "\N{NO-BREAK SPACE}", "99999", "²", "٣", "\0"),
    ]
)


@given(st.text(max_size=100) | st.lists(PIECES, max_size=14).map("".join), st.booleans())
@example("31/12/2100 à minuit", True)
@example("", False)
def test_any_text_is_read_or_refused(text, at_end):
    for reader in (read, read_moment):
        with suppress(french.Unreadable):
            reader(text, today=TODAY, at_end=at_end)
    with suppress(french.Unreadable):
        read_hour(text, today=TODAY)


@given(*[st.lists(PIECES, max_size=8).map("".join)] * 2, st.booleans())
def test_any_two_texts_are_read_or_refused(day, hour, at_end):
    with suppress(french.Unreadable):
        read_parts(day, hour, today=TODAY, at_end=at_end)


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.integers(0, 24 * 60 - 1))
def test_what_the_site_writes_is_read_back(day, minutes):
    hour = time(*divmod(minutes, 60))
    assert read_day(wording.day(day), today=TODAY) == day
    assert read_hour(wording.hour(hour), today=TODAY) == hour
    assert read_moment(f"{wording.day(day)} à {wording.hour(hour)}", today=TODAY) == (day, hour)
    assert read_day(f"{day.day} {wording.month(day)} {day.year}", today=TODAY) == day


@given(st.dates(date(2000, 1, 1), date(2092, 1, 1)), st.dates(date(2000, 1, 1), date(2000, 12, 31)))
def test_a_day_without_a_year_is_the_next_one(today, day):
    found = read_day(f"{day.day}/{day.month}", today=today)
    assert (found.day, found.month) == (day.day, day.month)
    assert today <= found <= today + timedelta(days=366 * 8)
