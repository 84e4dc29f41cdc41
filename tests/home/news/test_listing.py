"""The list of news, its filters, its items, and what regions and measures show of them."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from home.news import listing
from home.news.models import NewsPage
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator
from tests.home.news.factories import make_news
from tests.measures.factories import make_measures

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


def main_of(address: str) -> BeautifulSoup:
    answer = Client().get(address)
    assert answer.status_code == 200
    main = BeautifulSoup(answer.content, "html.parser").select_one("main")
    assert main is not None
    return main


def shown(address: str) -> list[str]:
    return [each["data-news"] for each in main_of(address).select("[data-news]")]


def test_the_latest_comes_first_and_each_stands_on_one_page(
    tree: SiteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PER_PAGE", 2)
    for day in (3, 1, 2):
        make_news(slug=f"du-{day}", date=datetime.date(2026, 11, day))
    make_news(slug="brouillon", live=False)

    assert shown("/actualites/") == ["du-3", "du-2"]
    assert shown("/actualites/?page=2") == ["du-1"]
    assert shown("/actualites/?page=9") == ["du-1"]
    assert "La page 9 n’existe pas" in main_of("/actualites/?page=9").text


def test_the_list_can_be_that_of_some_regions_or_measures(tree: SiteTree) -> None:
    measures = make_measures(9, 16)
    bretagne, reunion = (tree.regions[slug].region for slug in ("bretagne", "la-reunion"))
    make_news(slug="les-deux", regions=(bretagne, reunion), measures=(measures[9], measures[16]))
    make_news(slug="bretonne", parent=tree.regions["bretagne"].news)
    make_news(slug="nationale", measures=(measures[9],))

    assert set(shown("/actualites/?region=bretagne")) == {"les-deux", "bretonne"}
    assert sorted(shown("/actualites/?region=bretagne&region=la-reunion")) == ["bretonne", "les-deux"]
    assert set(shown("/actualites/?mesure=9&mesure=16")) == {"les-deux", "nationale"}
    assert shown("/actualites/?mesure=9&region=la-reunion") == ["les-deux"]
    assert shown("/actualites/?mesure=16&region=normandie") == []
    assert "Aucune actualité ne répond à ces critères." in main_of("/actualites/?region=normandie").text
    said = main_of("/actualites/?region=nulle-part").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "« nulle-part » n’est pas une région" in said


def test_a_region_and_a_measure_show_their_news(tree: SiteTree) -> None:
    measures = make_measures(9, 16)
    make_news(slug="bretonne", parent=tree.regions["bretagne"].news, measures=(measures[16],))
    make_news(slug="ailleurs", measures=(measures[9],))

    assert shown("/regions/bretagne/") == ["bretonne"]
    assert shown(measures[16].get_absolute_url()) == ["bretonne"]
    assert shown("/regions/la-reunion/") == []
    assert "Actualités" not in [title.text for title in main_of("/regions/la-reunion/").select("h2")]
    assert main_of("/regions/bretagne/").select_one('a[href="/actualites/?region=bretagne"]')


def test_an_item_says_when_who_and_where(tree: SiteTree) -> None:
    make_news(
        slug="bretonne", title="Un pacte signé", parent=tree.regions["bretagne"].news, author="L’équipe"
    )
    item = main_of("/regions/bretagne/actualites/bretonne/")
    assert item.select_one("h1").text == "Un pacte signé"
    assert item.select_one("time")["datetime"] == "2026-11-02"
    assert "Bretagne" in item.select_one(".kicker").text
    assert "L’équipe" in item.text
    assert item.select_one('a[href="/regions/bretagne/"]')
    assert "Actualités – Bretagne" not in item.select_one(".crumbs").text


def test_an_item_belongs_to_the_region_where_it_stands_and_follows_it(tree: SiteTree) -> None:
    bretagne, reunion = (tree.regions[slug] for slug in ("bretagne", "la-reunion"))
    news = make_news(parent=bretagne.news, regions=(reunion.region,))
    assert list(NewsPage.objects.get(pk=news.pk).regions.all()) == [bretagne.region]
    news.move(reunion.news, pos="last-child")
    assert list(NewsPage.objects.get(pk=news.pk).regions.all()) == [reunion.region]


def test_a_regions_container_leads_to_its_news(tree: SiteTree) -> None:
    answer = Client().get("/regions/bretagne/actualites/")
    assert (answer.status_code, answer["Location"]) == (302, "/actualites/?region=bretagne")


def test_a_regions_item_belongs_to_the_news_in_the_menu(tree: SiteTree) -> None:
    from home.models import MenuEntry

    MenuEntry.objects.create(location="header", page=tree.news)
    make_news(slug="bretonne", parent=tree.regions["bretagne"].news)
    page = BeautifulSoup(Client().get("/regions/bretagne/actualites/bretonne/").content, "html.parser")
    assert page.select_one(".nav [aria-current]")["href"] == "/actualites/"


def test_the_sitemap_names_items_and_not_containers(tree: SiteTree) -> None:
    make_news(slug="bretonne", parent=tree.regions["bretagne"].news)
    text = Client().get("/sitemap.xml").content.decode()
    assert "/regions/bretagne/actualites/bretonne/</loc>" in text
    assert "/actualites/</loc>" in text
    assert "/regions/bretagne/actualites/</loc>" not in text


def test_the_form_asks_for_regions_only_where_the_item_is_national(tree: SiteTree) -> None:
    client = browser_of(communicator())
    for parent, asked in ((tree.news, True), (tree.regions["bretagne"].news, False)):
        form = client.get(reverse("wagtailadmin_pages:add", args=["news", "newspage", parent.pk]))
        assert bool(BeautifulSoup(form.content, "html.parser").select("[name=regions]")) == asked


def test_the_regions_of_an_item_are_named_in_french_order() -> None:
    tree = make_site_tree(regions=("ile-de-france", "normandie", "bretagne"))
    regions = tuple(tree.regions[slug].region for slug in ("ile-de-france", "normandie", "bretagne"))
    make_news(slug="a-trois", regions=regions)
    assert "Bretagne, Île-de-France, Normandie" in main_of("/actualites/").text
    assert "Bretagne, Île-de-France, Normandie" in main_of("/actualites/a-trois/").text
