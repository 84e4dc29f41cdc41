"""Wagtail's user bar on public pages, and the accessibility checker of the editor, in a browser."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Site

from home.models import ContentPage, HomePage
from measures.models import Measure
from tests.journeys.communications import Editor
from tests.journeys.console import console_errors
from tests.journeys.test_queries import furnish

pytestmark = pytest.mark.browser


@pytest.fixture
def refused(page: Tab) -> list[str]:
    """What the browser refuses, and scripts that fail."""
    return console_errors(page, findings=False)


@pytest.fixture
def editor(transactional_db: None, live_server: LiveServer, page: Tab) -> Editor:
    furnish(1)
    Site.objects.update(hostname="localhost")
    return Editor(page, live_server)


def open_the_bar(page: Tab) -> None:
    page.get_by_role("button", name="Voir les actions rapides Wagtail").click()
    expect(page.get_by_role("menuitem", name="Vérifications")).to_be_visible()


def test_the_bar_works_on_public_pages_under_their_policy(
    editor: Editor, page: Tab, refused: list[str]
) -> None:
    for path in ("/mesures/16-adresse-16/", "/regions/bretagne/agenda/rencontre-1/", "/contact/", "/"):
        page.goto(editor.site + path)
        page.wait_for_load_state("networkidle")
        open_the_bar(page)
        assert refused == [], path
    page.get_by_role("menuitem", name="Modifier cette page").click()
    assert editor.here == reverse("wagtailadmin_pages:edit", args=[HomePage.objects.get().pk])


def test_the_checker_reads_the_preview_of_a_page_and_of_a_measure(editor: Editor, page: Tab) -> None:
    content, measure = ContentPage.objects.get(), Measure.objects.get(number=16)
    opener = page.locator("[data-side-panel-toggle=checks]")
    panel = page.locator("[data-side-panel=checks]")
    for address in (
        reverse("wagtailadmin_pages:edit", args=[content.pk]),
        reverse("wagtailsnippets_measures_measure:edit", args=[measure.pk]),
    ):
        editor.open(address)
        opener.click()
        expect(panel.locator("[data-content-word-count]")).to_have_text(re.compile(r"[1-9]"))
        opener.click()  # else the next form opens it by itself

    # what it finds, in French
    editor.open(reverse("wagtailadmin_pages:edit", args=[content.pk]))
    opener.click()
    expect(panel.get_by_text("La méta-description est vide")).to_be_visible()
