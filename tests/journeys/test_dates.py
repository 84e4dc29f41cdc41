"""Days and hours typed, pasted and picked in the admin, on a desktop and on a telephone."""

import re

import pytest
from playwright.sync_api import Locator, Route, expect
from playwright.sync_api import Page as Tab
from pytest_django.live_server_helper import LiveServer

from events.models import EventPage
from tests.accessibility import faults_of_screen
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import relay
from tests.events.factories import EventPageFactory, at

from .admin import PATIENCE, Desk

pytestmark = [pytest.mark.browser, pytest.mark.reference]
REUNION = "Indian/Reunion"
PASTE = """(input, text) => {
    input.focus(); input.value = text;
    input.dispatchEvent(new ClipboardEvent("paste", {bubbles: true}));
    input.dispatchEvent(new InputEvent("input", {bubbles: true, inputType: "insertFromPaste"}));
}"""
SCREENS = {"desktop": (1350, 900), "telephone": (390, 844)}


@pytest.fixture
def tree(transactional_db: None) -> SiteTree:
    return make_site_tree(regions=("la-reunion",))


@pytest.fixture(params=SCREENS)
def form(request: pytest.FixtureRequest, page: Tab, live_server: LiveServer, tree: SiteTree) -> Desk:
    """The form of a new session of La Réunion, on both screens."""
    desk = Desk(page, live_server.url)
    desk.log_in(relay(tree.regions["la-reunion"].region, publishes=True))
    width, height = SCREENS[request.param]
    page.set_viewport_size({"width": width, "height": height})
    desk.go(f"/admin/pages/add/events/eventpage/{tree.regions['la-reunion'].agenda.pk}/")
    return desk


def moment(form: Desk, name: str) -> Locator:
    return form.tab.locator(f"[data-moment]:has([name={name}])")


def said(form: Desk, name: str) -> Locator:
    return moment(form, name).get_by_role("status")


def day(form: Desk, name: str) -> Locator:
    return form.tab.locator(f"#id_{name}")


def hour(form: Desk, name: str) -> Locator:
    return form.tab.locator(f"#id_{name}_hour")


def name(form: Desk) -> None:
    """Give the session its title, and wait for the address that follows it."""
    form.field("Titre*").press_sequentially("Une session")
    expect(form.tab.locator("#id_slug")).to_have_value("une-session")


def test_what_is_pasted_is_understood(form: Desk) -> None:
    hour(form, "start").evaluate(PASTE, "17h30")
    expect(hour(form, "start")).to_have_value("17:30")
    expect(said(form, "start")).to_have_text("17 h 30")

    day(form, "start").evaluate(PASTE, "le 15 décembre 2026")
    expect(day(form, "start")).to_have_value("15/12/2026")
    expect(said(form, "start")).to_have_text("mardi 15 décembre 2026 à 17 h 30")
    expect(moment(form, "start")).to_contain_text("heure de La Réunion")

    day(form, "end").evaluate(PASTE, "mardi 15 déc. 2026, 8 h 30")
    expect(day(form, "end")).to_have_value("15/12/2026")
    expect(hour(form, "end")).to_have_value("08:30")


def test_a_day_that_does_not_exist_is_refused_and_stays_as_typed(form: Desk) -> None:
    day(form, "start").fill("31/02/2027")
    day(form, "start").press("Tab")
    expect(said(form, "start")).to_contain_text("Il n’y a pas de 31 février 2027")
    expect(day(form, "start")).to_have_value("31/02/2027")
    expect(day(form, "start")).to_have_attribute("aria-invalid", "true")
    assert faults_of_screen(form.tab) == []

    name(form)
    form.press("Enregistrer le brouillon")
    expect(form.tab.locator("#id_start")).to_have_value("31/02/2027")
    errors = form.tab.locator("[data-field]:has(#id_start) [data-field-errors]")
    expect(errors).to_contain_text("28/02/2027")


