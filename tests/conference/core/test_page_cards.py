"""Cards of pages: chosen one by one or those below a page, published ones only, in few queries."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail import blocks
from wagtail.models import Page, PageViewRestriction

from conference.core.blocks.links import CardsBlock
from home.models import ContentPage
from tests.conference.factories import make_site_tree
from tests.queries import check_same, page_queries

pytestmark = pytest.mark.django_db


def below(parent: Page, title: str, **values: object) -> ContentPage:
    page = ContentPage(title=title, slug=title.lower(), **values)
    return Page.objects.get(pk=parent.pk).add_child(instance=page)


def cards(**value: object) -> list[dict]:
    return [{"type": "cards", "value": {"title": "", "pages": [], "parent": None, "mode": "chosen", **value}}]


def titles(client: Client, page: Page) -> list[str]:
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    return [card.text.strip() for card in soup.select(".page-card h2 a")]


def test_chosen_pages_stand_in_their_order_and_a_draft_does_not(client: Client) -> None:
    home = make_site_tree(regions=()).home
    a, b, draft = (
        below(home, "A", introduction="Le <b>propos</b>."),
        below(home, "B"),
        below(home, "C", live=False),
    )
    page = below(home, "Page", body=cards(pages=[b.pk, draft.pk, a.pk, b.pk]))
    assert titles(client, page) == ["B", "A"]
    assert "Le propos." in client.get(page.url).content.decode()


def test_pages_below_one_show_themselves_and_those_kept_for_some_do_not(client: Client) -> None:
    home = make_site_tree(regions=()).home
    parent = below(home, "Dossier")
    children = [below(parent, name) for name in ("Un", "Deux", "Trois")]
    below(parent, "Quatre", live=False)
    PageViewRestriction.objects.create(page=children[1], restriction_type="login")
    page = below(home, "Page", body=cards(mode="below", parent=parent.pk))
    assert titles(client, page) == ["Un", "Trois"]


def test_twelve_cards_ask_as_much_as_one(client: Client) -> None:
    home = make_site_tree(regions=()).home
    others = [below(home, f"Autre-{n}") for n in range(12)]
    one = below(home, "Une", body=cards(pages=[others[0].pk]))
    many = below(home, "Douze", body=cards(pages=[other.pk for other in others]))
    few = page_queries(client, one.url)
    check_same(few, page_queries(client, many.url))
    twice = below(home, "Deux-fois", body=cards(pages=[others[0].pk]) * 2)
    check_same(few, page_queries(client, twice.url), of="twice the same block:")


@pytest.mark.parametrize("mode", ["chosen", "below"])
def test_cards_of_no_page_are_refused(mode: str) -> None:
    block = CardsBlock()
    value = block.to_python({"title": "", "mode": mode, "pages": [], "parent": None})
    with pytest.raises(blocks.StructBlockValidationError) as refusal:
        block.clean(value)
    assert list(refusal.value.block_errors) == ["mode"]
    assert block.clean_deferred(value)["mode"] == mode
