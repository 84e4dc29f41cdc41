"""A visitor finds a session near them, registers, confirms by the mail, and gives the seat back."""

import re
from collections.abc import Iterator

import pytest
from django.core.mail import EmailMultiAlternatives
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab
from pytest_django.live_server_helper import LiveServer

from events.models import EventPage
from events.registrations.models import Attendee
from events.registrations.states import Status
from tests.conference.factories import make_site_tree
from tests.conference.platform.worker import run_queue
from tests.events.factories import SessionFactory
from tests.events.registrations.factories import open_event

from .keyboard import Keyboard

pytestmark = pytest.mark.reference
# A journey of twenty pages on a busy machine: each wait of the browser may last.
PATIENCE = 60_000


@pytest.fixture
def event(transactional_db: None) -> EventPage:
    """A session of La Réunion with one seat, beside another one in Brittany."""
    tree = make_site_tree(regions=("bretagne", "la-reunion"))
    open_event(title="Rencontre de Rennes", parent=tree.regions["bretagne"].agenda)
    event = open_event(
        title="L’eau en partage",
        slug="l-eau-en-partage",
        parent=tree.regions["la-reunion"].agenda,
        time_zone="Indian/Reunion",
        town="Saint-Denis",
        postcode="97400",
        department="La Réunion",
        contact_email="equipe@site.invalid",
        capacity=1,
    )
    SessionFactory(event=event, title="Accueil")
    return event


@pytest.fixture
def page(page: Tab) -> Tab:
    page.set_default_timeout(PATIENCE)
    return page


@pytest.fixture
def without_script(browser: Browser, browser_context_args: dict) -> Iterator[Tab]:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    yield tab
    context.close()


def link_in(mail: EmailMultiAlternatives) -> str:
    """The path of the link that a mail brings."""
    found = re.search(r"https://conference\.test(/inscriptions/\S+)", str(mail.body))
    assert found, mail.body
    return found[1]


def status_of(event: EventPage) -> list[Status]:
    return [
        Status(status) for status in Attendee.objects.filter(event=event).values_list("status", flat=True)
    ]


