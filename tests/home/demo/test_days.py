"""Days of the demonstration, whatever the day of loading."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from events.models import EventPage
from home.demo.days import moment, working_day
from home.demo.load import load_demo


def test_a_working_day_stays():
    assert working_day(date(2026, 11, 24), after=3) == date(2026, 11, 27)


def test_a_weekend_is_spread_over_the_week_that_follows():
    assert working_day(date(2026, 11, 24), after=4) == date(2026, 12, 1)
    assert working_day(date(2026, 11, 24), after=5) == date(2026, 12, 3)


def test_nobody_meets_at_the_turn_of_the_year_or_on_a_holiday():
    first = date(2026, 1, 1)
    for offset in range(730):
        day = working_day(first, after=offset)
        assert day.weekday() < 5
        assert (day.month, day.day) not in {(1, 1), (5, 1), (7, 14), (12, 25), (12, 31), (11, 11)}
        assert timedelta(0) <= day - (first + timedelta(days=offset)) <= timedelta(days=16)


def test_clocks_are_those_of_the_place():
    start = moment(date(2026, 12, 15), "08:30", "Indian/Reunion")
    assert start.astimezone(UTC) == datetime(2026, 12, 15, 4, 30, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.reference
@pytest.mark.parametrize(
    "day", [datetime(2026, 12, 20, 23, 30, tzinfo=UTC), datetime(2028, 2, 29, 6, 0, tzinfo=UTC)]
)
def test_sessions_come_in_the_months_after_the_day_of_loading(day: datetime):
    load_demo(now=day)
    sessions = EventPage.objects.live().filter(fictional=True, edition__slug="deuxieme-edition")
    assert sessions.count() > 20
    heaped = Counter()
    for event in sessions:
        start, end = event.start.astimezone(event.zone), event.end.astimezone(event.zone)
        assert timedelta(0) < event.start - day < timedelta(days=130)
        assert start.date() == end.date()
        assert start.weekday() < 5
        assert start.hour >= 8
        assert end.hour <= 22
        heaped[start.date()] += 1
    assert max(heaped.values()) <= 3
    past = EventPage.objects.filter(fictional=True, edition__slug="premiere-edition")
    assert all(event.end < day for event in past)
