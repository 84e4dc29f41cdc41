"""The form of a registration as a browser shows it when something is missing."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.accessibility import faults_of
from tests.conference.factories import make_site_tree

from ..factories import RegistrationFactory, open_event
from ..pages import TYPED, form_of

pytestmark = pytest.mark.browser


def test_the_summary_of_errors_takes_the_focus_and_leads_to_the_fields(
    transactional_db: None, live_server: LiveServer, page: Page
) -> None:
    reunion = make_site_tree().regions["la-reunion"].agenda
    event = open_event(parent=reunion, time_zone="Indian/Reunion", online_url="https://visio.invalid/x")
    page.goto(live_server.url + form_of(event))
    page.get_by_label("Prénom").fill("Aïcha")
    page.get_by_label("Courriel").fill("aicha")
    page.get_by_role("button", name="M’inscrire").click()

    expect(page.get_by_role("alert")).to_be_focused()
    assert page.title().startswith("Erreur")
    assert faults_of(page) == []
    page.get_by_role("alert").get_by_role("link", name="Courriel").click()
    expect(page.get_by_label("Courriel")).to_be_focused()
    page.get_by_label("Courriel").fill(TYPED["email"])
    page.get_by_label("Nom", exact=True).fill("Boyer")
    page.keyboard.press("Enter")

    expect(page.get_by_text(TYPED["email"])).to_be_visible()
    assert TYPED["email"] not in page.url
    assert faults_of(page) == []


@pytest.mark.parametrize("queues", [True, False])
def test_an_event_that_fills_up_while_one_types_is_told_without_a_fault(
    transactional_db: None, live_server: LiveServer, page: Page, queues: bool
) -> None:
    reunion = make_site_tree().regions["la-reunion"].agenda
    event = open_event(parent=reunion, time_zone="Indian/Reunion", capacity=1, waiting_list=queues)
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(live_server.url + form_of(event))
    page.get_by_label("Prénom").fill(TYPED["first_name"])
    page.get_by_label("Nom", exact=True).fill(TYPED["last_name"])
    page.get_by_label("Courriel").fill(TYPED["email"])
    RegistrationFactory(event=event)
    page.get_by_role("button", name="M’inscrire").click()

    said = "votre demande prend rang dans la liste d’attente" if queues else "Ce que vous aviez écrit"
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_text(TYPED["email"])).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert faults_of(page) == []
