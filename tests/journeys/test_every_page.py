"""Every public page: nothing axe objects to, no sideways scroll, no policy broken, light on first view."""

from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.finders import get_finders
from playwright.sync_api import Browser, Page

from conference.core.static_files import joined
from events.models import EventPage
from events.registrations.models import RegistrationSettings
from tests.journeys.test_queries import PAGES, furnish

pytestmark = pytest.mark.browser

ADDRESSES = [
    *PAGES,
    "/agenda/",
    "/agenda/?q=rien&page=9",
    "/agenda/archives/",
    "/regions/bretagne/agenda/rencontre-1/",
    "/regions/bretagne/agenda/rencontre-1/inscription/",
]
FIRST_VIEW = 100 * 1024  # bytes of HTML, CSS, JavaScript and fonts
FONTS = Path("static/fonts")


@pytest.fixture(scope="module")
def stylesheet() -> str:
    """The one stylesheet, as collecting joins it."""
    files = {path: (storage, path) for finder in get_finders() for path, storage in finder.list([])}
    return joined(files)


@pytest.fixture
def site(transactional_db: None, live_server) -> str:
    furnish(3)
    event = EventPage.objects.get(slug="rencontre-1")
    RegistrationSettings.objects.create(event=event, enabled=True, capacity=20)
    return live_server.url


@pytest.fixture
def visitor(browser: Browser, browser_context_args: dict, stylesheet: str) -> Iterator[Page]:
    """A page that is given the stylesheet in one piece, as visitors are."""
    context = browser.new_context(**browser_context_args)
    context.route(
        "**/css/main.css",
        lambda route: route.fulfill(body=stylesheet, content_type="text/css; charset=utf-8"),
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("width", "theme"), [(320, "light"), (768, "dark"), (1350, "light"), (1350, "dark")])
def test_nothing_stands_in_anybodys_way(site: str, visitor: Page, width: int, theme: str) -> None:
    visitor.set_viewport_size({"width": width, "height": 900})
    visitor.emulate_media(color_scheme=theme)
    refused: list[str] = []
    visitor.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    found = {}
    for address in ADDRESSES:
        visitor.goto(site + address)
        faults = [
            f"{fault['id']}: {fault['nodes'][0]['html'][:120]}"
            for fault in Axe().run(visitor, options={"preload": False}).response["violations"]
        ]
        beyond = visitor.evaluate("document.documentElement.scrollWidth - innerWidth")
        if faults or beyond > 0 or refused:
            found[address] = (faults, beyond, list(refused))
            refused.clear()
    assert found == {}


def test_the_first_view_of_any_page_is_light(site: str, visitor: Page, stylesheet: str) -> None:
    style = len(brotli.compress(stylesheet.encode()))
    sizes = {}
    for address in ADDRESSES:
        fonts: set[str] = set()
        scripts: list[int] = []
        visitor.on("requestfinished", lambda done, fonts=fonts: fonts.add(done.url.rsplit("/", 1)[-1]))
        visitor.on(
            "response",
            lambda answer, scripts=scripts: (
                scripts.append(len(answer.body())) if answer.request.resource_type == "script" else None
            ),
        )
        document = visitor.goto(site + address, wait_until="networkidle")
        assert document is not None
        html = document.request.sizes()["responseBodySize"]
        used = sum((FONTS / name).stat().st_size for name in fonts if name.endswith(".woff2"))
        sizes[address] = html + style + used + sum(scripts)
    assert {address: size for address, size in sizes.items() if size > FIRST_VIEW} == {}
    assert sizes["/"] > 40 * 1024, "fonts were not counted"


def test_the_skip_link_leads_past_the_menu(site: str, visitor: Page) -> None:
    visitor.goto(site)
    visitor.keyboard.press("Tab")
    assert visitor.evaluate("document.activeElement.textContent") == "Aller au contenu"
    visitor.keyboard.press("Enter")
    assert visitor.evaluate("document.activeElement.id") == "contenu"
