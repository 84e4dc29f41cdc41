"""Every state of a registration: nothing axe objects to, no sideways scroll, kept by no cache."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page as Tab
from pytest_django.live_server_helper import LiveServer

from events.models import EventPage
from events.registrations.access import link_for, link_of, ticket_path
from events.registrations.models import Arrangement, Attendee
from events.registrations.states import Status
from tests.accessibility import faults_of
from tests.conference.factories import make_site_tree
from tests.events.registrations.factories import RegistrationFactory, open_event
from tests.events.registrations.pages import sign_up_in

pytestmark = [pytest.mark.browser, pytest.mark.reference]


@pytest.fixture
def addresses(transactional_db: None) -> dict[str, str]:
    """The address of each state, by name."""
    agenda = make_site_tree(regions=("bretagne",)).regions["bretagne"].agenda

    def event(**values: object) -> EventPage:
        return open_event(parent=agenda, fictional=True, **values)

    room = event(title="Rencontre de Rennes", capacity=9)
    full = event(title="Rencontre de Brest", capacity=1)
    online = event(title="Rencontre en ligne", online=True)
    off = event(title="Rencontre annulée", cancelled=True)
    RegistrationFactory(event=full)
    queued = event(title="Rencontre de Quimper", capacity=1, waiting_list=True)
    waits = {"event": queued, "queued_at": timezone.now()}
    offered = {"status": Status.OFFERED, "held_until": timezone.now() + timedelta(hours=3)}
    party = RegistrationFactory(event=online, asked_again_at=timezone.now())
    other = Attendee.objects.create(
        registration=party, event=online, first_name="Paul", last_name="Martin", email="p@exemple.invalid"
    )
    Arrangement.objects.create(attendee=party.attendees.first(), wish="Une boucle magnétique")
    return {
        "full, with a queue": f"{queued.url}inscription/",
        "in the queue": link_for(RegistrationFactory(status=Status.WAITLISTED, **waits)),
        "offered a seat": link_for(RegistrationFactory(**waits | offered)),
        "to be approved": link_for(RegistrationFactory(event=room, status=Status.PENDING_APPROVAL)),
        "still coming": link_for(party),
        "one person’s link": link_of(other),
        "one person’s ticket": ticket_path(other),
        "one person": f"{link_for(party)}personne/{party.attendees.first().pk}/",
        "one more": f"{link_for(party)}ajouter/",
        "own data": f"{link_for(party)}donnees/",
        "form": f"{room.url}inscription/",
        "full": f"{full.url}inscription/",
        "cancelled event": f"{off.url}inscription/",
        "mailbox": f"{room.url}inscription/messagerie/",
        "to confirm": link_for(RegistrationFactory(event=room, unconfirmed=True)),
        "lapsed": link_for(RegistrationFactory(event=room, lapsed=True)),
        "ticket": link_for(RegistrationFactory(event=online, organisation="Les Jardins du Barachois")),
        "given back": link_for(RegistrationFactory(event=room, status=Status.CANCELLED)),
        "ticket of a cancelled event": link_for(RegistrationFactory(event=off)),
        "unknown link": "/inscriptions/inconnu/",
    }


def test_each_state_stands_in_nobodys_way(
    page: Tab, live_server: LiveServer, addresses: dict[str, str]
) -> None:
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    found = {}
    sign_up_in(page, live_server.url + addresses["form"])  # else the mailbox page leads back to the form
    for name, address in addresses.items():
        answer = page.goto(live_server.url + address)
        assert answer is not None
        kept = name == "one person’s ticket"  # by the browser, to be shown without a network
        assert ("no-store" in answer.headers["cache-control"]) is not kept, name
        assert page.url == live_server.url + address
        found[name] = faults_of(page)
    page.context.clear_cookies()  # which fill the form in again
    page.goto(live_server.url + addresses["form"])
    page.get_by_role("button", name="Ajouter une personne", exact=True).click()
    page.get_by_role("group", name="Personne 2").wait_for()
    page.get_by_role("button", name="M’inscrire").click()
    page.get_by_role("alert").wait_for()
    found["form with errors"] = faults_of(page)
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert refused == []
