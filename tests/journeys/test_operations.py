"""A relay on a telephone postpones a session from its « Tableau de bord », then thinks better of it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from events.models import EventStatus
from events.wording import day
from tests.accessibility import faults_of_screen
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import relay
from tests.events.factories import at
from tests.events.registrations.factories import RegistrationFactory, open_event
from tests.events.registrations.publishing import publish

from .admin import Desk

pytestmark = [pytest.mark.browser, pytest.mark.reference]


def test_a_session_is_postponed_and_put_back_on_a_telephone(
    transactional_db: None, page: Tab, live_server: LiveServer
) -> None:
    """By a relay who may not even publish."""
    tree = make_site_tree(regions=("bretagne",))
    first = timezone.localdate() + timedelta(days=40)  # a date five years away is refused as a slip
    start, put_off = (at(each.isoformat(), "08:30") for each in (first, first + timedelta(days=7)))
    event = open_event(
        title="Rencontre de Rennes",
        parent=tree.regions["bretagne"].agenda,
        start=start,
        end=at(first.isoformat(), "16:00"),
    )
    publish(event)
    RegistrationFactory(event=event)
    desk = Desk(page, live_server.url)
    desk.log_in(relay(tree.regions["bretagne"].region))
    page.set_viewport_size({"width": 390, "height": 844})

    def looks_right() -> None:
        assert faults_of_screen(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    desk.go(f"/admin/evenements/{event.pk}/")
    looks_right()
    page.get_by_role("link", name="Reporter").click()
    expect(page.get_by_text("1 personne sera prévenue par courriel.")).to_be_visible()
    looks_right()
    page.locator("input[name=start]").fill(f"{put_off:%d/%m/%Y}")
    page.locator("input[name=start_hour]").fill("8h30")
    page.get_by_role("button", name="Voir le courriel").click()
    expect(page.get_by_text(day(put_off.date())).first).to_be_visible()
    looks_right()
    page.get_by_role("button", name="Reporter l’événement").click()
    desk.is_told("L’événement est reporté.")
    expect(page.get_by_text("le courriel part le").first).to_be_visible()
    looks_right()
    event.refresh_from_db()
    assert (event.status, event.start) == (EventStatus.POSTPONED, put_off)

    page.get_by_role("link", name="Annuler cette opération").click()
    page.get_by_role("button", name="Annuler cette opération").click()
    desk.is_told("L’opération est annulée.")
    event.refresh_from_db()
    assert (event.status, event.start) == (EventStatus.SCHEDULED, start)
