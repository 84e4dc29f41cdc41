"""A series: its page and calendar file, the sessions before and after, a text written into all of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from conference.regions.rights import ensure_review_workflow
from events.announcing.series import neighbours_of
from events.models import EventPage, EventSeries, EventStatus
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator, relay
from tests.events.factories import EventPageFactory
from tests.events.registrations.factories import RegistrationFactory
from tests.queries import check_few, check_same, page_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne", "la-reunion"))


def make_series(tree: SiteTree, *days_from_now: int, **values: Any) -> list[EventPage]:
    """A series of Brittany with a session so many days from now each."""
    region = tree.regions["bretagne"]
    series = EventSeries.objects.create(title="Les cafés", slug="les-cafes", region=region.region)
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    events = []
    for number, days in enumerate(days_from_now):
        start = now + timedelta(days=days)
        event = EventPageFactory(
            parent=region.agenda, title=f"Café {number}", slug=f"cafe-{number}", start=start, **values
        )
        EventPage.objects.filter(pk=event.pk).update(series=series)
        event = EventPage.objects.get(pk=event.pk)
        event.save_revision().publish()
        events.append(EventPage.objects.get(pk=event.pk))
    return events


# --- In public ------------------------------------------------------------------------------------


def test_the_page_of_a_series_shows_what_comes_then_what_is_over(client: Client, tree: SiteTree) -> None:
    make_series(tree, -30, 10, 40)
    page = client.get("/agenda/series/les-cafes/")
    assert [event.title for event in page.context["coming"]] == ["Café 1", "Café 2"]
    assert [event.title for event in page.context["past"]] == ["Café 0"]
    assert "/agenda/series/les-cafes.ics" in page.content.decode()


def test_it_asks_as_much_with_one_session_as_with_thirty(client: Client, tree: SiteTree) -> None:
    events = make_series(tree, *range(2, 32))
    many = page_queries(client, "/agenda/series/les-cafes/")
    for event in events[1:]:
        EventPage.objects.get(pk=event.pk).unpublish()
    one = page_queries(client, "/agenda/series/les-cafes/")
    check_few(many)
    check_same(one, many)


def test_a_series_of_drafts_is_not_there(client: Client, tree: SiteTree) -> None:
    for event in make_series(tree, 10, 40):
        event.unpublish()
    for address in ("/agenda/series/les-cafes/", "/agenda/series/les-cafes.ics", "/agenda/series/x/"):
        assert client.get(address).status_code == 404


def test_the_calendar_file_holds_all_its_sessions(client: Client, tree: SiteTree) -> None:
    events = make_series(tree, -30, 10, 40)
    answer = client.get("/agenda/series/les-cafes.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(answer.content)
    assert [str(each["uid"]) for each in found.walk("VEVENT")] == [
        f"{event.uuid}@conference-des-alliances" for event in events
    ]
    assert str(found["x-wr-calname"]) == "Les cafés"


def test_a_session_leads_to_the_ones_before_and_after(client: Client, tree: SiteTree) -> None:
    first, cancelled, second, third = make_series(tree, -30, 5, 10, 40)
    EventPage.objects.filter(pk=cancelled.pk).update(status=EventStatus.CANCELLED)
    found = neighbours_of(second)
    assert (found.previous, found.next) == (first, third)
    page = client.get(second.url).content.decode()
    assert first.url in page
    assert third.url in page
    assert "/agenda/series/les-cafes/" in page
    alone = EventPageFactory(parent=tree.regions["bretagne"].agenda)
    assert neighbours_of(alone) is None
    assert "Dans la même série" not in client.get(alone.url).content.decode()


def test_an_old_draft_keeps_the_session_in_its_series(tree: SiteTree) -> None:
    event = make_series(tree, 10)[0]
    event.series = None
    event.save_revision().publish()
    assert EventPage.objects.get(pk=event.pk).series.slug == "les-cafes"


# --- A text in all coming ones ----------------------------------------------------------------


def write(client: Client, event: EventPage, *texts: str) -> Any:
    return client.post(reverse("event_series", args=[event.pk]), {"texts": texts}, follow=True)


def test_the_chosen_texts_are_published_in_those_that_follow(tree: SiteTree) -> None:
    past, first, second, third = make_series(tree, -30, 5, 10, 40)
    second.summary, second.venue_name, second.town = "Nouveau résumé.", "La Halle", "Vannes"
    second.save_revision().publish()
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    write(client, second, "summary", "place")
    for event, changed in ((past, False), (first, False), (third, True)):
        event = EventPage.objects.get(pk=event.pk)
        assert (event.summary == "Nouveau résumé.") is changed
        assert ((event.venue_name, event.town) == ("La Halle", "Vannes")) is changed
        assert event.title != second.title
        assert event.start != second.start
    assert not EventPage.objects.get(pk=third.pk).has_unpublished_changes


def test_a_draft_beside_what_is_published_stays_a_draft(tree: SiteTree) -> None:
    first, second = make_series(tree, 5, 10)
    second.title = "Titre à relire"
    second.save_revision()
    first.summary = "Nouveau résumé."
    first.save_revision().publish()
    write(browser_of(relay(tree.regions["bretagne"].region, publishes=True)), first, "summary")
    second = EventPage.objects.get(pk=second.pk)
    assert (second.title, second.summary) == ("Café 1", "Nouveau résumé.")
    draft = second.get_latest_revision_as_object()
    assert (draft.title, draft.summary) == ("Titre à relire", "Nouveau résumé.")
    assert second.has_unpublished_changes


def test_a_team_that_submits_changes_nothing_on_line(tree: SiteTree) -> None:
    ensure_review_workflow()
    first, second = make_series(tree, 5, 10)
    first.summary = "Nouveau résumé."
    first.save_revision()
    client = browser_of(relay(tree.regions["bretagne"].region))
    assert "relecture" in client.get(reverse("event_series", args=[first.pk])).content.decode()
    write(client, first, "summary")
    second = EventPage.objects.get(pk=second.pk)
    assert second.summary != "Nouveau résumé."
    assert second.get_latest_revision_as_object().summary == "Nouveau résumé."
    assert second.workflow_in_progress


def test_how_many_people_are_registered_is_said_before(tree: SiteTree) -> None:
    first, second = make_series(tree, 5, 10)
    for _person in range(2):
        RegistrationFactory(event=second)
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    said = client.get(reverse("event_series", args=[first.pk])).content.decode()
    assert "2 personnes y sont inscrites" in said
    assert "1 session suit celle-ci" in said


def test_a_locked_session_is_left_and_told(tree: SiteTree) -> None:
    first, second = make_series(tree, 5, 10)
    EventPage.objects.filter(pk=second.pk).update(locked=True, locked_by=communicator())
    first.summary = "Nouveau résumé."
    first.save_revision().publish()
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    write(client, first, "summary")
    assert EventPage.objects.get(pk=second.pk).summary != "Nouveau résumé."


@pytest.mark.parametrize("publishes", [True, False])
def test_a_session_moved_to_another_region_is_its_team_s_to_write(tree: SiteTree, publishes: bool) -> None:
    ensure_review_workflow()
    first, second, third = make_series(tree, 5, 10, 15)
    second.move(tree.regions["la-reunion"].agenda, pos="last-child")
    first.summary = "Nouveau résumé."
    first.save_revision().publish()
    write(browser_of(relay(tree.regions["bretagne"].region, publishes=publishes)), first, "summary")
    second, third = (
        EventPage.objects.get(pk=event.pk).get_latest_revision_as_object() for event in (second, third)
    )
    assert (second.region.slug, third.region.slug) == ("la-reunion", "bretagne")
    assert (second.summary == "Nouveau résumé.", third.summary == "Nouveau résumé.") == (False, True)


def test_something_must_be_chosen(tree: SiteTree) -> None:
    first, _second = make_series(tree, 5, 10)
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    for texts in ((), ("slug",), ("status",)):
        assert write(client, first, *texts).context["form"].errors.keys() == {"texts"}


# --- Its own texts ----------------------------------------------------------------------------


def test_a_team_edits_the_texts_of_its_own_series_only(tree: SiteTree) -> None:
    make_series(tree, 5)
    series = EventSeries.objects.get()
    url = reverse("series:edit", args=[series.pk])
    owner = browser_of(relay(tree.regions["bretagne"].region))
    texts = {"title": "Les petits cafés", "summary": "Un café par mois.", "rhythm": ""}
    assert owner.post(url, texts).status_code == 302
    series.refresh_from_db()
    assert series.title == "Les petits cafés"
    stranger = browser_of(relay(tree.regions["la-reunion"].region))
    assert stranger.get(url).status_code == 404
    listed = stranger.get(reverse("series:index")).content.decode()
    assert "Les petits cafés" not in listed
    assert owner.get(reverse("series:add")).status_code == 302


# --- Walls ----------------------------------------------------------------------------------------


def test_a_session_moved_to_another_team_leaves_the_series(tree: SiteTree) -> None:
    """Else the new team would write its texts into the sessions of the old one."""
    first, second = make_series(tree, 10, 40)
    first.move(tree.regions["la-reunion"].agenda, pos="last-child")
    moved, stays = (EventPage.objects.get(pk=each.pk) for each in (first, second))
    assert moved.region == tree.regions["la-reunion"].region
    assert moved.series is None
    assert stays.series is not None
    client = browser_of(relay(moved.region))
    assert client.post(reverse("event_series", args=[moved.pk]), {"texts": ["title"]}).status_code == 404


def test_a_session_moved_within_its_team_stays_in_the_series(tree: SiteTree) -> None:
    first, second = make_series(tree, 10, 40)
    first.move(second, pos="right")
    assert EventPage.objects.get(pk=first.pk).series is not None
