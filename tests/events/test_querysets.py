"""What the lists hold: coming or past, never both; by region, format and words."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from events.models import EventPage
from tests.conference.factories import make_site_tree
from tests.events.factories import EventPageFactory, at

pytestmark = pytest.mark.django_db


def lists(now) -> tuple[list[EventPage], list[EventPage]]:
    return list(EventPage.objects.shown().upcoming(now)), list(EventPage.objects.shown().past(now))


def test_an_event_on_its_last_day_is_still_coming_and_in_no_other_list() -> None:
    event = EventPageFactory(start=at("2026-12-14", "09:00"), end=at("2026-12-16", "16:00"))

    assert lists(at("2026-12-16", "15:59")) == ([event], [])
    assert lists(at("2026-12-16", "16:00")) == ([], [event])


def test_a_day_without_hours_counts_until_midnight_where_it_takes_place() -> None:
    agenda = make_site_tree().regions["la-reunion"].agenda
    zone = "Indian/Reunion"
    event = EventPageFactory(
        parent=agenda,
        time_zone=zone,
        times_known=False,
        start=at("2026-12-15", "00:00", zone),
        end=at("2026-12-15", "00:00", zone),
    )

    # Midnight in La Réunion is nine in the evening in Paris.
    assert lists(at("2026-12-15", "20:59")) == ([event], [])
    assert lists(at("2026-12-15", "21:00")) == ([], [event])


def test_a_whole_day_that_ends_at_midnight_ends_on_the_evening_before() -> None:
    event = EventPageFactory(whole_day=True, start=at("2026-12-15", "00:00"), end=at("2026-12-16", "00:00"))

    assert lists(at("2026-12-15", "23:59")) == ([event], [])
    assert lists(at("2026-12-16", "00:00")) == ([], [event])


def test_coming_soonest_first_past_latest_first() -> None:
    now = timezone.now()
    days = [-20, 3, -2, 40]
    events = {
        day: EventPageFactory(start=now + timedelta(days=day), end=now + timedelta(days=day, hours=1))
        for day in days
    }

    assert lists(now) == ([events[3], events[40]], [events[-2], events[-20]])


def test_drafts_and_pages_kept_for_some_are_in_no_list() -> None:
    tree = make_site_tree()
    EventPageFactory(draft=True)
    kept = EventPageFactory(parent=tree.regions["la-reunion"].agenda)
    shown = EventPageFactory()
    PageViewRestriction.objects.create(page=tree.regions["la-reunion"].page, password="secret")

    assert list(EventPage.objects.shown()) == [shown]
    assert list(EventPage.objects.live().in_region(tree.regions["la-reunion"].region)) == [kept]


def test_by_region() -> None:
    tree = make_site_tree()
    breton = EventPageFactory(parent=tree.regions["bretagne"].agenda)
    EventPageFactory(parent=tree.regions["la-reunion"].agenda)
    EventPageFactory(national=True)
    events = EventPage.objects.order_by("pk")

    assert list(events.in_region(tree.regions["bretagne"].region)) == [breton]
