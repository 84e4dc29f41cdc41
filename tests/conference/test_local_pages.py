"""A region's page: what it puts forward, its pictures and partners, in the order that its team wants."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from conference.blocks import USUAL_PARTS
from conference.models import LocalConferencePage, LocalPartner
from tests.conference.alliances.factories import make_alliance
from tests.conference.core.shown import make_picture
from tests.conference.factories import SiteTree, make_site_tree
from tests.events.factories import EventPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


@pytest.fixture
def page(tree: SiteTree) -> LocalConferencePage:
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda, title="Une session", slug="une-session")
    alliance = make_alliance(slug="une-alliance", title="Une alliance")
    draft = EventPageFactory(parent=tree.regions["bretagne"].agenda, title="Secrète", draft=True)
    page = tree.regions["bretagne"].page
    page.featured = [("page", each) for each in (alliance, event, draft)]
    page.photographs = [("image", {"image": make_picture(), "caption": "Le port"})]
    page.partners = [LocalPartner(name="Atelier du port")]
    page.body = [("paragraph", "<p>Une suite.</p>")]
    page.save()
    return page


def read(page: LocalConferencePage) -> BeautifulSoup:
    return BeautifulSoup(Client().get(page.url).content, "html.parser")


def titles(soup: BeautifulSoup) -> list[str]:
    return [title.get_text(strip=True) for title in soup.select(".prose h2")]


def test_the_parts_stand_in_their_usual_order(page: LocalConferencePage) -> None:
    soup = read(page)
    assert titles(soup) == [
        "À la une",
        "Prochaines sessions",
        "Les alliances d’ici",
        "En images",
        "Avec",
        "Lire l’étoffe\xa0: Bretagne",
    ]
    featured = [card.get_text(strip=True) for card in soup.select(".page-card h3")]
    assert featured == ["Une alliance", "Une session"], "what is not published does not show"
    assert "Le port" in soup.select_one(".photographs").text
    assert "Atelier du port" in soup.select_one(".partners").text
    assert "Une suite." in soup.select_one(".body").text


def test_the_team_chooses_the_order_and_leaves_parts_out(page: LocalConferencePage) -> None:
    page.parts = [(name, None) for name in ("partners", "text", "sessions")]
    page.save()
    soup = read(page)
    assert titles(soup) == ["Avec", "Prochaines sessions", "Lire l’étoffe\xa0: Bretagne"]
    assert not soup.select(".page-card, .photographs")


def test_the_form_takes_three_pages_and_each_part_once() -> None:
    featured = LocalConferencePage._meta.get_field("featured").stream_block
    parts = LocalConferencePage._meta.get_field("parts").stream_block
    assert featured.meta.max_num == 3
    assert {name: counts["max_num"] for name, counts in parts.meta.block_counts.items()} == dict.fromkeys(
        USUAL_PARTS, 1
    )
