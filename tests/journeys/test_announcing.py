"""A relay announces a day of eight talks with a stopwatch at hand: how many clicks it takes."""

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from events.models import EventPage, Speaker
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import relay
from tests.events.factories import SpeakerFactory, at
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
            text.fill(name)
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
    print("clicks:", clicks.count)
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
