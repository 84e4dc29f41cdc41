"""What a row of a list tells of an event's hours."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from tests.conference.factories import SiteTree, make_site_tree
from tests.events.factories import EventPageFactory, at
from tests.events.test_event_page import REUNION, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


def test_the_row_of_an_event_overseas_names_its_clock(tree: SiteTree, client: Client) -> None:
    soon = timezone.now() + timedelta(days=20)
    start = at(f"{soon:%Y-%m-%d}", "08:30", REUNION)
    EventPageFactory(
        parent=tree.regions["la-reunion"].agenda,
        time_zone=REUNION,
        start=start,
        end=start + timedelta(hours=7),
        town="Saint-Denis",
    )
    rows = BeautifulSoup(client.get("/agenda/").content, "html.parser")

    assert "Saint-Denis, La Réunion · " in said(rows, ".event-row__facts")
    assert ", de 8 h 30 à 15 h 30 (heure de La Réunion) · présentiel" in said(rows, ".event-row__facts")


@pytest.mark.parametrize(("end", "hours"), [("00:00", "de 20 h à minuit"), ("01:30", "de 20 h à 1 h 30")])
def test_an_evening_over_midnight_is_told_with_its_hours(
    tree: SiteTree, client: Client, end: str, hours: str
) -> None:
    day = timezone.localdate() + timedelta(days=20)
    EventPageFactory(start=at(f"{day}", "20:00"), end=at(f"{day + timedelta(days=1)}", end))
    rows = BeautifulSoup(client.get("/agenda/").content, "html.parser")

    assert said(rows, ".event-row__facts").endswith(f", {hours} · présentiel")
