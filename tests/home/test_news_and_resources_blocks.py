"""The blocks « Actualités » and « Ressources »: the latest, of all, of a region or of a measure."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from conference.regions.models import Region
from home.models import ContentPage
from tests.conference.factories import SiteTree, make_site_tree
from tests.home.news.factories import make_news
from tests.home.resources.test_library import make_resource
from tests.measures.factories import make_measures
from tests.queries import check_same, page_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


def page_of(tree: SiteTree, *kinds: str, **settings: Any) -> None:
    value = {"title": "Les derniers", "number": 3, **settings}
    ContentPage.objects.filter(slug="page").delete()
    tree.home.refresh_from_db()
    body = [{"type": kind, "value": value} for kind in kinds]
    tree.home.add_child(instance=ContentPage(title="Page", slug="page", body=body))


def links(client: Client, within: str) -> list[str]:
    soup = BeautifulSoup(client.get("/page/").content, "html.parser")
    return [link.get_text(strip=True) for link in soup.select(f"{within} h3 a")]


def test_the_latest_news_narrowed_as_wanted(client: Client, tree: SiteTree) -> None:
    measures = make_measures(1, 2)
    region = Region.objects.get(slug="bretagne")
    make_news(title="Nationale", measures=(measures[1],))
    make_news(title="Bretonne", regions=(region,))
    page_of(tree, "news")
    assert sorted(links(client, ".block-news")) == ["Bretonne", "Nationale"]
    page_of(tree, "news", region=region.pk)
    assert links(client, ".block-news") == ["Bretonne"]
    page_of(tree, "news", measure=measures[1].pk)
    assert links(client, ".block-news") == ["Nationale"]
    page_of(tree, "news", measure=measures[2].pk)
    assert "Les derniers" not in client.get("/page/").content.decode()


def test_the_latest_documents(client: Client, tree: SiteTree) -> None:
    make_resource(title="Un kit")
    page_of(tree, "resources")
    assert links(client, ".block-resources") == ["Un kit"]
    page_of(tree, "resources", region=Region.objects.get(slug="la-reunion").pk)
    assert links(client, ".block-resources") == []


def test_the_same_list_twice_is_asked_once(client: Client, tree: SiteTree) -> None:
    make_news(title="Nationale")
    make_resource(title="Un kit")
    page_of(tree, "news", "resources")
    once = page_queries(client, "/page/")
    page_of(tree, "news", "resources", "news", "resources")
    check_same(once, page_queries(client, "/page/"))
