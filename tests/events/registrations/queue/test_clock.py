"""How long an offer stands: by day, where the event takes place."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.models import EventPage
from events.registrations.queue.clock import AT_LEAST, MORNING, NIGHT, is_too_late, offer_ends
from tests.events.factories import at

ZONES = ("Europe/Paris", "America/Martinique", "Indian/Reunion", "America/Miquelon", "Pacific/Tahiti")


def event_at(start: datetime | None, zone: str = "Europe/Paris") -> EventPage:
    return cast("EventPage", SimpleNamespace(start=start, zone=ZoneInfo(zone)))


@pytest.mark.parametrize(
    ("offered", "start", "ends"),
    [
        # More than a week before: a day, the nights left out.
        (at("2026-12-01", "10:00"), at("2026-12-15", "09:00"), at("2026-12-02", "21:00")),
        (at("2026-12-01", "20:00"), at("2026-12-15", "09:00"), at("2026-12-03", "18:00")),
        (at("2026-12-01", "23:30"), at("2026-12-15", "09:00"), at("2026-12-03", "19:00")),
        # Within the week, two days before, the day before.
        (at("2026-12-10", "10:00"), at("2026-12-15", "09:00"), at("2026-12-11", "09:00")),
        (at("2026-12-13", "10:00"), at("2026-12-15", "09:00"), at("2026-12-13", "14:00")),
        (at("2026-12-14", "10:00"), at("2026-12-15", "09:00"), at("2026-12-14", "12:00")),
        (at("2026-12-14", "20:00"), at("2026-12-15", "14:00"), at("2026-12-15", "09:00")),
        # Never beyond the start.
        (at("2026-12-14", "22:00"), at("2026-12-15", "09:00"), at("2026-12-15", "09:00")),
        # On a full minute.
        (
            at("2026-12-14", "10:00") + timedelta(seconds=1),
            at("2026-12-15", "09:00"),
            at("2026-12-14", "12:01"),
        ),
    ],
)
def test_an_offer_stands_until(offered: datetime, start: datetime, ends: datetime) -> None:
    assert offer_ends(event_at(start), now=offered) == ends


def test_the_night_is_that_of_the_place() -> None:
    start = at("2026-12-15", "09:00", "Indian/Reunion")
    offered = at("2026-12-14", "18:00", "Europe/Paris")  # 21 h there
    assert offer_ends(event_at(start, "Indian/Reunion"), now=offered) == start


def test_an_event_without_a_date_gives_a_whole_day() -> None:
    assert offer_ends(event_at(None), now=at("2026-12-01", "08:00")) == at("2026-12-02", "19:00")


def test_it_is_too_late_two_hours_before_the_start() -> None:
    event = event_at(at("2026-12-15", "09:00"))
    assert not is_too_late(event, now=at("2026-12-15", "07:00"))
    assert is_too_late(event, now=at("2026-12-15", "07:01"))
    assert not is_too_late(event_at(None), now=at("2026-12-15", "07:01"))


LATER = st.integers(0, 2 * 365 * 24 * 60 * 60).map(lambda seconds: timedelta(seconds=seconds))
MOMENTS = LATER.map(lambda later: at("2026-01-01") + later)


@given(MOMENTS, st.timedeltas(AT_LEAST, timedelta(days=40)), st.sampled_from(ZONES))
def test_nobody_has_less_than_two_hours_nor_must_answer_by_night(
    now: datetime, left: timedelta, zone: str
) -> None:
    event = event_at(now + left, zone)
    ends = offer_ends(event, now=now)
    assert ends - now >= AT_LEAST
    assert ends <= event.start
    if ends < event.start:
        assert MORNING < ends.astimezone(ZoneInfo(zone)).time() <= NIGHT
        assert (ends.second, ends.microsecond) == (0, 0)
