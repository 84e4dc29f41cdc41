"""Chromium talks to a live server that answers from the test's own database."""

import pytest
from playwright.sync_api import Page as Tab
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Page

pytestmark = [pytest.mark.browser_sqlite, pytest.mark.reference]


@pytest.mark.parametrize("turn", [1, 2])
def test_the_browser_sees_what_the_test_wrote_and_the_next_test_does_not(
    page: Tab, live_server: LiveServer, turn: int
) -> None:
    home = Page.objects.get(depth=2)
    assert home.seo_title == ""
    Page.objects.filter(pk=home.pk).update(seo_title="Écrit par l’essai")
    answer = page.goto(live_server.url)
    assert answer is not None
    assert answer.status == 200
    assert page.title().startswith("Écrit par l’essai")
    assert page.evaluate("navigator.language") == "fr-FR"
    assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == "Europe/Paris"
