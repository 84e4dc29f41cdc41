"""A regional relay publishes a session; another one submits hers, and a moderator lets it out."""

import time

import pytest
from django.contrib.auth.models import AbstractUser
from playwright.sync_api import Browser, BrowserContext, expect
from playwright.sync_api import Page as Tab
from pytest_django.live_server_helper import LiveServer
from wagtail.users.models import UserProfile

from events.models import EventPage, EventStatus, Session
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import moderator, relay
from tests.events.factories import at
from tests.events.registrations.factories import open_event

from .admin import PATIENCE, Desk

pytestmark = [pytest.mark.browser, pytest.mark.reference]
REUNION = "Indian/Reunion"


@pytest.fixture
def tree(transactional_db: None) -> SiteTree:
    return make_site_tree(regions=("bretagne", "la-reunion"))


@pytest.fixture
def desk(page: Tab, live_server: LiveServer) -> Desk:
    return Desk(page, live_server.url)


def visit(desk: Desk, path: str) -> Tab:
    """The public site, as somebody else's browser shows it."""
    browser = desk.tab.context.browser
    assert browser is not None
    tab = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris").new_page()
    tab.goto(f"{desk.address}{path}", timeout=PATIENCE)
    return tab


def new_session(desk: Desk, region: str) -> None:
    """From the admin's home to the empty form of a session."""
    desk.tab.get_by_role("button", name="Pages", exact=True).click()
    desk.tab.get_by_role("link", name=region, exact=True).first.click()
    desk.tab.get_by_role("link", name="Ajouter une sous-page").first.click()
    desk.tab.get_by_role("link", name="Événement", exact=True).click()
    expect(desk.tab.get_by_role("heading", name="Nouveau : Événement")).to_be_visible()


def write_the_essential(desk: Desk, *, title: str, town: str) -> None:
    desk.field("Titre*").fill(title)
    desk.field("Résumé*").fill("Une matinée pour relier celles et ceux qui agissent.")
    desk.type_moment(desk.field("Début*"), "10/03/2027 09:00")
    desk.type_moment(desk.field("Fin*"), "10/03/2027 12:30")
    desk.tab.get_by_role("combobox", name="Ville", exact=True).fill(town)


def add_to_the_programme(desk: Desk, number: int, *, title: str, start: str) -> None:
    desk.tab.get_by_role("tab", name="Programme").click()
    desk.tab.get_by_role("button", name="Ajouter un temps").click()
    part = desk.tab.locator(f"#inline_child_sessions-{number}")
    part.get_by_label("Titre").fill(title)
    part.locator("[name$=-start_hour]").fill(start)


def add_somebody(desk: Desk, name: str) -> None:
    desk.tab.locator("#panel-child-programme-avec_facultatif-section").get_by_role(
        "button", name="Ajouter : personne"
    ).click()
    window = desk.tab.get_by_role("dialog")
    window.get_by_role("tab", name="Nouvelle personne").click()
    window.get_by_role("textbox", name="Nom*").fill(name)
    window.get_by_role("button", name="Créer").click()
    expect(desk.tab.locator("#inline_child_event_speakers-0")).to_contain_text(name, timeout=PATIENCE)


