"""The block « Sessions »: what the agenda's filters find, kept up to date by itself."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from conference.core.blocks.lists import FORMATS
from conference.regions.models import Region
from events.choices import EventFormat
from events.models import EventPage
from home.models import ContentPage
from tests.conference.factories import SiteTree, make_site_tree
from tests.events.factories import EventPageFactory
from tests.measures.factories import make_measures

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne", "la-reunion"))


def shown(client: Client, tree: SiteTree, **settings: Any) -> tuple[list[str], str]:
    """The titles that a page with such a block shows, and where « Tout l’agenda » leads."""
    value = {"title": "Prochaines sessions", "number": 3, **settings}
    ContentPage.objects.filter(slug="page").delete()
    tree.home.refresh_from_db()
    page = ContentPage(title="Page", slug="page", body=[{"type": "sessions", "value": value}])
    tree.home.add_child(instance=page)
    soup = BeautifulSoup(client.get("/page/").content, "html.parser")
    more = soup.select_one(".sessions-block > .more-link")
    titles = [title.get_text(strip=True) for title in soup.select(".sessions-block .event-row h3")]
    return titles, more["href"] if more else ""


def test_each_setting_narrows_the_list_as_the_agenda_does(client: Client, tree: SiteTree) -> None:
    measures = make_measures(1, 2)
    agenda = tree.regions["bretagne"].agenda
    breton = EventPageFactory(parent=agenda, title="Rennes", audiences=["entreprise"])
    breton.measures = [measures[2]]
    breton.save()
    EventPageFactory(parent=tree.regions["la-reunion"].agenda, title="Saint-Denis", online=True)
    region = Region.objects.get(slug="bretagne").pk
    assert shown(client, tree) == (["Rennes", "Saint-Denis"], "/agenda/")
    assert shown(client, tree, number=1)[0] == ["Rennes"]
    assert shown(client, tree, region=region) == (["Rennes"], "/agenda/?region=bretagne")
    assert shown(client, tree, format="en-ligne") == (["Saint-Denis"], "/agenda/?format=en-ligne")
    assert shown(client, tree, audience="entreprise")[0] == ["Rennes"]
    assert shown(client, tree, measure=measures[2].pk)[0] == ["Rennes"]
    assert shown(client, tree, measure=measures[1].pk) == ([], "")
    assert shown(client, tree, region=region, format="en-ligne") == ([], "")


def test_an_unpublished_event_leaves_the_page(client: Client, tree: SiteTree) -> None:
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda, title="Rennes")
    assert shown(client, tree)[0] == ["Rennes"]
    EventPage.objects.get(pk=event.pk).unpublish()
    assert shown(client, tree) == ([], "")


def test_the_formats_of_the_block_are_those_of_events() -> None:
    assert EventFormat.choices == FORMATS
