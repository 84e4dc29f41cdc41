"""On a slow line, what a person does in the admin is asked of the site once."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page as Tab
from playwright.sync_api import Request
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Page

from conference.core.models import SiteSettings
from events.models import EventPage
from home.models import ContentPage
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import communicator, moderator, relay
from tests.events.factories import EventPageFactory

from .admin import Desk

pytestmark = [pytest.mark.browser, pytest.mark.reference]
DELAY = 800  # ms before the first byte of an answer
READING = 2500  # ms; only after two seconds does Wagtail begin to look for changes


@pytest.fixture
def tree(transactional_db: None) -> SiteTree:
    return make_site_tree(regions=("bretagne",))


@pytest.fixture
def desk(tree: SiteTree, page: Tab, live_server: LiveServer) -> Desk:
    return Desk(page, live_server.url)


def read(desk: Desk, address: str) -> None:
    """Open a form, look at it for a moment, and find oneself on a slow line."""
    desk.go(address)
    desk.tab.wait_for_timeout(READING)
    line = desk.tab.context.new_cdp_session(desk.tab)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": DELAY, "downloadThroughput": -1, "uploadThroughput": -1},
    )


def posts_to(desk: Desk, address: str) -> list[Request]:
    """What is sent to ``address`` from now on."""
    sent: list[Request] = []
    desk.tab.on(
        "request",
        lambda asked: sent.append(asked) if asked.method == "POST" and address in asked.url else None,
    )
    return sent


def change_and_press(desk: Desk, page: Page, button: str) -> list[Request]:
    """Correct the title on a slow line and press ``button`` at once."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    read(desk, address)
    sent = posts_to(desk, address)
    desk.field("Titre*").first.press_sequentially(" bis")
    desk.press(button)
    # Wagtail would save by itself about a second after the last key.
    desk.tab.wait_for_timeout(2 * DELAY)
    return sent


def test_publishing_is_one_request_and_leaves_no_draft(desk: Desk, tree: SiteTree) -> None:
    page = tree.home.add_child(instance=ContentPage(title="Une page", slug="une-page"))
    desk.log_in(communicator())
    sent = change_and_press(desk, page, "Publier")
    page.refresh_from_db()
    assert len(sent) == 1
    assert "bis" in page.title
    assert page.live
    assert not page.has_unpublished_changes


def test_approving_is_one_request_and_leaves_no_draft(desk: Desk, tree: SiteTree) -> None:
    local = tree.regions["bretagne"]
    event = EventPageFactory(parent=local.agenda, draft=True)
    event.save_revision()
    event.get_workflow().start(event, relay(local.region))
    desk.log_in(moderator())
    sent = change_and_press(desk, event, "Approuver et Publier")
    event = EventPage.objects.get(pk=event.pk)
    assert len(sent) == 1
    assert "bis" in event.title
    assert event.live
    assert not event.has_unpublished_changes
    assert event.current_workflow_state is None


def test_a_refused_form_may_be_sent_again(desk: Desk, tree: SiteTree) -> None:
    page = tree.home.add_child(instance=ContentPage(title="Une page", slug="une-page"))
    desk.log_in(communicator())
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    read(desk, address)
    desk.field("Titre*").first.fill("")
    desk.press("Publier")
    desk.field("Titre*").first.fill("Une page corrigée")
    desk.press("Publier")
    desk.is_told("publiée")
    page.refresh_from_db()
    assert page.title == "Une page corrigée"
    assert not page.has_unpublished_changes


def test_a_form_without_drafts_is_sent_once_by_a_double_click(desk: Desk, tree: SiteTree) -> None:
    desk.log_in(communicator())
    address = reverse("wagtailsettings:edit", args=["core", "sitesettings"])
    read(desk, address)
    sent = posts_to(desk, address)
    with desk.tab.expect_navigation():
        desk.tab.locator("footer button[type=submit]").dblclick()
    desk.tab.wait_for_timeout(2 * DELAY)
    assert len(sent) == 1
    assert SiteSettings.objects.count() == 1
