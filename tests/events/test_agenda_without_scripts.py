"""A visitor whose browser runs no script narrows the agenda, by keyboard alone."""

import pytest
from playwright.sync_api import Browser, expect

from tests.conference.factories import make_site_tree
from tests.events.factories import EventPageFactory


@pytest.mark.browser
def test_a_visitor_without_scripts_finds_a_session_in_la_reunion(live_server, browser: Browser) -> None:
    tree = make_site_tree()
    EventPageFactory(title="Rencontre de Rennes")
    EventPageFactory(title="Rencontre de Saint-Denis", parent=tree.regions["la-reunion"].agenda)
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.goto(f"{live_server.url}/agenda/")

    page.get_by_label("Mot, ville, code postal, département").fill("rencontre")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Filtrer", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the list of regions opens
    page.get_by_role("group", name="Région").get_by_label("La Réunion").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")  # the form is sent

    expect(page.get_by_text("1 session à venir")).to_be_visible()
    expect(page.locator(".event-row h3")).to_have_text(["Rencontre de Saint-Denis"])
    expect(page.get_by_label("Mot, ville, code postal, département")).to_have_value("rencontre")

    page.get_by_role("link", name="Retirer le critère La Réunion").click()
    expect(page.locator(".event-row h3")).to_have_count(2)
    context.close()
