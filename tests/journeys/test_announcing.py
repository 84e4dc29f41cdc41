"""A relay announces a day of eight talks with a stopwatch at hand: how many clicks it takes."""

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from events.models import EventPage, Speaker
from tests.accessibility import faults_of_screen
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import relay
from tests.events.factories import EventPageFactory, SessionFactory, SpeakerFactory, at
from tests.events.test_forms import with_settings
from tests.measures.factories import make_measures

from .admin import PATIENCE, Desk

pytestmark = [pytest.mark.browser, pytest.mark.reference]

# Title, room, people: six people, one of whom is known.
TALKS = [
    ("Accueil", "Grande salle", []),
    ("Ouverture", "Grande salle", ["Léa Martin"]),
    ("Table ronde", "Grande salle", ["Ali Ben", "Zoé Roux (maire, Rennes)"]),
    ("Atelier eau", "Petite salle", ["Nina Le Goff"]),
    ("Atelier énergie", "Petite salle", ["Paul Simon"]),
    ("Atelier sols", "Petite salle", ["Rose Haddad"]),
    ("Restitution", "Grande salle", []),
    ("Clôture", "Grande salle", ["Léa Martin"]),
]


@pytest.fixture
def tree(transactional_db: None) -> SiteTree:
    return make_site_tree(regions=("bretagne",))


class Clicks:
    """Counts the real clicks of one tab: what is typed and the Tab key are free."""

    def __init__(self, tab: Tab) -> None:
        self.count = 0
        tab.expose_function("oneMoreClick", self._one_more)
        tab.add_init_script(
            "addEventListener('pointerdown', event => event.isTrusted && window.oneMoreClick(), true)"
        )

    def _one_more(self) -> None:
        self.count += 1


def announce(desk: Desk, tree: SiteTree) -> None:
    """The form of a new session filled in and published, from its first field on."""
    tab = desk.tab
    desk.go(f"/admin/pages/add/events/eventpage/{tree.regions['bretagne'].agenda.pk}/")
    desk.field("Titre*").fill("Journée des alliances")
    tab.locator("#id_start").press_sequentially("10/03/2027")
    tab.locator("#id_start_hour").press_sequentially("9h")
    tab.locator("#id_start_hour").press("Tab")
    expect(tab.locator("#id_end_hour")).to_have_value("11:00", timeout=PATIENCE)
    tab.locator("#id_end_hour").fill("17h30")
    tab.locator("#id_town").fill("Rennes")
    desk.field("Résumé*").fill("Huit temps, deux salles.")
    tab.get_by_role("tab", name="Programme").click()
    for number, (title, room, people) in enumerate(TALKS):
        tab.get_by_role("button", name="Ajouter un temps").click()
        row = tab.locator(f"#inline_child_sessions-{number}")
        row.get_by_label("Titre").fill(title)
        row.get_by_label("Salle").fill(room)
        row.get_by_label("Salle").press("Tab")
        text = row.get_by_role("combobox", name="Intervenantes et intervenants")
        for name in people:
            text.press_sequentially(name)
            text.press("Enter")
        expect(row.locator("[data-people-chosen] label")).to_have_count(len(people))
    tab.get_by_role("tab", name="Mesures et liens").click()
    for box in tab.locator("[name=measures]").all()[:3]:
        box.click()
    desk.press("Publier")
    desk.is_told("créée et publiée")


def test_eight_talks_in_two_rooms_take_at_most_thirty_clicks(
    page: Tab, live_server: LiveServer, tree: SiteTree
) -> None:
    bretagne = tree.regions["bretagne"].region
    known = SpeakerFactory(name="Léa Martin", role="élue", region=bretagne)
    make_measures(1, 2, 3)
    desk = Desk(page, live_server.url)
    clicks = Clicks(page)
    desk.log_in(relay(bretagne, publishes=True))
    clicks.count = 0
    announce(desk, tree)
    assert clicks.count <= 30
    event = EventPage.objects.get()
    assert event.measures.count() == 3
    talks = [(talk.title, talk.room, talk.session_speakers.count()) for talk in event.sessions.all()]
    assert sorted(talks) == sorted((title, room, len(people)) for title, room, people in TALKS)
    assert Speaker.objects.filter(region=bretagne).count() == 6
    assert Speaker.objects.get(name="Zoé Roux").organisation == "Rennes"
    assert known.session_roles.count() == 2
    # The first room from 9 h on, one hour each; the second, from the start of the day.
    starts = {talk.title: talk.start for talk in event.sessions.all()}
    assert starts["Ouverture"] == at("2027-03-10", "10:00")
    assert starts["Restitution"] == at("2027-03-10", "12:00")
    assert starts["Atelier énergie"] == at("2027-03-10", "10:00")


