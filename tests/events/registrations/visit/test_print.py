"""The page of a link as a browser prints it."""

import io
from datetime import timedelta

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from events.registrations.access import link_for
from tests.conference.factories import make_site_tree

from ..factories import RegistrationFactory, open_event
from .people import with_paul

pytestmark = pytest.mark.browser


def test_the_tickets_of_a_party_of_ten_are_printed_on_one_sheet(
    transactional_db: None, live_server: LiveServer, page: Page
) -> None:
    agenda = make_site_tree(regions=("bretagne",)).regions["bretagne"].agenda
    event = open_event(parent=agenda, start=timezone.now() + timedelta(days=20), party_size=10)
    registration = RegistrationFactory(event=event)
    for number in range(9):
        with_paul(registration, last_name=f"Martin {number}", organisation="Les Jardins du Barachois")
    page.goto(live_server.url + link_for(registration))
    printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4", print_background=True)))
    assert len(printed) == 1
    text = printed[0].get_textpage().get_text_range()
    assert text.count("Référence") == 10
