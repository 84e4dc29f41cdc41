"""The time zone in a calendar file tells the hours that the zone's own rules tell, for years to come."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from icalendar import Timezone

from events.feeds.time_zones import described

SINCE, UNTIL = 2025, 2036


@pytest.mark.parametrize("name", [*settings.WAGTAIL_USER_TIME_ZONES, "America/Miquelon"])
def test_a_zone_is_described_as_it_is_over_ten_years(name: str) -> None:
    """Hour by hour around each change of clock, and once a day otherwise."""
    zone = ZoneInfo(name)
    written = Timezone.from_ical(described(zone, since=SINCE).to_ical()).to_tz()
    moment, end = datetime(SINCE + 1, 1, 1, tzinfo=UTC), datetime(UNTIL, 12, 31, tzinfo=UTC)
    while moment < end:
        real = moment.astimezone(zone)
        changes = real.utcoffset() != (moment + timedelta(days=2)).astimezone(zone).utcoffset()
        local = real.replace(tzinfo=None)
        if not _is_doubtful(local, zone):
            assert written.utcoffset(local) == real.utcoffset(), local
        moment += timedelta(hours=1) if changes else timedelta(days=1)


def _is_doubtful(local: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks show ``local`` twice."""
    first, second = (local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return first != second


def test_paris_changes_at_two_and_at_three_by_rules() -> None:
    text = described(ZoneInfo("Europe/Paris"), since=2026).to_ical().decode()
    assert (
        text.replace("\r\n", "\n")
        == """\
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:20260329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20261025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
    )


def test_a_zone_without_changes_has_one_part_without_a_rule() -> None:
    (part,) = described(ZoneInfo("Indian/Reunion"), since=2026).subcomponents
    assert (part.name, part["TZOFFSETTO"].td, "RRULE" in part) == ("STANDARD", timedelta(hours=4), False)
