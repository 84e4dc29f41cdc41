"""A form sent while the admin was saving it makes one event, not two."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from events.models import EventPage
from tests.admin_forms import page_form
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, relay

pytestmark = pytest.mark.django_db

ESSENTIAL = {
    "title": "Rencontre des hauts",
    "slug": "rencontre-des-hauts",
    "summary": "Une matinée.",
    "start": "10/03/2027 09:00",
    "end": "10/03/2027 12:30",
    "town": "Cilaos",
}


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne", "la-reunion"))


def add_url(tree: SiteTree) -> str:
    return reverse(
        "wagtailadmin_pages:add", args=["events", "eventpage", tree.regions["la-reunion"].agenda.pk]
    )


def test_the_form_replaces_what_was_saved_of_it_while_one_typed(tree):
    client = browser_of(relay(tree.regions["la-reunion"].region, publishes=True))
    typed = page_form(client, add_url(tree), **ESSENTIAL)
    saved = client.post(add_url(tree), typed, headers={"Accept": "application/json"})
    assert saved.json()["success"]
    client.post(add_url(tree), {**typed, "action-publish": "1"})
    event = EventPage.objects.get()
    assert (event.live, event.slug) == (True, "rencontre-des-hauts")


def test_a_draft_of_an_hour_ago_or_of_a_team_mate_stays(tree):
    region = tree.regions["la-reunion"].region
    client, mate = browser_of(relay(region)), browser_of(relay(region, username="collègue"))
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        client.post(add_url(tree), page_form(client, add_url(tree), **ESSENTIAL))
    mate.post(add_url(tree), page_form(mate, add_url(tree), **ESSENTIAL))
    client.post(add_url(tree), page_form(client, add_url(tree), **ESSENTIAL))
    assert EventPage.objects.count() == 3