def test_any_minute_may_be_typed_and_each_quarter_is_at_hand(form: Desk) -> None:
    hour(form, "start").press_sequentially("1737")
    hour(form, "start").press("Tab")
    expect(hour(form, "start")).to_have_value("17:37")
    quarters = form.tab.locator("#moment-quarters option")
    expect(quarters).to_have_count(96)
    values = quarters.evaluate_all("options => options.map(option => option.value)")
    assert {"08:15", "08:30", "08:45", "23:45", "00:00"} <= set(values)


def test_a_monday_is_picked_in_the_browsers_own_calendar(form: Desk) -> None:
    form.tab.evaluate(
        "HTMLInputElement.prototype.showPicker = function () { window.picking = this.type + this.value; }"
    )
    day(form, "start").fill("15/12/2026")
    button = moment(form, "start").get_by_role("button", name="Choisir le jour dans un calendrier")
    button.click()  # nothing lies over it
    assert form.tab.evaluate("window.picking") == "date2026-12-15"
    moment(form, "start").locator("[type=date]").evaluate(
        "input => { input.value = '2026-12-14'; input.dispatchEvent(new Event('change', {bubbles: true})); }"
    )
    expect(day(form, "start")).to_have_value("14/12/2026")
    expect(said(form, "start")).to_have_text("lundi 14 décembre 2026")
    beyond = """moment => Math.max(...[...moment.children].map(each => each.getBoundingClientRect().right))
        - moment.closest(".w-form-width").getBoundingClientRect().right"""
    assert moment(form, "start").evaluate(beyond) <= 0
    assert form.tab.evaluate("document.querySelector('.w-form-width').clientWidth <= innerWidth")


def test_the_browsers_own_calendar_opens(form: Desk) -> None:
    failed: list[str] = []
    form.tab.on("pageerror", lambda error: failed.append(str(error)))
    for name in ("Choisir le jour dans un calendrier", "Choisir l’heure"):
        moment(form, "start").get_by_role("button", name=name).click()
        form.tab.keyboard.press("Escape")
    for field in (day(form, "start"), hour(form, "start")):
        field.press("Alt+ArrowDown")
        form.tab.keyboard.press("Escape")
    assert failed == []


def test_an_item_of_the_programme_has_the_same_inputs(form: Desk) -> None:
    form.tab.get_by_role("tab", name="Programme").click()
    form.tab.get_by_role("button", name="Ajouter un temps").click()
    hour(form, "sessions-0-start").evaluate(PASTE, "15/12/2026 à 8h30")
    expect(day(form, "sessions-0-start")).to_have_value("15/12/2026")
    expect(hour(form, "sessions-0-start")).to_have_value("08:30")
    expect(moment(form, "sessions-0-start")).to_contain_text("heure de La Réunion")


def test_without_an_answer_of_the_server_nothing_is_changed(form: Desk) -> None:
    def drop(route: Route) -> None:
        route.abort()

    form.tab.route(re.compile("/admin/dates/lire/"), drop)
    with form.tab.expect_request(re.compile("/admin/dates/lire/")):
        day(form, "start").evaluate(PASTE, "15 décembre 2026 8h30")
    expect(day(form, "start")).to_have_value("15 décembre 2026 8h30")
    name(form)
    form.press("Enregistrer le brouillon")
    assert EventPage.objects.get().get_latest_revision_as_object().start == at("2026-12-15", "08:30", REUNION)


def test_a_page_is_published_at_the_hour_of_its_region(form: Desk, tree: SiteTree) -> None:
    event = EventPageFactory(parent=tree.regions["la-reunion"].agenda, time_zone=REUNION)
    form.go(f"/admin/pages/{event.pk}/edit/")
    form.tab.locator("[data-side-panel-toggle=status]").click()
    form.tab.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").first.click()
    expect(moment(form, "go_live_at")).to_contain_text("heure de La Réunion")
    form.type_moment(day(form, "go_live_at"), "15/12/2030 8h30")
    expect(hour(form, "go_live_at")).to_have_value("08:30")
    assert faults_of_screen(form.tab) == []
    with form.tab.expect_navigation(timeout=PATIENCE):
        form.tab.locator("#schedule-publishing-dialog button[type=submit]").click()
    event.refresh_from_db()
    assert event.get_latest_revision_as_object().go_live_at == at("2030-12-15", "08:30", REUNION)
