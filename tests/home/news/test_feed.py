"""The feed of the news: valid Atom, absolute addresses, the filters of the list."""

import datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from tests.conference.factories import SiteTree, make_site_tree
from tests.home.news.factories import make_news
from tests.queries import check_few, check_same, page_queries

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def tree(settings) -> SiteTree:
    settings.PUBLIC_URL = "https://site.invalid"
    return make_site_tree()


def feed(address: str = "/actualites.atom") -> ET.Element:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content)


def links(element: ET.Element) -> dict[str, str]:
    return {link.get("rel", "alternate"): link.get("href", "") for link in element.findall(f"{ATOM}link")}


def test_the_feed_holds_the_latest_news_at_absolute_addresses(tree: SiteTree) -> None:
    make_news(slug="ancienne", title="Ancienne", date=datetime.date(2026, 10, 1))
    news = make_news(
        slug="recente", title="Récente", author="Le relais", parent=tree.regions["bretagne"].news
    )
    make_news(slug="brouillon", live=False)

    found = feed()
    assert links(found) == {
        "alternate": "https://site.invalid/actualites/",
        "self": "https://site.invalid/actualites.atom",
    }
    entries = found.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Récente", "Ancienne"]
    first = entries[0]
    assert links(first) == {"alternate": "https://site.invalid/regions/bretagne/actualites/recente/"}
    assert first.findtext(f"{ATOM}id") == f"urn:uuid:{news.translation_key}"
    assert first.findtext(f"{ATOM}author/{ATOM}name") == "Le relais"
    assert (first.findtext(f"{ATOM}published") or "").startswith("2026-11-02T00:00:00+01:00")
    assert first.findtext(f"{ATOM}summary") == news.summary


def test_the_feed_takes_the_filters_of_the_list(tree: SiteTree) -> None:
    make_news(slug="nationale", title="Nationale")
    make_news(slug="bretonne", title="Bretonne", parent=tree.regions["bretagne"].news)
    found = feed("/actualites.atom?region=bretagne&region=nulle-part")
    assert [each.text for each in found.findall(f"{ATOM}entry/{ATOM}title")] == ["Bretonne"]
    assert links(found)["self"] == "https://site.invalid/actualites.atom?region=bretagne"
    assert "Bretagne" in (found.findtext(f"{ATOM}title") or "")


def test_an_item_that_is_fictional_says_so_in_the_feed(tree: SiteTree) -> None:
    make_news(fictional=True)
    summary = feed().findtext(f"{ATOM}entry/{ATOM}summary") or ""
    assert summary.startswith("Actualité fictive, pour la démonstration.")


def test_a_feed_is_only_read(tree: SiteTree) -> None:
    assert Client().post("/actualites.atom").status_code == 405


def test_thirty_items_ask_as_much_as_one(tree: SiteTree) -> None:
    make_news()
    few = page_queries(Client(), "/actualites.atom")
    for _ in range(29):
        make_news(parent=tree.regions["bretagne"].news)
    many = page_queries(Client(), "/actualites.atom")
    check_few(few)
    check_same(few, many)
