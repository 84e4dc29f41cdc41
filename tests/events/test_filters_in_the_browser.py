"""The filters of the agenda and of its archives close as a browser's own lists do."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conference.factories import make_site_tree

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["/agenda/", "/agenda/archives/"])
def listed(request, live_server, page: Page) -> Page:
    make_site_tree(regions=("bretagne", "la-reunion"))
    page.set_viewport_size({"width": 390, "height": 800})  # an open list pushes what stands below
    page.goto(live_server.url + request.param)
    page.get_by_text("Choisir les critères").click()
    return page


def lists(page: Page) -> tuple[Locator, Locator]:
    """The list of the regions, and the one that stands after it."""
    region = page.locator("fieldset:has([name=region])")
    return region.locator(".filters__choice"), region.locator("+ fieldset .filters__choice")


def box(page: Page, region: str) -> Locator:
    return page.locator(f"[name=region][value={region}]")


def test_escape_closes_a_list_and_gives_the_focus_back(listed: Page) -> None:
    region, _after = lists(listed)
    region.locator("summary").focus()
    listed.keyboard.press("Enter")
    box(listed, "la-reunion").focus()
    listed.keyboard.press("Space")
    expect(region).to_have_attribute("open", "")

    listed.keyboard.press("Escape")
    expect(region).not_to_have_attribute("open", "")
    expect(region.locator("summary")).to_be_focused()
    expect(box(listed, "la-reunion")).to_be_checked()


def test_a_list_closes_when_the_keyboard_moves_on(listed: Page) -> None:
    region, after = lists(listed)
    region.locator("summary").focus()
    listed.keyboard.press("Enter")
    for _choice in range(region.locator("input").count()):
        listed.keyboard.press("Tab")
    expect(region).to_have_attribute("open", "")  # the focus is on its last choice

    listed.keyboard.press("Tab")
    expect(region).not_to_have_attribute("open", "")
    expect(after.locator("summary")).to_be_focused()


def test_a_click_elsewhere_closes_a_list_and_counts(listed: Page) -> None:
    region, after = lists(listed)
    region.locator("summary").click()
    box(listed, "la-reunion").click()
    box(listed, "bretagne").click()
    expect(region).to_have_attribute("open", "")

    after.locator("summary").click()
    expect(region).not_to_have_attribute("open", "")
    expect(after).to_have_attribute("open", "")

    listed.get_by_role("heading", level=1).click()
    expect(after).not_to_have_attribute("open", "")

    region.locator("summary").click()
    listed.get_by_role("button", name="Filtrer").click()
    listed.wait_for_url("**/?*region=bretagne*")


def test_on_a_telephone_the_criteria_are_applied_below_the_last_one(listed: Page) -> None:
    listed.locator("fieldset:has([name=acces]) summary").click()
    listed.locator("[name=acces][value=lift]").check()
    listed.get_by_role("button", name="Appliquer ces critères").click()
    listed.wait_for_url("**/?*acces=lift*")
    listed.set_viewport_size({"width": 1350, "height": 900})
    expect(listed.get_by_text("Appliquer ces critères")).to_be_hidden()
