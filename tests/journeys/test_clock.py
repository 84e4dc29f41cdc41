"""A page that changes by the clock says so beforehand: what is in memory never outlives its truth."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from conference.platform.caching.memory import Making, making
from events.models import EventPage
from events.registrations.models import Attendee
from tests.conference.factories import NationalConferencePageFactory, make_site_tree
from tests.events.registrations.factories import RegistrationFactory, open_event

pytestmark = [pytest.mark.django_db]

NOW = datetime(2026, 12, 30, 9, 0, tzinfo=UTC)
JUST = timedelta(seconds=1)


def at(instant: datetime, path: str) -> tuple[str, Making]:
    with time_machine.travel(instant, tick=False), making() as told:
        answer = Client().get(path)
        assert answer.status_code == 200, path
        return answer.content.decode(), told


def test_every_change_by_the_clock_is_announced() -> None:
    tree = make_site_tree()
    edition = NationalConferencePageFactory(
        parent=tree.editions, slug="edition", start_date=NOW.date(), end_date=NOW.date()
    )
    times: dict[str, Any] = {"start": NOW + timedelta(hours=5), "end": NOW + timedelta(hours=7)}
    parent = tree.regions["bretagne"].agenda
    event = open_event(
        parent=parent,
        slug="rencontre",
        capacity=3,
        closes_at=NOW + timedelta(hours=1),
        edition=edition,
        **times,
    )
    open_event(
        parent=parent, slug="suivante", start=NOW + timedelta(days=9), end=NOW + timedelta(days=9, hours=1)
    )
    full = open_event(
        parent=parent, slug="pleine", capacity=1, start=NOW + timedelta(days=20), end=NOW + timedelta(days=21)
    )
    with time_machine.travel(NOW, tick=False):
        seat = RegistrationFactory(event=full, unconfirmed=True)
    lapses_at = NOW + timedelta(hours=3)
    Attendee.objects.filter(registration=seat).update(held_until=lapses_at)
    instants = {
        "registration closes": NOW + timedelta(hours=1),
        "a seat lapses": lapses_at,
        "the event is over": EventPage.objects.get(pk=event.pk).over_at,
        "the edition is over": datetime(2026, 12, 30, 23, 0, tzinfo=UTC),
        "the year ends": datetime(2026, 12, 31, 23, 0, tzinfo=UTC),
    }
    paths = ["/", "/agenda/", "/agenda/archives/", "/regions/bretagne/", event.url, full.url, edition.url]
    changed: dict[str, set[str]] = {name: set() for name in instants}
    for name, instant in instants.items():
        for path in paths:
            before, told = at(instant - JUST, path)
            after, _told = at(instant, path)
            if before != after:
                changed[name].add(path)
                assert told.changes_at is not None, (name, path)
                assert told.changes_at <= instant, (name, path, told.changes_at)
    assert {name for name, pages in changed.items() if not pages} == set()  # each of them changes some page
