"""Blocks in a browser: nothing axe objects to, no policy broken, a form that asks for what is needed."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from conference.core.blocks import BodyBlock
from conference.core.wagtail_hooks import ContentChecks
from home.models import ContentPage, HomePage
from measures.models import Measure
from tests.accessibility import AXE, faults_of
from tests.conference.bodies import every_kind
from tests.journeys.communications import Editor
from tests.journeys.console import console_errors
from tests.journeys.test_queries import furnish

pytestmark = [pytest.mark.browser, pytest.mark.urls("conference.settings.serve_urls")]

HOST = "https://tube.exemple.fr"


@pytest.fixture
def refused(page: Tab) -> list[str]:
    """What the browser refuses, and scripts that fail."""
    return console_errors(page, findings=False)


@pytest.fixture
def site(transactional_db: None, live_server: LiveServer) -> Iterator[str]:
    """A site with one page of every kind of block."""
    furnish(3)
    home = HomePage.objects.get()
    measures = list(Measure.objects.order_by("number"))
    every = every_kind(number=3, measures=measures, pages=[home, *home.get_children()])
    every["video"]["url"] = f"{HOST}/w/abc"
    body = [{"type": kind, "value": every[kind]} for kind in BodyBlock().child_blocks]
    home.add_child(instance=ContentPage(title="Tous les blocs", slug="blocs", body=body))
    with override_settings(VIDEO_HOSTS=["tube.exemple.fr"]):
        yield live_server.url


def test_every_block_is_read_by_everybody(site: str, page: Tab, refused: list[str]) -> None:
    page.goto(f"{site}/blocs/")
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert faults_of(page) == []
    assert refused == []


def test_the_components_page_is_read_by_everybody(
    site: str, live_server: LiveServer, page: Tab, refused: list[str]
) -> None:
    Editor(page, live_server)  # logged in
    page.goto(f"{site}/admin/composants/")
    assert faults_of(page) == []
    assert refused == []


def test_a_video_is_asked_for_at_the_click_only(site: str, page: Tab, refused: list[str]) -> None:
    asked: list[str] = []
    page.route(
        f"{HOST}/**",
        lambda route: route.fulfill(body="<p>La vidéo</p>", content_type="text/html; charset=utf-8"),
    )
    page.on("request", lambda request: asked.append(request.url) if HOST in request.url else None)
    page.goto(f"{site}/blocs/")
    poster = page.get_by_role("link", name="Lire la vidéo")
    poster.scroll_into_view_if_needed()
    assert asked == []
    poster.click()
    expect(page.frame_locator("iframe[title='Le replay']").get_by_text("La vidéo")).to_be_visible()
    assert asked == [f"{HOST}/videos/embed/abc"]
    assert refused == []


def test_the_checks_find_a_link_to_a_draft(site: str, page: Tab) -> None:
    """The rule that is handed to the editor's checker, run as it runs it."""
    page.goto(f"{site}/blocs/")
    page.evaluate(AXE)
    found = "checks => { axe.configure(checks); return axe.run(document, {runOnly: ['draft-link']}); }"
    checks = {"rules": [ContentChecks.axe_custom_rules[-1]]}
    assert page.evaluate(found, checks)["violations"] == []
    page.evaluate("document.querySelector('.rich-text a').outerHTML = '<a class=draft-link>ceci</a>'")
    assert [each["id"] for each in page.evaluate(found, checks)["violations"]] == ["draft-link"]


def test_a_form_asks_for_what_the_choice_asks(site: str, live_server: LiveServer, page: Tab) -> None:
    editor = Editor(page, live_server)
    editor.open(f"/admin/pages/{ContentPage.objects.get(slug='blocs').pk}/edit/")
    wanted = {
        "measures": {
            "chosen": ["measures"],
            "dimension": ["dimension"],
            "board": [],
        },
        "alliances": {"filtered": ["region", "measure", "number"], "chosen": ["alliances"]},
        "cards": {"chosen": ["pages"], "below": ["parent"]},
    }
    for kind, answers in wanted.items():
        block = page.locator(".shown-by-mode").nth(list(wanted).index(kind))
        fields = {name for names in answers.values() for name in names}
        for answer, names in answers.items():
            block.locator("select[name$='-mode']").select_option(answer)
            for field in fields:
                shown = expect(block.locator(f"> [data-contentpath='{field}']"))
                shown.to_be_visible() if field in names else shown.to_be_hidden()