@pytest.mark.smoke
@pytest.mark.browser
def test_a_visitor_registers_and_gives_the_seat_back_by_keyboard_alone(
    page: Tab, live_server: LiveServer, event: EventPage, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    keyboard = Keyboard(page)
    heading = page.get_by_role("heading", level=1)

    # From the home page to the session.
    page.goto(live_server.url)
    keyboard.go_to("Aller au contenu", within=1)
    keyboard.follow("Agenda")
    expect(page.get_by_text("2 sessions à venir")).to_be_visible()
    keyboard.write("Mot, ville", "saint d")
    keyboard.open("Toutes")
    keyboard.tick("La Réunion")
    keyboard.follow("Filtrer")
    expect(page.get_by_role("status")).to_have_text("1 session à venir")
    assert "q=saint+d" in page.url
    assert "region=la-reunion" in page.url
    keyboard.follow("L’eau en partage")
    expect(heading).to_have_text("L’eau en partage")

    # Two points are wrong: the summary says so and has the focus, its links lead to the fields.
    keyboard.follow("S’inscrire")
    session = page.get_by_role("complementary", name="La session")
    expect(session.get_by_text("1 place encore libre")).to_be_visible()
    keyboard.write("Prénom", "Aïcha")
    keyboard.write("Courriel", "aicha.boyer.exemple.invalid")
    keyboard.write("Organisation", "Les Jardins du Barachois")
    keyboard.follow("M’inscrire")
    expect(page).to_have_title(re.compile(r"^Erreur\s: Inscription"))
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text("Deux points à revoir")
    keyboard.open("Nom : Écrivez votre nom.")
    expect(page.get_by_label("Nom", exact=True)).to_be_focused()
    page.keyboard.type("Boyer")
    expect(page.get_by_label("Prénom")).to_have_value("Aïcha")
    expect(page.get_by_role("textbox", name="Organisation")).to_have_value("Les Jardins du Barachois")
    email = page.get_by_label("Courriel")
    expect(email).to_have_value("aicha.boyer.exemple.invalid")
    expect(email).to_have_accessible_description(re.compile(r"Il manque un «\s@\s»"))
    keyboard.write("Courriel", "aicha.boier@exemple.invalid")
    keyboard.follow("M’inscrire")

    # The address was mistyped: it is corrected, the seat follows.
    expect(page.get_by_role("heading", name="Vérifiez votre messagerie")).to_be_visible()
    expect(page.get_by_text("aicha.boier@exemple.invalid")).to_be_visible()
    keyboard.write("Courriel", "aicha.boyer@exemple.invalid")
    keyboard.follow("Corriger l’adresse")
    expect(page.get_by_text("aicha.boyer@exemple.invalid")).to_be_visible()
    run_queue()
    (mail,) = [mail for mail in mailoutbox if mail.to == ["aicha.boyer@exemple.invalid"]]

    # Opening the link changes nothing; its button confirms.
    page.goto(live_server.url + link_in(mail))
    expect(page.get_by_role("heading", name="Confirmez votre inscription")).to_be_visible()
    assert status_of(event) == [Status.UNCONFIRMED]
    keyboard.follow("Confirmer ma place")
    expect(page.get_by_role("heading", name="Votre place est confirmée")).to_be_visible()
    expect(page.get_by_role("article", name="Aïcha Boyer")).to_be_visible()
    assert status_of(event) == [Status.CONFIRMED]
    ticket = page.url

    # The one seat is taken: everybody sees it.
    page.goto(f"{live_server.url}{event.url}inscription/")
    expect(page.get_by_role("heading", name="Complet")).to_be_visible()

    page.goto(ticket)
    keyboard.open("Je ne viendrai pas")
    keyboard.follow("Annuler mon inscription")
    expect(page.get_by_role("heading", name="Votre inscription est annulée")).to_be_visible()
    assert status_of(event) == [Status.CANCELLED]
    page.goto(f"{live_server.url}{event.url}inscription/")
    session = page.get_by_role("complementary", name="La session")
    expect(session.get_by_text("1 place encore libre")).to_be_visible()


@pytest.mark.browser
def test_the_same_without_a_script(
    without_script: Tab, live_server: LiveServer, event: EventPage, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    tab = without_script
    tab.goto(f"{live_server.url}/agenda/")
    region = tab.get_by_role("group", name="Région")
    region.get_by_text("Toutes").click()
    region.get_by_label("La Réunion").check()
    tab.get_by_role("button", name="Filtrer").click()
    tab.get_by_role("link", name="L’eau en partage").click()
    tab.get_by_role("link", name="S’inscrire").click()
    tab.get_by_role("button", name="M’inscrire").click()
    expect(tab).to_have_title(re.compile(r"^Erreur\s: "))
    expect(tab.get_by_role("alert")).to_be_focused()
    tab.get_by_label("Prénom").fill("Aïcha")
    tab.get_by_label("Nom", exact=True).fill("Boyer")
    tab.get_by_label("Courriel").fill("aicha.boyer@exemple.invalid")
    tab.get_by_label("une association").check()
    tab.get_by_role("button", name="M’inscrire").click()
    expect(tab.get_by_role("heading", name="Vérifiez votre messagerie")).to_be_visible()
    run_queue()
    tab.goto(live_server.url + link_in(mailoutbox[-1]))
    tab.get_by_role("button", name="Confirmer ma place").click()
    expect(tab.get_by_role("heading", name="Votre place est confirmée")).to_be_visible()
    tab.get_by_text("Je ne viendrai pas").click()
    tab.get_by_role("button", name="Annuler mon inscription").click()
    expect(tab.get_by_role("heading", name="Votre inscription est annulée")).to_be_visible()
    assert status_of(event) == [Status.CANCELLED]


# The form as a screen reader reads it after a first try with nothing in it.
READ = """
- alert:
  - heading "Trois points à revoir" [level=2]
  - list:
    - listitem:
      - 'link "Prénom : Écrivez votre prénom."':
        - /url: "#id_first_name"
    - listitem:
      - 'link "Nom : Écrivez votre nom."':
        - /url: "#id_last_name"
    - listitem:
      - 'link "Courriel : Écrivez votre adresse : le lien de confirmation y est envoyé."':
        - /url: "#id_email"
- group "Vous":
  - heading "Vous" [level=2]
  - text: Prénom
  - paragraph: Écrivez votre prénom.
  - textbox "Prénom" [invalid]
  - text: Nom
  - paragraph: Écrivez votre nom.
  - textbox "Nom" [invalid]
  - text: Courriel
  - paragraph: Nous y envoyons le lien de confirmation, le billet, les nouvelles de la session. Rien d’autre.
  - paragraph: "Écrivez votre adresse : le lien de confirmation y est envoyé."
  - textbox "Courriel" [invalid]
  - text: Organisation (facultatif)
  - textbox "Organisation (facultatif)"
- group "Vous venez au titre de… (facultatif)":
  - radio "sans réponse" [checked]
  - radio "une association"
- button "M’inscrire"
- region "Vos données":
  - heading "Vos données" [level=2]
  - term: Responsable
  - paragraph:
    - link "Tout savoir sur vos données"
"""


@pytest.mark.browser
def test_the_form_reads_in_order_to_a_screen_reader(
    page: Tab, live_server: LiveServer, event: EventPage
) -> None:
    page.goto(f"{live_server.url}{event.url}inscription/")
    steps = page.get_by_role("main").get_by_role("list").filter(has_text="Vos coordonnées")
    expect(steps.locator("[aria-current=step]")).to_have_text("1. Vos coordonnées")
    page.get_by_role("button", name="M’inscrire").click()
    form = page.locator("form")
    expect(form).to_match_aria_snapshot(READ)
    for name, token in AUTOCOMPLETE.items():
        field = form.get_by_label(name, exact=True)
        expect(field).to_have_attribute("autocomplete", token)
        expect(field).to_have_attribute("required", "")
        expect(field).to_have_accessible_description(re.compile("Écrivez votre"))


AUTOCOMPLETE = {"Prénom": "given-name", "Nom": "family-name", "Courriel": "email"}
