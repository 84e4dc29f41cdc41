"""The site map, for people and for search engines, is complete: every published page, and nothing else."""

from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from home import site_map
from home.models import ContentPage, MenuEntry, SiteMapPage
from home.sitemap import PublishedPages
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
    containers = [bretagne.agenda.pk, bretagne.alliances.pk, bretagne.news.pk]
    pages = Page.objects.live().filter(depth__gte=3).exclude(pk__in=containers)
    expected = {page.url for page in pages} | {
        "/mesures/16-adresse-16/",
        "/mesures/avancees/",
        "/mesures/bilans/",
        "/mesures/bilans/bilan-final/",
        "/mesures/bilans/comparer/",
        "/mesures/donnees/",
        "/mesures/integration/",
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


def told_to_engines(file: str = "/sitemap.xml") -> list[str]:
    document = ElementTree.fromstring(Client().get(file).content)
    found = [each.text or "" for each in document.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    return [address.removeprefix("https://conference.test") for address in found]


def test_engines_are_told_of_every_page_measure_and_review_once() -> None:
    tree = make_site_tree(regions=("bretagne",))
    EventPageFactory(parent=tree.regions["bretagne"].agenda, slug="rencontre")
    EventPageFactory(parent=tree.regions["bretagne"].agenda, slug="brouillon", live=False)
    make_alliance(slug="alliance-du-pays", measures=[*make_measures(16).values()])
    ReviewFactory(slug="bilan-final")
    assert sorted(told_to_engines()) == [
        "/",
        "/actualites/",
        "/agenda/",
        "/agenda/archives/",
        "/alliances/",
        "/conference/",
        "/mesures/",
        "/mesures/16-adresse-16/",
        "/mesures/avancees/",
        "/mesures/bilans/",
        "/mesures/bilans/bilan-final/",
        "/mesures/bilans/comparer/",
        "/mesures/donnees/",
        "/mesures/integration/",
        "/regions/",
        "/regions/bretagne/",
        "/regions/bretagne/agenda/rencontre/",
        "/regions/bretagne/alliances/alliance-du-pays/",
    ]


def test_what_is_kept_for_some_is_named_nowhere() -> None:
    """Neither in the menus, nor in a site map; nor what stands below it."""
    home = make_site_tree(regions=()).home
    home.add_child(instance=SiteMapPage(title="Plan du site", slug="plan-du-site"))
    kept = home.add_child(instance=ContentPage(title="Dossier réservé", slug="reserve"))
    below = kept.add_child(instance=ContentPage(title="Annexe réservée", slug="annexe"))
    for page in (kept, below):
        MenuEntry.objects.create(location="header", page=page)

    def named() -> list[bool]:
        html = Client().get("/plan-du-site/").content.decode()
        return [
            "Dossier réservé" in html,
            "Annexe réservée" in html,
            "/reserve/" in told_to_engines(),
            "/reserve/annexe/" in told_to_engines(),
        ]

    assert named() == [True] * 4
    PageViewRestriction.objects.create(page=kept, restriction_type=PageViewRestriction.LOGIN)
    assert named() == [False] * 4


def test_a_large_site_tells_engines_in_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    make_site_tree(regions=("bretagne",))
    whole = told_to_engines("/sitemap.xml")
    monkeypatch.setattr(PublishedPages, "limit", 6)
    files = told_to_engines("/sitemap.xml")
    assert files == ["/sitemap-1.xml", "/sitemap-2.xml"]
    assert [address for each in files for address in told_to_engines(each)] == whole
    assert Client().get("/sitemap-3.xml").status_code == 404


def test_a_large_site_leads_to_its_lists_instead_of_naming_all(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = make_site_tree(regions=("bretagne",))
    tree.home.add_child(instance=SiteMapPage(title="Plan du site", slug="plan-du-site"))
    for slug in ("une", "deux"):
        EventPageFactory(parent=tree.regions["bretagne"].agenda, slug=slug)
    make_alliance(slug="alliance-du-pays")
    monkeypatch.setattr(site_map, "NAMED", 1)
    found = addresses()
    assert [address for address in found if "/agenda/" in address] == ["/agenda/"]
    assert "/regions/bretagne/alliances/alliance-du-pays/" in found
    words = Client().get("/plan-du-site/").content.decode()
    assert "trop nombreuses" in words
