"""A form sent while the admin was saving it makes one event, not two."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from events.models import EventPage
from tests.admin_forms import page_form
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, relay

from .factories import EventPageFactory

pytestmark = pytest.mark.django_db

ESSENTIAL = {
    "title": "Rencontre des hauts",
    "slug": "rencontre-des-hauts",
    "summary": "Une matinée.",
    "start": "10/03/2027 09:00",
    "end": "10/03/2027 12:30",
    "town": "Cilaos",
}
FULL = {
    "sessions-TOTAL_FORMS": "1",
    "sessions-0-start": "10/03/2027 09:00",
    "sessions-0-end": "10/03/2027 09:30",
    "sessions-0-title": "Accueil",
    "sessions-0-ORDER": "1",
    "sessions-0-session_speakers-TOTAL_FORMS": "0",
    "sessions-0-session_speakers-INITIAL_FORMS": "0",
    "sessions-0-session_speakers-MIN_NUM_FORMS": "0",
    "sessions-0-session_speakers-MAX_NUM_FORMS": "1000",
}


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne", "la-reunion"))


def add_url(tree: SiteTree) -> str:
    return reverse(
        "wagtailadmin_pages:add", args=["events", "eventpage", tree.regions["la-reunion"].agenda.pk]
    )


@pytest.fixture
def client(tree) -> Client:
    return browser_of(relay(tree.regions["la-reunion"].region, publishes=True))


def save_by_itself(client: Client, tree: SiteTree, **typed: str) -> None:
    form = page_form(client, add_url(tree), **ESSENTIAL | FULL | typed)
    assert client.post(add_url(tree), form, headers={"Accept": "application/json"}).json()["success"]


def send(client: Client, tree: SiteTree, **typed: str):
    return client.post(add_url(tree), page_form(client, add_url(tree), **ESSENTIAL | FULL | typed))


@pytest.mark.parametrize("action", ["action-publish", "action-submit", "no action"])
def test_the_form_replaces_what_was_saved_of_it_while_one_typed(client, tree, action):
    save_by_itself(client, tree)
    send(client, tree, **{action: "1"})
    event = EventPage.objects.get()
    assert event.live == (action == "action-publish")
    assert event.slug == event.get_latest_revision_as_object().slug == "rencontre-des-hauts"
    assert event.url_path.endswith("/rencontre-des-hauts/")
    assert event.sessions.get().title == "Accueil"
    assert not Redirect.objects.exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_beside_an_event_of_that_title_it_takes_the_next_address(client, tree):
    agenda = tree.regions["la-reunion"].agenda
    EventPageFactory(parent=agenda, title=ESSENTIAL["title"], slug=ESSENTIAL["slug"])
    save_by_itself(client, tree)
    send(client, tree, **{"action-publish": "1"})
    assert sorted(EventPage.objects.values_list("slug", flat=True)) == [
        "rencontre-des-hauts",
        "rencontre-des-hauts-2",
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"town": "Quimper"},
        {"start": "10/03/2027 10:00"},
        {"sessions-0-title": "Ouverture"},
        {"access_note": "Par le car"},
    ],
)
def test_two_of_one_title_that_differ_in_anything_both_stay(client, tree, other):
    send(client, tree)
    send(client, tree, **other)
    assert EventPage.objects.count() == 2


def test_a_form_that_is_refused_deletes_nothing(client, tree):
    save_by_itself(client, tree)
    answer = send(client, tree, **{"end": "01/01/2027 10:00", "action-publish": "1"})
    assert answer.context["form"].errors
    assert EventPage.objects.get().slug == "rencontre-des-hauts"


def test_a_draft_of_an_hour_ago_or_of_a_team_mate_stays(client, tree):
    mate = browser_of(relay(tree.regions["la-reunion"].region, username="collègue"))
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        send(client, tree)
    send(mate, tree)
    send(client, tree)
    assert EventPage.objects.count() == 3
