"""The site map is complete: every published page, measure and review, and nothing else."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from home.models import SiteMapPage
from tests.conference.alliances.factories import make_alliance
from tests.conference.factories import make_site_tree
from tests.events.factories import EventPageFactory
from tests.measures.factories import ReviewFactory, make_measures

pytestmark = pytest.mark.django_db


def addresses() -> list[str]:
    soup = BeautifulSoup(Client().get("/plan-du-site/").content, "html.parser")
    return [link["href"] for link in soup.select(".site-map a")]


def test_every_published_page_measure_and_review_is_there_once() -> None:
    tree = make_site_tree(regions=("bretagne",))
    tree.home.add_child(instance=SiteMapPage(title="Plan du site", slug="plan-du-site"))
    bretagne = tree.regions["bretagne"]
    EventPageFactory(parent=bretagne.agenda, slug="rencontre")
    make_alliance(slug="alliance-du-pays", measures=[*make_measures(16).values()])
    ReviewFactory(slug="bilan-final")
    passages = [bretagne.agenda.pk, bretagne.alliances.pk]
    pages = Page.objects.live().filter(depth__gte=3).exclude(pk__in=passages)
    expected = {page.url for page in pages} | {
        "/mesures/16-adresse-16/",
        "/mesures/bilans/",
        "/mesures/bilans/bilan-final/",
    }
    found = addresses()
    assert sorted(found) == sorted(expected)
    assert "/regions/bretagne/agenda/rencontre/" in found


def test_drafts_and_what_stands_below_them_are_left_out() -> None:
    tree = make_site_tree(regions=("bretagne",))
    tree.home.add_child(instance=SiteMapPage(title="Plan du site", slug="plan-du-site"))
    EventPageFactory(parent=tree.regions["bretagne"].agenda, slug="rencontre", live=False)
    draft = make_alliance(slug="visible")
    tree.regions["bretagne"].page.refresh_from_db()
    tree.regions["bretagne"].page.unpublish()
    assert draft.live
    assert [address for address in addresses() if "bretagne" in address] == []
