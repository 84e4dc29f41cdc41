"""A page of ten kinds of blocks asks few queries from cold, as many with one of each thing as with thirty."""

from collections.abc import Sequence

import pytest
from django.test import Client
from wagtail.models import Page

from conference.core.blocks import BodyBlock
from home.models import ContentPage
from tests.conference.alliances.factories import make_alliance
from tests.conference.bodies import every_kind
from tests.conference.factories import make_site_tree
from tests.events.factories import EventPageFactory
from tests.home.news.factories import make_news
from tests.home.resources.test_library import make_resource
from tests.measures.factories import make_measures
from tests.queries import check_few, check_same, page_queries

pytestmark = pytest.mark.django_db

# Those that ask the most, ten at a time.
TEN = [
    "paragraph",
    "image",
    "picture_and_text",
    "documents",
    "measures",
    "table",
    "gallery",
    "sessions",
    "alliances",
    "cards",
]
MOST = 16


def make_page(home: Page, slug: str, body: list[dict]) -> ContentPage:
    page = ContentPage(title=slug, slug=slug, body=body)
    return Page.objects.get(pk=home.pk).add_child(instance=page)


def body_of(kinds: Sequence[str], **made: object) -> list[dict]:
    every = every_kind(**made)  # type: ignore[arg-type]
    return [{"type": kind, "value": every[kind]} for kind in kinds]


def test_ten_kinds_of_blocks_ask_few_queries_whatever_they_hold(client: Client) -> None:
    tree = make_site_tree(regions=("bretagne",))
    measures = list(make_measures().values())
    pages = [make_page(tree.home, f"page-{n}", []) for n in range(30)]
    for n in range(30):
        EventPageFactory(parent=tree.regions["bretagne"].agenda, slug=f"rencontre-{n}")
        make_alliance(slug=f"alliance-{n}", title=f"Alliance {n:02d}", measures=measures[:2])
    asked = {}
    for number in (1, 30):
        body = body_of(TEN, number=number, measures=measures, pages=pages)
        page = make_page(tree.home, f"corps-{number}", body)
        twice = make_page(tree.home, f"deux-fois-{number}", body * 2)
        asked[number] = page_queries(client, page.url)
        check_few(asked[number], most=MOST, of=f"{number} of each:")
        check_same(asked[number], page_queries(client, twice.url), of="the same blocks twice:")
    check_same(asked[1], asked[30])


def test_every_kind_of_block_shows_something(client: Client) -> None:
    tree = make_site_tree(regions=("bretagne",))
    EventPageFactory(parent=tree.regions["bretagne"].agenda)
    measures = list(make_measures().values())
    make_alliance(measures=measures[:2])
    make_news()
    make_resource("Un kit")
    kinds = list(BodyBlock().child_blocks)
    body = body_of(kinds, number=1, measures=measures, pages=[tree.agenda])
    page = make_page(tree.home, "tout", body)
    html = client.get(page.url).content.decode()
    for kind in kinds:
        shown = html.split(f'<div class="w-block-{kind} block-{kind}">')[1].split('<div class="w-block-')[0]
        assert len(shown.strip()) > 60, kind
