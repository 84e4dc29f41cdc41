"""Words longer than a column: they break, and nobody has to scroll sideways to read the rest."""

import pytest
from playwright.sync_api import Page as Tab
from pytest_django.live_server_helper import LiveServer

from conference.core.models import SiteSettings
from home.resources.models import ResourcesPage
from tests.accessibility import WIDTHS
from tests.conference.factories import make_site_tree
from tests.home.resources.test_library import make_resource

from .factories import NewsPageFactory

pytestmark = [pytest.mark.browser, pytest.mark.urls("conference.settings.serve_urls")]
LONG = "anticonstitutionnellement" * 7


def test_a_long_word_stays_within_the_window(
    transactional_db: None, live_server: LiveServer, page: Tab
) -> None:
    tree = make_site_tree()
    tree.home.refresh_from_db()
    tree.home.add_child(instance=ResourcesPage(title="Ressources", slug="ressources"))
    news = NewsPageFactory(parent=tree.news, title=LONG, summary=LONG, author=LONG[:80])
    resource = make_resource(LONG, description=LONG)
    site = SiteSettings.load()
    site.banner_text = LONG
    site.save()
    beyond = {}
    for path in (news.url, news.get_parent().url, f"/ressources/{resource.pk}-x/", "/ressources/"):
        page.goto(f"{live_server.url}{path}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            beyond |= {(path, width): found} if found > 0 else {}
    assert beyond == {}
