"""The town of a session in a browser: suggested as one types, chosen by keys or by touch, on a telephone."""

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.accessibility import faults_of_screen
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import relay
from tests.journeys.admin import Desk

pytestmark = [pytest.mark.browser, pytest.mark.reference]


@pytest.fixture
def tree(transactional_db: None) -> SiteTree:
    return make_site_tree(regions=("bretagne",))


@pytest.mark.parametrize("width", [390, 1350])
def test_a_relay_finds_her_town_by_its_beginning(
    page: Tab, live_server: LiveServer, tree: SiteTree, width: int
):
    desk = Desk(page, live_server.url)
    desk.log_in(relay(tree.regions["bretagne"].region))
    page.set_viewport_size({"width": width, "height": 850})
    desk.go(f"/admin/pages/add/events/eventpage/{tree.regions['bretagne'].agenda.pk}/")
    town = page.get_by_role("combobox", name="Ville", exact=True)
    postcode = page.get_by_role("textbox", name="Code postal")

    town.press_sequentially("Quimp")
    expect(town).to_have_attribute("aria-expanded", "true")
    options = page.get_by_role("listbox", name="Communes").get_by_role("option")
    expect(options).to_have_text(["Quimper (Finistère) 29000"])
    assert faults_of_screen(page) == []
    box = options.first.bounding_box()
    assert box
    assert box["height"] >= 24
    assert box["x"] + box["width"] <= width
    town.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert town.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    town.press("Enter")
    expect(town).to_have_value("Quimper (Finistère)")
    expect(town).to_have_attribute("aria-expanded", "false")
    expect(postcode).to_have_value("29000")

    town.fill("saint-den")
    options.filter(has_text="Saint-Denis (La Réunion)").click()
    expect(town).to_have_value("Saint-Denis (La Réunion)")
    expect(postcode).to_have_value("")
    expect(
        page.get_by_text("cette commune est en région La Réunion, pas dans celle de la page")
    ).to_be_visible()

    town.fill("Nulle Part")
    expect(page.get_by_text("Aucune commune de ce nom")).to_be_visible()
    town.fill("Quimper")
    expect(options).to_have_count(1)
    town.press("Escape")
    expect(town).to_have_value("Quimper")
    expect(options.first).to_be_hidden()
