"""A link to a page that visitors cannot read is words only (E10)."""

import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from conference.core.blocks import RICH_TEXT, ParagraphBlock
from home.models import ContentPage
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator

pytestmark = pytest.mark.django_db


def make_page(title: str, home: Page, *, live: bool = True, body: list | None = None) -> ContentPage:
    page = ContentPage(title=title, slug=title.lower(), live=live, body=body or [])
    return Page.objects.get(pk=home.pk).add_child(instance=page)


def link_to(key: int) -> dict:
    return {"type": "paragraph", "value": f'<p>Lire <a linktype="page" id="{key}">cette page</a>.</p>'}


def links(client: Client, page: Page) -> list[str | None]:
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    return [link.get("href") for link in soup.select(".rich-text a")]


def test_a_link_to_a_draft_is_words_until_the_page_is_published(client: Client) -> None:
    home = make_site_tree(regions=()).home
    draft = make_page("Brouillon", home, live=False)
    page = make_page("Page", home, body=[link_to(draft.pk)])
    assert links(client, page) == [None]
    draft.save_revision().publish()
    assert links(client, page) == ["/brouillon/"]
    ContentPage.objects.get(pk=draft.pk).unpublish()
    assert links(client, page) == [None]


def test_a_link_to_a_page_that_is_gone_is_words(client: Client) -> None:
    page = make_page("Page", make_site_tree(regions=()).home, body=[link_to(987_654)])
    assert links(client, page) == [None]


def test_thirty_texts_with_links_ask_as_much_as_one(client: Client) -> None:
    home = make_site_tree(regions=()).home
    others = [make_page(f"Page-{number}", home) for number in range(30)]
    one = make_page("Une", home, body=[link_to(others[0].pk)])
    many = make_page("Trente", home, body=[link_to(other.pk) for other in others])
    asked = {}
    for page in (one, many, one, many):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert all(links(client, page))
        asked[page.pk] = len(queries)
    assert asked[one.pk] == asked[many.pk]


def test_a_text_may_quote_and_holds_no_code() -> None:
    features = ParagraphBlock().features
    assert "blockquote" in features
    assert "code" not in {*features, *RICH_TEXT}


def test_the_editor_is_told_of_a_link_to_a_draft() -> None:
    page = make_page("Page", make_site_tree(regions=()).home)
    html = browser_of(communicator()).get(f"/admin/pages/{page.pk}/edit/").content.decode()
    soup = BeautifulSoup(html, "html.parser")
    checks = json.loads(soup.select_one("#checker-axe-configuration").text)
    assert "draft-link" in checks["options"]["runOnly"]
    assert "pas publiée" in checks["messages"]["draft-link"]["error_name"]
