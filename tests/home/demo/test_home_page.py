"""The demonstration shows more sections on the home page, and takes away its own only."""

import pytest

from home.demo.home_page import add_sections, remove_sections
from home.models import HomePage
from tests.conference.factories import make_site_tree

pytestmark = pytest.mark.django_db


def kinds(page: HomePage) -> list[str]:
    return [section.block_type for section in page.sections]


def test_sections_are_added_in_their_places_and_taken_away_again() -> None:
    make_site_tree(regions=())
    before = HomePage.objects.values_list("sections").get()[0].get_prep_value()
    add_sections()
    shown = "head sessions edition measure reviews figures regions alliances news call"
    assert " ".join(kinds(HomePage.objects.get())) == shown
    remove_sections()
    assert HomePage.objects.values_list("sections").get()[0].get_prep_value() == before


def test_what_the_team_moved_or_added_stays_in_the_page_and_in_its_draft() -> None:
    make_site_tree(regions=())
    add_sections()
    home = HomePage.objects.get()
    ours = {"type": "quote", "value": {"text": "À nous.", "author": ""}}
    home.sections = [ours, *reversed(home.sections.get_prep_value())]
    home.save_revision().publish()
    remove_sections()
    left = ["quote", "alliances", "regions", "reviews", "measure", "sessions", "head"]
    assert kinds(HomePage.objects.get()) == left
    assert kinds(HomePage.objects.get().get_latest_revision_as_object()) == left
