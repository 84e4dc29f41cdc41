"""Where an alliance is: asked as people say it, its coordinates follow; where one of a region is written."""

import html
from decimal import Decimal

import pytest
from django.urls import reverse

from conference.alliances.models import AlliancePage
from tests.admin_forms import page_form
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator, relay

pytestmark = [pytest.mark.django_db, pytest.mark.reference]

ENOUGH = {
    "title": "L’atelier commun",
    "slug": "atelier-commun",
    "summary": "Un atelier.",
    "action-publish": "1",
}


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne",))


def add_url(parent) -> str:
    return reverse("wagtailadmin_pages:add", args=["alliances", "alliancepage", parent.pk])


def test_the_town_gives_the_place(tree: SiteTree):
    url = add_url(tree.regions["bretagne"].alliances)
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    assert not {"latitude", "longitude"} & set(client.get(url).context["form"].fields)
    client.post(url, page_form(client, url, **ENOUGH, town="quimper"))
    alliance = AlliancePage.objects.get()
    assert (alliance.town, alliance.commune_id, alliance.latitude) == ("Quimper", "29232", Decimal("47.996"))
    assert alliance.where == "Quimper · Bretagne"
    assert "<dd>Quimper</dd>" in client.get(alliance.url).content.decode()


def test_a_homonym_is_asked(tree: SiteTree):
    url = add_url(tree.alliances)
    client = browser_of(communicator())
    response = client.post(url, page_form(client, url, **ENOUGH, town="Saint-Denis"))
    assert (
        response.context["form"].errors["town"][0].startswith("Plusieurs communes s’appellent Saint-Denis.")
    )


def test_the_form_says_where_an_alliance_of_a_region_is_written(tree: SiteTree):
    client = browser_of(communicator())
    regional = add_url(tree.regions["bretagne"].alliances)
    page = client.get(add_url(tree.alliances)).content.decode()
    assert "Écrite ici, une alliance est nationale" in page
    assert f'href="{regional}"' in page
    assert "Écrite ici, une alliance est nationale" not in client.get(regional).content.decode()


def test_a_national_alliance_with_a_town_is_told_of_the_region(tree: SiteTree):
    url = add_url(tree.alliances)
    client = browser_of(communicator())
    answer = client.post(url, page_form(client, url, **ENOUGH, town="Quimper"), follow=True)
    alliance = AlliancePage.objects.get()
    said = html.unescape(answer.content.decode())
    assert "Quimper est en région Bretagne." in said
    assert reverse("wagtailadmin_pages:move", args=[alliance.pk]) in said
    assert alliance.region is None


def test_coordinates_known_before_stay_without_a_town(tree: SiteTree):
    alliance = AlliancePage(title="Ancienne", summary="…", latitude="48.1", longitude="-1.7")
    tree.regions["bretagne"].alliances.add_child(instance=alliance)
    alliance.refresh_from_db()
    assert (alliance.latitude, alliance.commune) == (Decimal("48.1"), None)
