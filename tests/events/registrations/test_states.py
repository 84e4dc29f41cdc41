"""Each state of a registration as a browser shows it: nothing axe objects to, no sideways scroll."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from events.lifecycle import cancel_event
from events.registrations.links import link_for
from events.registrations.states import Status
from tests.conference.factories import make_site_tree

from .factories import RegistrationFactory, open_event
from .pages import TYPED, form_of, sign_up_in

pytestmark = pytest.mark.browser


@pytest.fixture
def states(transactional_db: None, live_server) -> dict[str, str]:
    """The address of each page of a registration, by what it shows."""
    reunion = make_site_tree().regions["la-reunion"].agenda
    event = open_event(parent=reunion, time_zone="Indian/Reunion", online_url="https://visio.invalid/x")
    cancelled = RegistrationFactory()
    cancel_event(cancelled.event, by=None, reason="La salle est fermée.", now=timezone.now())
    people = {
        "to confirm": RegistrationFactory(event=event, unconfirmed=True),
        "lapsed": RegistrationFactory(event=event, lapsed=True),
        "ticket": RegistrationFactory(event=event, organisation="Les Jardins du Barachois"),
        "given back": RegistrationFactory(event=event, status=Status.CANCELLED),
        "event cancelled": cancelled,
    }
    paths = {name: link_for(person) for name, person in people.items()} | {
        "form": form_of(event),
        "mailbox": f"{form_of(event)}messagerie/",
        "full": form_of(open_event(capacity=0)),
        "unknown link": "/inscriptions/rien/",
    }
    return {name: live_server.url + path for name, path in paths.items()}


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found]


@pytest.mark.parametrize(("width", "theme"), [(320, "dark"), (1350, "light")])
def test_every_state_can_be_read_by_everybody(
    states: dict[str, str], page: Page, width: int, theme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    found = {}
    sign_up_in(page, states["form"])  # else the mailbox page leads back to the form
    for name, address in states.items():
        page.goto(address)
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if (wrong := faults(page)) or beyond > 0:
            found[name] = (wrong, beyond)
    assert found == {}


def test_the_summary_of_errors_takes_the_focus_and_leads_to_the_fields(
    states: dict[str, str], page: Page
) -> None:
    page.goto(states["form"])
    page.get_by_label("Prénom").fill("Aïcha")
    page.get_by_label("Courriel").fill("aicha")
    page.get_by_role("button", name="M’inscrire").click()

    expect(page.get_by_role("alert")).to_be_focused()
    assert page.title().startswith("Erreur")
    assert faults(page) == []
    page.get_by_role("alert").get_by_role("link", name="Courriel").click()
    expect(page.get_by_label("Courriel")).to_be_focused()
    page.get_by_label("Courriel").fill(TYPED["email"])
    page.get_by_label("Nom", exact=True).fill("Boyer")
    page.keyboard.press("Enter")

    expect(page.get_by_text(TYPED["email"])).to_be_visible()
    assert TYPED["email"] not in page.url
    assert faults(page) == []
