"""The communications team composes the home page, and closes what stands above every page."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from conference.core.models import SiteSettings
from home.models import HomePage
from tests.accessibility import faults_of, faults_of_frame, faults_of_screen
from tests.journeys.communications import Editor
from tests.journeys.console import console_errors

pytestmark = [pytest.mark.browser, pytest.mark.reference]


@pytest.fixture
def site(transactional_db: None, live_server: LiveServer) -> str:
    return live_server.url


@pytest.fixture
def editor(transactional_db: None, live_server: LiveServer, page: Page) -> Editor:
    return Editor(page, live_server)


def test_the_team_puts_six_sections_in_another_order(editor: Editor, page: Page) -> None:
    visitor = page.context.new_page()
    said = [console_errors(tab, findings=False) for tab in (page, visitor)]
    page.emulate_media(reduced_motion="reduce")  # else a colour is read halfway to the other theme's
    editor.open(f"/admin/pages/{HomePage.objects.get().pk}/edit/")
    stream = page.locator("[data-contentpath=sections]")
    blocks = stream.locator("[data-streamfield-child]")
    expect(blocks).to_have_count(6)

    # one goes, one moves up, a new one comes last
    blocks.nth(3).get_by_role("button", name="Supprimer").first.click()
    expect(blocks.nth(3)).to_be_hidden()
    blocks.nth(4).get_by_role("button", name="Monter").first.click()
    stream.locator(".c-sf-add-button").last.click()
    page.get_by_role("option", name="Appel", exact=True).click()
    expect(blocks).to_have_count(7)  # before the new one, the last was another
    call = blocks.last
    call.locator("[data-contentpath=title] input").fill("Venir à Rennes")
    call.locator("[data-contentpath=button] [data-contentpath=text] input").fill("Voir l’agenda")
    call.locator("[data-contentpath=button] [data-contentpath=url] input").fill("/agenda/")

    # seen before anybody else sees it; what is empty is said to be
    shown = editor.preview()
    expect(shown.locator(".panel h2")).to_have_text("Venir à Rennes")
    expect(shown.locator(".message")).to_have_count(2)  # no session, no alliance yet
    assert faults_of_frame(editor.look_at_preview(375)) == []
    assert faults_of_screen(page) == []

    editor.publish()
    visitor.goto(editor.site)
    titles = visitor.locator("main h1, .sections > section h2, .sections > .banner h2").all_inner_texts()
    kinds = [section.block_type for section in HomePage.objects.get().sections]
    assert kinds == ["head", "sessions", "regions", "measure", "alliances", "call"]
    assert titles[1:] == ["Dix-huit régions, dix-huit étoffes", "Mesure 16", "Venir à Rennes"]
    assert visitor.locator(".message").count() == 0
    assert faults_of(visitor) == []
    assert said == [[], []]


def test_a_banner_that_somebody_closed_is_not_drawn_again_until_it_says_something_else(
    site: str, page: Page
) -> None:
    def say(text: str) -> None:
        settings = SiteSettings.load()
        settings.banner_text, settings.banner_tone = text, "alerte"
        settings.save()

    say("Le forum est reporté.")
    page.goto(site)
    banner = page.locator(".site-banner")
    expect(banner).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("button", name="Fermer le bandeau").focus()
    page.keyboard.press("Enter")
    expect(banner).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "contenu"
    assert page.context.cookies() == []

    # never drawn: hidden by the time the first of the page is there
    page.add_init_script(
        "new MutationObserver((_, seen) => { const b = document.querySelector('.site-banner');"
        " if (b) { window.drawn = getComputedStyle(b).display; seen.disconnect(); } })"
        ".observe(document, { childList: true, subtree: true })"
    )
    page.goto(f"{site}/agenda/")
    assert page.evaluate("window.drawn") == "none"

    say("Le forum a lieu le 3.")
    page.reload()
    expect(banner).to_be_visible()


def test_without_a_script_a_banner_stays_and_has_no_button(site: str, browser_context_args, browser) -> None:
    settings = SiteSettings.load()
    settings.banner_text = "Le forum est reporté."
    settings.save()
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(site)
    expect(tab.locator(".site-banner")).to_be_visible()
    expect(tab.locator(".site-banner button")).to_be_hidden()
    # nor does a menu need one
    tab.locator(".nav summary").click()
    expect(tab.locator(".nav__more a").first).to_be_visible()
    context.close()


def test_a_menu_opens_by_keyboard_and_closes_with_escape(site: str, page: Page) -> None:
    page.goto(site)
    opener = page.locator(".nav summary")
    opener.focus()
    page.keyboard.press("Enter")
    first = page.locator(".nav__more a").first
    expect(first).to_be_visible()
    assert faults_of(page) == []
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(first).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    expect(first).to_be_visible()
    page.locator("main").click(position={"x": 5, "y": 300})
    expect(first).to_be_hidden()
