"""A relay follows her registrations: she finds somebody, registers another, and takes the list along."""

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from events.models import EventPage
from events.registrations.models import Registration
from events.registrations.states import Status
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.platform.worker import run_queue
from tests.conference.regions.people import relay
from tests.events.registrations.factories import RegistrationFactory, open_event

from .admin import Desk

pytestmark = [pytest.mark.browser, pytest.mark.reference]


@pytest.fixture
def tree(transactional_db: None) -> SiteTree:
    return make_site_tree(regions=("bretagne", "la-reunion"))


@pytest.fixture
def event(tree: SiteTree) -> EventPage:
    """A Breton session of five seats: one confirmed, one to confirm, one given back; and a neighbour."""
    agenda = tree.regions["bretagne"].agenda
    event = open_event(title="Rencontre de Rennes", parent=agenda, capacity=5)
    RegistrationFactory(event=event, first_name="Nolwenn", last_name="Le Goff")
    RegistrationFactory(event=event, first_name="Yann", last_name="Tanguy", unconfirmed=True)
    RegistrationFactory(event=event, first_name="Gaël", last_name="Riou", status=Status.CANCELLED)
    neighbour = open_event(
        title="Rencontre des alliances de Bretagne : littoral, arrière-pays", parent=agenda
    )
    RegistrationFactory(event=neighbour, last_name="Kermarrec")
    return event


def test_a_relay_follows_the_registrations_of_her_session(
    page: Tab, live_server: LiveServer, tree: SiteTree, event: EventPage, mailoutbox: list, tmp_path: Path
) -> None:
    desk = Desk(page, live_server.url)
    desk.log_in(relay(tree.regions["bretagne"].region))
    rows = page.get_by_role("table").get_by_role("row")

    # All of hers, then those of one session, then those to be confirmed.
    page.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Inscriptions").click()
    expect(page.get_by_role("link", name="Kermarrec")).to_be_visible()
    desk.go(f"/admin/pages/{event.pk}/edit/")
    page.get_by_role("button", name="Actions", exact=True).first.click()
    page.get_by_role("link", name="Inscriptions (2/5)").click()
    expect(page.get_by_text("2 places prises sur 5, reste 3.")).to_be_visible()
    expect(rows).to_have_count(1 + 3)
    page.get_by_role("button", name="Afficher les filtres").click()
    page.get_by_role("button", name="État", exact=True).click()
    page.get_by_role("checkbox", name="à confirmer").check()
    expect(rows).to_have_count(1 + 1)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")

    # One person: what happened, and the link once more.
    page.get_by_role("link", name="Yann Tanguy").click()
    expect(page.get_by_role("heading", name="Ce qui s’est passé")).to_be_visible()
    page.get_by_role("link", name="Renvoyer le lien").click()
    page.get_by_role("button", name="Renvoyer le lien").click()
    desk.is_told("Le lien est en route.")
    run_queue()
    assert [mail.to for mail in mailoutbox] == [
        [Registration.objects.get(attendees__last_name="Tanguy").email]
    ]

    # Somebody who telephoned; the relay may have only a telephone too.
    desk.go(f"/admin/inscriptions/?event={event.pk}")
    page.get_by_role("link", name="Inscrire quelqu’un").first.click()
    form = page.get_by_role("main")
    page.set_viewport_size({"width": 390, "height": 900})
    expect(desk.field("Prénom*", within=form)).to_be_visible()
    shown = page.locator("#id_event").bounding_box()
    assert shown is not None
    assert shown["x"] + shown["width"] <= 390
    page.set_viewport_size({"width": 1350, "height": 900})
    desk.field("Prénom*", within=form).fill("Enora")
    desk.field("Nom*", within=form).fill("Cadiou")
    desk.field("Courriel", within=form).fill("enora.cadiou@exemple.invalid")
    page.get_by_role("button", name="Inscrire", exact=True).click()
    desk.is_told("Enora Cadiou")
    expect(page.get_by_text("3 places prises sur 5, reste 2.")).to_be_visible()
    assert Registration.objects.get(attendees__last_name="Cadiou").first_attendee.status == Status.CONFIRMED

    # The list, to print.
    page.get_by_role("button", name="Actions", exact=True).first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    file = tmp_path / "inscriptions.xlsx"
    download.value.save_as(file)
    names = {
        sheet.title: [row[3] for row in sheet.iter_rows(min_row=2, values_only=True)]
        for sheet in openpyxl.load_workbook(file)
    }
    assert names == {"Annulée": ["Riou"], "Confirmée": ["Cadiou", "Le Goff"], "À confirmer": ["Tanguy"]}
    assert download.value.suggested_filename.startswith("inscriptions-")