@pytest.fixture
def event(tree: SiteTree) -> EventPage:
    event = EventPageFactory(
        parent=tree.regions["bretagne"].agenda, start=at("2027-03-10", "09:00"), end=at("2027-03-10", "17:00")
    )
    for hour, room in (("09:00", "A"), ("10:00", "A")):
        SessionFactory(event=event, title=f"À {hour}", room=room, start=at("2027-03-10", hour))
    with_settings(event, closes_at=at("2027-03-09", "18:00"))
    return event


@pytest.mark.parametrize("width", [390, 1350])
def test_a_session_moves_with_its_programme_on_any_screen(
    page: Tab, live_server: LiveServer, event: EventPage, width: int
) -> None:
    desk, tab = Desk(page, live_server.url), page
    desk.log_in(relay(event.region, publishes=True))
    tab.set_viewport_size({"width": width, "height": 900})
    desk.go(f"/admin/pages/{event.pk}/edit/")
    start, first = tab.locator("#id_start"), tab.locator("#id_sessions-0-start")
    start.fill("17/03/2027")
    start.press("Tab")
    sentence = "Le programme (2 temps) et la fin des inscriptions suivent"
    told = tab.get_by_role("status").filter(has_text=sentence)
    expect(told).to_contain_text("7 jours plus tard", timeout=PATIENCE)
    expect(first).to_have_value("17/03/2027")
    expect(tab.locator("#id_end")).to_have_value("17/03/2027")
    expect(tab.locator("#id_registration_settings-0-closes_at")).to_have_value("16/03/2027")
    told.get_by_role("button", name="Les laisser où ils étaient").click()
    expect(first).to_have_value("10/03/2027")

    # An item of another day is told, never refused; it is said in the tab of the programme.
    tab.get_by_role("tab", name="Programme").click()
    warnings = tab.locator("[data-programme-warnings]")
    expect(warnings).to_contain_text("n’est pas un jour de l’événement", timeout=PATIENCE)
    tab.get_by_role("tab", name="L’essentiel").click()
    start.fill("10/03/2027")
    start.press("Tab")
    expect(first).to_have_value("03/03/2027", timeout=PATIENCE)
    told.get_by_role("button", name="Les laisser où ils étaient").click()
    tab.get_by_role("tab", name="Programme").click()
    expect(warnings).to_be_empty(timeout=PATIENCE)
    hour = tab.locator("#id_sessions-1-start_hour")
    hour.fill("9h30")
    hour.press("Tab")
    expect(warnings).to_contain_text("en même temps dans la salle", timeout=PATIENCE)
    expect(tab.locator("#id_sessions-1-end_hour")).to_have_value("10:30")
    tab.get_by_role("button", name="Plus tard").click()
    expect(tab.locator("#id_sessions-0-start_hour")).to_have_value("09:15")
    # Rows go up and down by keys; the hours decide.
    tab.locator("#inline_child_sessions-1").get_by_role("button", name="Monter").press("Enter")
    expect(warnings).to_contain_text("Les heures décident de l’ordre", timeout=PATIENCE)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert faults_of_screen(tab) == []
    desk.press("Publier")
    desk.is_told("publiée")
    talks = {talk.title: talk.start for talk in EventPage.objects.get().sessions.all()}
    assert talks == {"À 09:00": at("2027-03-10", "09:15"), "À 10:00": at("2027-03-10", "09:45")}
