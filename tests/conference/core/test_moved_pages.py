"""What stands below a page follows it: its form and its calendar file, like the page itself."""

import pytest
from django.test import Client

from events.models import EventPage
from tests.conference.factories import SiteTree, make_site_tree
from tests.events.registrations.factories import open_event
from tests.events.registrations.pages import TYPED

pytestmark = pytest.mark.django_db

OLD, NEW = "/regions/bretagne/agenda/ancienne/", "/regions/bretagne/agenda/nouvelle/"
BELOW = ("", "inscription/", "inscription/messagerie/", "evenement.ics", "inscription/?de=agenda")


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne",))


@pytest.fixture
def moved(tree: SiteTree, django_capture_on_commit_callbacks) -> EventPage:
    event = open_event(parent=tree.regions["bretagne"].agenda, slug="ancienne")
    event.slug = "nouvelle"
    with django_capture_on_commit_callbacks(execute=True):
        event.save_revision().publish()
    return event


@pytest.mark.parametrize("below", BELOW)
def test_an_address_below_a_page_moves_with_it(moved: EventPage, client: Client, below: str) -> None:
    answer = client.get(OLD + below)
    assert (answer.status_code, answer["Location"]) == (301, NEW + below)


def test_a_form_that_was_open_is_sent_on(moved: EventPage, client: Client) -> None:
    answer = client.post(f"{OLD}inscription/", TYPED)
    assert (answer.status_code, answer["Location"]) == (308, f"{NEW}inscription/")
    assert client.post(answer["Location"], TYPED).status_code == 303


def test_a_region_that_moves_takes_everything_along(
    tree: SiteTree, client: Client, django_capture_on_commit_callbacks
) -> None:
    open_event(parent=tree.regions["bretagne"].agenda, slug="ma-session")
    page = tree.regions["bretagne"].page
    page.slug = "breizh"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    for below in BELOW:
        answer = client.get(f"/regions/bretagne/agenda/ma-session/{below}")
        assert (answer.status_code, answer["Location"]) == (301, f"/regions/breizh/agenda/ma-session/{below}")


def test_a_page_that_is_gone_leads_nowhere(moved: EventPage, client: Client) -> None:
    moved.unpublish()
    assert client.get(f"{OLD}inscription/").status_code == 404
    moved.delete()
    assert client.get(f"{OLD}inscription/").status_code == 404


def test_a_page_that_came_back_and_went_off_line_does_not_lead_to_itself(
    moved: EventPage, client: Client, django_capture_on_commit_callbacks
) -> None:
    moved.slug = "ancienne"
    with django_capture_on_commit_callbacks(execute=True):
        moved.save_revision().publish()
    assert client.get(f"{OLD}evenement.ics").status_code == 200
    moved.unpublish()
    assert client.get(f"{OLD}evenement.ics").status_code == 404
