"""The town of a session: suggested, tied to its commune, asked where several have its name."""

import html
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from conference.regions.models import Commune
from events.models import EventFormat, EventPage
from tests.admin_forms import page_form
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator, relay
from tests.events.factories import EventPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.reference]

ENOUGH = {
    "title": "Rencontre des alliances",
    "slug": "rencontre-des-alliances",
    "summary": "Une journée pour se relier.",
    "start": "2027-03-10 09:00",
    "end": "2027-03-10 17:30",
}
PUBLISH = {"action-publish": "1"}


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne", "la-reunion"))


def add_url(tree: SiteTree, region: str = "") -> str:
    agenda = tree.regions[region].agenda if region else tree.agenda
    return reverse("wagtailadmin_pages:add", args=["events", "eventpage", agenda.pk])


def published(client: Client, url: str, **typed: str):
    return client.post(url, page_form(client, url, **{**ENOUGH, **PUBLISH, **typed}), follow=True)


def said(response) -> str:
    return html.unescape(response.content.decode())


def test_a_town_is_tied_to_its_commune_as_it_is_typed(tree: SiteTree):
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    published(client, add_url(tree, "bretagne"), town="quimper")
    event = EventPage.objects.get()
    assert (event.town, event.postcode, event.department, event.commune_id) == (
        "Quimper",
        "29000",
        "Finistère",
        "29232",
    )
    assert (event.latitude, event.longitude) == (Decimal("47.996"), Decimal("-4.098"))
    assert event.get_latest_revision_as_object().commune_id == "29232"


def test_the_form_asks_for_no_coordinates_and_no_department(tree: SiteTree):
    client = browser_of(communicator())
    names = set(client.get(add_url(tree)).context["form"].fields)
    assert "town" in names
    assert not names & {"latitude", "longitude", "department", "commune"}


def test_the_region_of_the_page_tells_homonyms_apart(tree: SiteTree):
    client = browser_of(relay(tree.regions["la-reunion"].region, publishes=True))
    published(client, add_url(tree, "la-reunion"), town="St-Denis")
    assert EventPage.objects.get().commune_id == "97411"


def test_a_homonym_is_asked_with_the_choices(tree: SiteTree):
    client = browser_of(communicator())
    response = published(client, add_url(tree), town="Saint-Denis")
    (error,) = response.context["form"].errors["town"]
    assert error.startswith("Plusieurs communes s’appellent Saint-Denis.")
    assert "« Saint-Denis (La Réunion) », « Saint-Denis (Seine-Saint-Denis) »" in error.replace("\xa0", " ")
    published(client, add_url(tree), town="Saint-Denis (Seine-Saint-Denis)")
    event = EventPage.objects.get()
    assert (event.town, event.commune_id, event.postcode) == ("Saint-Denis", "93066", "")


def test_a_homonym_may_be_told_by_its_postcode(tree: SiteTree):
    published(browser_of(communicator()), add_url(tree), town="Saint-Denis", postcode="93210")
    event = EventPage.objects.get()
    assert (event.commune_id, event.postcode) == ("93066", "93210")


def test_a_draft_may_leave_a_homonym_open(tree: SiteTree):
    client = browser_of(communicator())
    url = add_url(tree)
    client.post(url, page_form(client, url, title="À préciser", slug="a-preciser", town="Saint-Denis"))
    draft = EventPage.objects.get()
    assert (draft.town, draft.commune) == ("Saint-Denis", None)


def test_the_one_that_was_chosen_stays_when_the_page_is_saved_again(tree: SiteTree):
    client = browser_of(communicator())
    published(client, add_url(tree), town="Saint-Denis (Aude)")
    event = EventPage.objects.get()
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])
    client.post(url, page_form(client, url, title="Autre titre", **PUBLISH))
    event.refresh_from_db()
    assert (event.title, event.town, event.commune_id) == ("Autre titre", "Saint-Denis", "11339")


def test_a_town_of_another_region_is_said_and_taken(tree: SiteTree):
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    response = published(client, add_url(tree, "bretagne"), town="Nantes")
    assert (
        "Nantes est en région Pays de la Loire, alors que cette page est celle de la région Bretagne"
        in said(response)
    )
    assert EventPage.objects.get().commune_id == "44109"
    assert "alors que" not in said(published(client, add_url(tree, "bretagne"), slug="autre", town="Brest"))


def test_a_place_outside_the_table_stays_as_it_is_typed(tree: SiteTree):
    published(browser_of(communicator()), add_url(tree), town="Nouméa", time_zone="Europe/Paris")
    event = EventPage.objects.get()
    assert (event.town, event.commune, event.latitude, event.department) == ("Nouméa", None, None, "")


def test_another_town_takes_its_place_with_it(tree: SiteTree):
    event = EventPageFactory(
        parent=tree.regions["bretagne"].agenda, town="Quimper", postcode="", department=""
    )
    event.town = "Rennes"
    event.save()
    assert (event.commune_id, event.postcode, event.department) == ("35238", "", "Ille-et-Vilaine")
    event.town = "Ailleurs"
    event.save()
    event.refresh_from_db()
    assert (event.commune, event.latitude, event.longitude, event.department) == (None, None, None, "")


def test_an_arrondissement_keeps_its_words(tree: SiteTree):
    event = EventPageFactory(parent=tree.agenda, town="Paris 7e", postcode="75007", department="")
    assert (event.town, event.commune_id, event.postcode) == ("Paris 7e", "75056", "75007")


def test_on_line_has_no_place(tree: SiteTree):
    event = EventPageFactory(parent=tree.agenda, online=True)
    assert (event.format, event.commune, event.latitude) == (EventFormat.ONLINE, None, None)


def test_a_commune_that_is_gone_leaves_the_words(tree: SiteTree):
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda, town="Quimper")
    Commune.objects.get(code="29232").delete()
    event.refresh_from_db()
    assert (event.town, event.commune) == ("Quimper", None)


# --- Suggestions -----------------------------------------------------------------------------


def test_suggestions_are_for_those_who_write(tree: SiteTree, client: Client):
    address = reverse("suggest_communes")
    assert client.get(address, {"q": "Quimp"}).status_code == 302
    answer = browser_of(relay(tree.regions["bretagne"].region, publishes=False)).get(address, {"q": "Quimp"})
    assert answer.json() == {
        "communes": [
            {
                "label": "Quimper (Finistère)",
                "postcodes": ["29000"],
                "department": "Finistère",
                "region": "bretagne",
                "region_name": "Bretagne",
            }
        ]
    }


@pytest.mark.parametrize("asked", ["", "x" * 5000, "%", "'", "١٢٣", "{{"])
def test_any_question_is_answered(tree: SiteTree, asked: str):
    client = browser_of(communicator())
    assert client.get(reverse("suggest_communes"), {"q": asked}).json() == {"communes": []}
