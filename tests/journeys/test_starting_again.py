"""From the list of sessions to the same one on another day, and to a series; on a telephone too."""

import pytest
from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as Tab
from pytest_django.live_server_helper import LiveServer

from events.models import EventPage, EventSeries
from tests.accessibility import faults_of_screen
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import relay
from tests.events.factories import EventPageFactory, SessionFactory, at

from .admin import Desk

pytestmark = [pytest.mark.browser, pytest.mark.urls("conference.settings.serve_urls")]

widths = pytest.mark.parametrize("width", [390, 1350])


@pytest.fixture
def tree(transactional_db: None) -> SiteTree:
    return make_site_tree(regions=("bretagne",))


@pytest.fixture
def event(tree: SiteTree) -> EventPage:
    event = EventPageFactory(
        parent=tree.regions["bretagne"].agenda,
        title="Café des alliances",
        slug="cafe",
        start=at("2027-03-09"),
        end=at("2027-03-09", "11:00"),
    )
    SessionFactory(event=event, title="Accueil", start=at("2027-03-09", "09:15"))
    event.save_revision().publish()
    return event


@pytest.fixture
def desk(page: Tab, live_server: LiveServer, tree: SiteTree, width: int) -> Desk:
    desk = Desk(page, live_server.url)
    desk.log_in(relay(tree.regions["bretagne"].region, publishes=True))
    page.set_viewport_size({"width": width, "height": 844})
    return desk


class Clicks:
    """Each press of the mouse or of a finger, counted; the screen never scrolls sideways."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.number = desk, 0

    def on(self, what: Locator) -> None:
        self.number += 1
        what.click()

    def look(self) -> None:
        tab = self.desk.tab
        assert faults_of_screen(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@widths
def test_a_copy_to_another_day_takes_six_clicks_at_most(desk: Desk, event: EventPage, width: int) -> None:
    tab, clicks = desk.tab, Clicks(desk)
    desk.go("/admin/evenements/")
    row = tab.get_by_role("row").filter(has_text="Café des alliances")
    row.hover()
    clicks.on(row.get_by_role("link", name="Copier", exact=True).first)
    day = tab.get_by_role("textbox", name="Le nouveau jour")
    expect(day).to_be_visible()
    clicks.look()
    clicks.on(day)
    day.press_sequentially("6 avril 2027")
    day.press("Tab")
    clicks.on(tab.get_by_role("button", name="Créer le brouillon"))
    desk.is_told("Le programme (1 temps)")
    assert clicks.number <= 6
    copy = EventPage.objects.latest("pk")
    assert (copy.start, copy.sessions.get().start) == (at("2027-04-06"), at("2027-04-06", "09:15"))


@widths
def test_a_relay_announces_from_the_start_page(desk: Desk, event: EventPage, width: int) -> None:
    tab, clicks = desk.tab, Clicks(desk)
    desk.go("/admin/evenements/annoncer/?q=cafe")
    clicks.look()
    clicks.on(tab.get_by_role("link", name="Café des alliances"))
    expect(tab.get_by_role("textbox", name="Le nouveau jour")).to_be_visible()


@widths
def test_a_session_is_repeated_the_second_tuesday_of_each_month(
    desk: Desk, event: EventPage, width: int
) -> None:
    tab, clicks = desk.tab, Clicks(desk)
    desk.go(f"/admin/evenements/{event.pk}/repeter/")
    clicks.look()
    clicks.on(tab.get_by_text("chaque mois, le 2e mardi"))
    clicks.on(tab.get_by_role("button", name="Voir les jours"))
    expect(tab.get_by_text("mardi 13 avril 2027")).to_be_visible()
    clicks.look()
    clicks.on(tab.get_by_role("button", name="Créer et publier"))
    desk.is_told("3 sessions publiées.")
    clicks.look()
    series = EventSeries.objects.get()
    assert EventPage.objects.filter(series=series, live=True).count() == 4
    tab.goto(f"{desk.address}{series.get_absolute_url()}")
    expect(tab.get_by_role("heading", name="À venir")).to_be_visible()
    assert faults_of_screen(tab) == []