@pytest.mark.smoke
def test_a_relay_publishes_a_complete_session_in_less_than_five_minutes(desk: Desk, tree: SiteTree) -> None:
    user = relay(tree.regions["la-reunion"].region, publishes=True)
    began = time.monotonic()
    desk.log_in(user)
    new_session(desk, "La Réunion")

    # Six are marked as required, and a session in person needs its town: no more than eight.
    marks = desk.tab.get_by_role("tabpanel", name="L’essentiel").locator(".w-required-mark:visible")
    expect(marks).to_have_count(6)
    required = [words.replace("*", "").strip() for words in marks.locator("..").all_inner_texts()]
    assert required == ["Titre", "Début", "Fin", "Format", "Type", "Résumé"]

    write_the_essential(desk, title="Rencontre du lagon", town="Saint-Leu")
    desk.tab.get_by_role("tab", name="Inscriptions").click()
    desk.tab.get_by_role("spinbutton", name="Places ouvertes").fill("40")
    add_to_the_programme(desk, 0, title="Accueil café", start="9h")
    add_to_the_programme(desk, 1, title="Table ronde", start="10h")
    add_somebody(desk, "Marie Técher")

    desk.tab.get_by_role("button", name="Afficher/masquer la prévisualisation").click()
    preview = desk.tab.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text("Rencontre du lagon", timeout=PATIENCE)
    expect(preview.get_by_text("9 h 00").or_(preview.get_by_text("9 h", exact=True)).first).to_be_attached()
    desk.tab.get_by_role("button", name="Afficher/masquer la prévisualisation").click()

    desk.press("Publier")
    desk.is_told("créée et publiée")
    assert time.monotonic() - began < 5 * 60

    event = EventPage.objects.get()
    assert event.live
    assert (event.start, event.end) == (
        at("2027-03-10", "09:00", REUNION),
        at("2027-03-10", "12:30", REUNION),
    )
    public = visit(desk, event.url)
    expect(public.get_by_role("heading", level=1)).to_have_text("Rencontre du lagon")
    for words in ("Accueil café", "Table ronde", "Marie Técher", "Saint-Leu", "S’inscrire"):
        expect(public.get_by_text(words).first).to_be_visible()
    assert event.registration_settings.get().capacity == 40


def in_paris(user: AbstractUser) -> AbstractUser:
    UserProfile.objects.create(user=user, current_time_zone="Europe/Paris")
    return user


def test_what_a_relay_submits_a_moderator_in_paris_lets_out_and_nothing_moves(
    desk: Desk, tree: SiteTree, browser: Browser, browser_context_args: dict
) -> None:
    desk.log_in(relay(tree.regions["la-reunion"].region))
    new_session(desk, "La Réunion")
    write_the_essential(desk, title="Rencontre des hauts", town="Cilaos")
    add_to_the_programme(desk, 0, title="Accueil", start="9h15")
    desk.tab.get_by_role("button", name="Plus d'actions").click()
    expect(desk.tab.get_by_role("button", name="Publier")).to_have_count(0)
    desk.press("Soumettre à la relecture")
    desk.is_told("soumise à la relecture")
    event = EventPage.objects.get()
    assert not event.live
    assert visit(desk, event.url).title().startswith("Page introuvable")

    context: BrowserContext = browser.new_context(**browser_context_args)
    reviewer = Desk(context.new_page(), desk.address)
    reviewer.log_in(in_paris(moderator()))
    reviewer.tab.get_by_role("link", name="Rencontre des hauts").first.click()
    expect(reviewer.field("Début*").first).to_have_value("10/03/2027", timeout=PATIENCE)
    expect(reviewer.tab.locator("#id_start_hour")).to_have_value("09:00")
    reviewer.press("Approuver et Publier")
    context.close()

    event.refresh_from_db()
    assert event.live
    assert (event.start, event.end) == (
        at("2027-03-10", "09:00", REUNION),
        at("2027-03-10", "12:30", REUNION),
    )
    assert Session.objects.get(event=event).start == at("2027-03-10", "09:15", REUNION)
    expect(visit(desk, event.url).get_by_role("heading", level=1)).to_have_text("Rencontre des hauts")


def test_cancelling_in_the_admin_acts_at_once(desk: Desk, tree: SiteTree) -> None:
    """By a relay who may not even publish."""
    event = open_event(title="Rencontre de Rennes", parent=tree.regions["bretagne"].agenda)
    desk.log_in(relay(tree.regions["bretagne"].region))
    desk.go(f"/admin/pages/{event.pk}/edit/")
    desk.tab.get_by_role("button", name="Actions", exact=True).first.click()
    desk.tab.get_by_role("link", name="Annuler l’événement").click()
    desk.tab.get_by_role("button", name="Annuler l’événement").click()
    expect(desk.tab.get_by_text("Dites pourquoi l’événement est annulé.")).to_be_visible()
    desk.tab.get_by_role("textbox", name="Pourquoi l’événement n’aura pas lieu").fill("La salle est fermée.")
    desk.tab.get_by_role("button", name="Annuler l’événement").click()
    desk.is_told("L’événement est annulé")
    event.refresh_from_db()
    assert event.status == EventStatus.CANCELLED
    public = visit(desk, event.url)
    expect(public.get_by_text("La salle est fermée.").first).to_be_visible()
    expect(public.get_by_role("link", name="S’inscrire")).to_have_count(0)
