"""A cover stands at the head of its page and in lists, in the place of its cloth."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from tests.conference.alliances.factories import make_alliance
from tests.conference.factories import NationalConferencePageFactory, make_site_tree
from tests.conference.platform.worker import run_queue
from tests.events.factories import EventPageFactory

from .shown import make_picture, page_with

pytestmark = pytest.mark.django_db


def read(path: str) -> BeautifulSoup:
    return BeautifulSoup(Client().get(path).content, "html.parser")


def edition() -> Page:
    return NationalConferencePageFactory(slug="edition")


def local_page() -> Page:
    return make_site_tree().regions["bretagne"].page


@pytest.mark.parametrize("make", [edition, local_page, EventPageFactory, make_alliance])
def test_a_cover_stands_at_the_head_and_a_cloth_without_one(make: Callable[[], Page]) -> None:
    page = make()
    assert read(page.url).select_one(".subject__cloth > svg.cloth")
    page.cover = make_picture(credit="Camille Exemple")
    page.save()
    run_queue()
    head = read(page.url).select_one(".subject__cloth")
    assert not head.select("svg")
    image = head.select_one("picture img")
    assert (image["alt"], image["fetchpriority"]) == ("Un port vide.", "high")
    assert not image.has_attr("loading")
    assert [source["type"] for source in head.select("source")] == ["image/avif", "image/webp"]
    assert "Camille Exemple" in head.text


def test_a_page_of_text_shows_its_cover_below_its_title() -> None:
    page = page_with()
    assert not read(page.url).select(".cover")
    page.cover = make_picture()
    page.save()
    assert read(page.url).select_one(".page-title").find_next("img")["alt"] == "Un port vide."


@pytest.mark.parametrize(
    ("make", "path", "row"),
    [
        (edition, "/conference/", ".edition-row__cloth"),
        (EventPageFactory, "/agenda/", ".event-row__cloth"),
        (make_alliance, "/alliances/", ".alliance-card__cloth"),
        (make_alliance, "/regions/bretagne/", ".sample-card__cloth"),
    ],
)
def test_in_lists_a_cover_is_decorative_and_comes_when_it_is_seen(
    make: Callable[[], Page], path: str, row: str
) -> None:
    make_site_tree()
    page = make()
    assert read(path).select_one(f"{row} > svg.cloth")
    page.cover = make_picture()
    page.save()
    box = read(path).select_one(row)
    assert not box.select("svg")
    image = box.select_one("img")
    assert (image["alt"], image["loading"]) == ("", "lazy")
    assert image["width"]
    assert image["height"]
