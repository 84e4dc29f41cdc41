"""The states, their groups, and who asks about them."""

import re
from pathlib import Path

import pytest
from django.utils import timezone

from events.registrations.models import Attendee
from events.registrations.states import (
    GAVE_UP_A_SEAT,
    HELD_FOR_A_TIME,
    HOLDS_A_SEAT,
    LIVE,
    NAMES_SOMEONE,
    OVER,
    TRANSITIONS,
    Status,
)

from .factories import RegistrationFactory, open_event

ROOT = Path(__file__).resolve().parents[3]
# An event, and its opening, have words of their own.
BY_HAND = rf"""[=!]=\s*["']({"|".join(Status.values)})["']"""
COMPARED = re.compile(rf"(?<!event\.status )(?<!opening\.value ){BY_HAND}")


def test_each_state_holds_a_seat_waits_or_is_over_and_stands_in_the_table() -> None:
    assert set(Status) == LIVE | OVER
    assert not LIVE & OVER
    assert {Status.WAITLISTED} == LIVE - HOLDS_A_SEAT
    assert HELD_FOR_A_TIME <= HOLDS_A_SEAT
    assert GAVE_UP_A_SEAT < OVER
    assert set(Status) - NAMES_SOMEONE == {Status.ANONYMISED}
    assert set(TRANSITIONS) == set(Status)


@pytest.mark.django_db
def test_a_row_and_the_database_say_the_same_of_each_state() -> None:
    now, event = timezone.now(), open_event(capacity=None)
    for status in Status:
        for held_until in (None, now - timezone.timedelta(hours=1), now + timezone.timedelta(hours=1)):
            RegistrationFactory(event=event, status=status, held_until=held_until)
        RegistrationFactory(event=event, status=status, queued_at=now)
    held = set(Attendee.objects.holding_a_seat(now))
    lapsed = set(Attendee.objects.lapsed(now))
    for attendee in Attendee.objects.all():
        assert attendee.holds_seat(now) is (attendee in held)
        assert (attendee.is_unconfirmed and attendee.has_lapsed(now)) is (attendee in lapsed)
    # Confirmed and to be approved whatever the hour, unconfirmed and offered in time; of those who have a
    # rank in the queue, all but the unconfirmed one.
    assert len(held) == 2 * 3 + 2 * 2 + 3


def test_no_template_or_module_compares_a_state_with_a_string() -> None:
    folders = ("events/registrations", "templates/events/registrations")
    files = [
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.*")
        if path.suffix not in {".pyc", ".ttf"}
    ]
    assert files
    assert [path.name for path in files if COMPARED.search(path.read_text())] == []
