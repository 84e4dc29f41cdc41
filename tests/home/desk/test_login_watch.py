"""Whoever writes while the login expires loses nothing."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from events.models import EventPage
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator
from tests.events.factories import EventPageFactory
from tests.journeys.admin import Desk


@pytest.mark.django_db
def test_the_state_of_a_login_is_told_to_who_is_logged_in() -> None:
    make_site_tree(regions=())
    client, address = browser_of(communicator()), reverse("login_state")
    assert set(client.get(address).json()) == {"token"}
    client.logout()
    assert client.get(address, headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403


@pytest.mark.browser
def test_a_login_that_expires_is_said_and_the_text_is_saved_after_a_new_one(
    page: Tab, live_server: LiveServer, transactional_db: None
) -> None:
    tree, user = make_site_tree(regions=()), communicator()
    event = EventPageFactory(parent=tree.agenda, live=False, title="Avant")
    desk = Desk(page, live_server.url)
    desk.log_in(user)
    desk.go(f"/admin/pages/{event.pk}/edit/")
    page.locator("#id_title").fill("Après une longue réflexion")
    Session.objects.all().delete()

    page.evaluate("window.dispatchEvent(new Event('focus'))")
    notice = page.get_by_role("alert").filter(has_text="Votre connexion a expiré.")
    expect(notice).to_be_visible()
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.locator("#id_title")).to_have_value("Après une longue réflexion")  # still there, not sent

    with page.context.expect_page() as opened:
        notice.get_by_role("link", name="Me reconnecter dans un autre onglet").click()
    other = Desk(opened.value, live_server.url)
    other.log_in(user)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(notice).to_have_count(0)
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.get_by_role("status").filter(has_text="Après une longue réflexion")).to_be_visible()
    saved = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()
    assert saved.title == "Après une longue réflexion"


@pytest.mark.browser
def test_who_saves_at_once_after_the_login_expired_loses_nothing_either(
    page: Tab, live_server: LiveServer, transactional_db: None
) -> None:
    tree, user = make_site_tree(regions=()), communicator()
    event = EventPageFactory(parent=tree.agenda, live=False, title="Avant")
    page.clock.install()
    desk = Desk(page, live_server.url)
    desk.log_in(user)
    desk.go(f"/admin/pages/{event.pk}/edit/")
    page.locator("#id_title").fill("Après une longue réflexion")
    page.clock.fast_forward(10_000)
    Session.objects.all().delete()
    page.get_by_role("button", name="Enregistrer le brouillon").evaluate("button => button.click()")
    expect(page.get_by_role("alert").filter(has_text="Votre connexion a expiré.")).to_be_visible()
    expect(page.locator("#id_title")).to_have_value("Après une longue réflexion")


@pytest.mark.browser
def test_a_form_left_open_for_long_is_saved_in_one_click(
    page: Tab, live_server: LiveServer, transactional_db: None
) -> None:
    tree, user = make_site_tree(regions=()), communicator()
    event = EventPageFactory(parent=tree.agenda, live=False, title="Avant")
    page.clock.install()
    desk = Desk(page, live_server.url)
    desk.log_in(user)
    desk.go(f"/admin/pages/{event.pk}/edit/")
    page.locator("#id_title").fill("Après")
    page.clock.fast_forward(10_000)
    page.get_by_role("button", name="Enregistrer le brouillon").evaluate(
        "button => { button.click(); button.click(); }"
    )
    expect(page.get_by_role("status").filter(has_text="Après")).to_be_visible()
    assert EventPage.objects.get(pk=event.pk).revisions.exclude(user=None).count() == 1
