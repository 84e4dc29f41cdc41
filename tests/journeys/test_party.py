"""Three people, one address, a full room: by keyboard, on a telephone's screen, without a script."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab
from pytest_django.live_server_helper import LiveServer

from events.models import EventPage
from events.registrations.actions.cancellations import cancel
from events.registrations.models import Attendee, Registration
from events.registrations.states import Status
from tests.accessibility import faults_of
from tests.conference.factories import make_site_tree
from tests.conference.platform.worker import run_queue
from tests.events.registrations.factories import RegistrationFactory, open_event
from tests.events.registrations.pages import link_in

from .keyboard import Keyboard

pytestmark = [pytest.mark.reference, pytest.mark.browser]
TELEPHONE = {"width": 390, "height": 844}
PATIENCE = 60_000


@pytest.fixture
def full(transactional_db: None) -> EventPage:
    """A session in twenty days whose two seats are taken, with a waiting list."""
    agenda = make_site_tree(regions=("bretagne",)).regions["bretagne"].agenda
    start = timezone.now() + timedelta(days=20)
    event = open_event(title="Rencontre de Brest", parent=agenda, capacity=2, waiting_list=True, start=start)
    for _seat in range(2):
        RegistrationFactory(event=event)
    return event


@pytest.fixture
def tab(browser: Browser, browser_context_args: dict) -> Iterator[Tab]:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    tab = context.new_page()
    tab.set_viewport_size(TELEPHONE)
    tab.set_default_timeout(PATIENCE)
    yield tab
    context.close()


def test_a_party_of_three_waits_takes_part_of_an_offer_and_cancels_one(
    tab: Tab, page: Tab, live_server: LiveServer, full: EventPage, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    keyboard, said = Keyboard(tab), tab.get_by_role("main")

    def stands_in_nobodys_way() -> None:
        page.goto(tab.url)  # axe is a script, and there is none in the other tab
        assert faults_of(page) == []

    def link() -> str:
        run_queue()
        mine = [mail for mail in mailoutbox if mail.to == ["aicha.boyer@exemple.invalid"]]
        return live_server.url + link_in(mine[-1])

    # Full: the rules of the list stand before the form; two people are added to it.
    tab.goto(f"{live_server.url}{full.url}inscription/")
    expect(tab.get_by_role("heading", name="Complet : il reste la liste d’attente")).to_be_visible()
    keyboard.write("Prénom", "Aïcha")
    keyboard.write("Nom", "Boyer")
    keyboard.write("Courriel", "aicha.boyer@exemple.invalid")
    for number, (first, last) in enumerate([("Paul", "Martin"), ("Léa", "Petit")], start=2):
        keyboard.follow("Ajouter une personne")
        person = tab.get_by_role("group", name=f"Personne {number}")
        expect(person.get_by_label("Prénom")).to_be_focused()
        tab.keyboard.type(first)
        keyboard.write("Nom", last)
    keyboard.follow("Rejoindre la liste d’attente")
    expect(said).to_contain_text("Vous avez demandé 3 places")

    # The address is confirmed: the three of them have a rank.
    tab.goto(link())
    keyboard.follow("Confirmer ma demande")
    expect(tab.get_by_role("heading", name="Vous êtes dans la liste d’attente")).to_be_visible()
    expect(said).to_contain_text(re.compile(r"Rang\s+1\s+sur\s+3"))
    stands_in_nobodys_way()

    # Both seats are given back: they are offered, one is taken, the other two keep their rank.
    for other in Registration.objects.exclude(email="aicha.boyer@exemple.invalid"):
        cancel(other, now=timezone.now())
    tab.goto(link())
    expect(tab.get_by_role("heading", name="2 places vous sont proposées")).to_be_visible()
    stands_in_nobodys_way()
    keyboard.go_to("Combien de places prenez-vous ?")
    tab.keyboard.press("ArrowDown")
    keyboard.follow("Accepter")
    expect(tab.get_by_role("heading", name="Votre place est confirmée")).to_be_visible()
    stands_in_nobodys_way()
    states = Attendee.objects.filter(registration__email="aicha.boyer@exemple.invalid")
    assert sorted(states.values_list("status", flat=True)) == [
        Status.CONFIRMED,
        Status.WAITLISTED,
        Status.WAITLISTED,
    ]

    # One of them gives up; the ticket of the other is a file to keep.
    keyboard.open("Ne plus attendre Paul Martin")
    keyboard.follow("Retirer Paul Martin de la liste d’attente")
    expect(tab.get_by_role("listitem").filter(has_text="Paul Martin")).to_contain_text("Annulée")
    file = tab.get_by_role("link", name="Garder le billet (PDF)").get_attribute("href")
    answer = tab.request.get(f"{live_server.url}{file}")
    assert answer.body().startswith(b"%PDF")


def test_with_a_script_a_person_is_added_and_removed_in_place(
    page: Tab, live_server: LiveServer, full: EventPage
) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto(f"{live_server.url}{full.url}inscription/")
    page.evaluate("window.here = true")
    page.get_by_label("Prénom").fill("Aïcha")
    page.get_by_role("button", name="Ajouter une personne", exact=True).click()
    person = page.get_by_role("group", name="Personne 2")
    expect(person.get_by_label("Prénom")).to_be_focused()
    expect(page.get_by_label("Prénom").first).to_have_value("Aïcha")
    page.get_by_role("button", name="Retirer la personne 2").click()
    expect(person).to_have_count(0)
    expect(page.get_by_role("button", name="Ajouter une personne", exact=True)).to_be_focused()
    assert page.evaluate("window.here")  # the page itself never went away
