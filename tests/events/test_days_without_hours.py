"""What the form of an event makes of a day without an hour, and of years at the edge."""

import pytest
from django.test import Client
from django.urls import reverse

from events.models import EventPage
from tests.admin_forms import page_form
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, relay
from tests.events.factories import at

pytestmark = pytest.mark.django_db
ENOUGH = {
    "title": "Rencontre des alliances",
    "slug": "rencontre-des-alliances",
    "summary": "Une journée pour se relier.",
    "start": "2027-03-10 09:00",
    "end": "2027-03-10 17:30",
    "town": "Rennes",
}
PUBLISH = {"action-publish": "1"}


@pytest.fixture
def here() -> tuple[Client, str]:
    """A relay of Brittany, and the form of a new event there."""
    here = make_site_tree(regions=("bretagne",)).regions["bretagne"]
    url = reverse("wagtailadmin_pages:add", args=["events", "eventpage", here.agenda.pk])
    return browser_of(relay(here.region, publishes=True)), url


def errors_at(response, name: str) -> list[str]:
    return [str(message) for message in response.context["form"].errors.get(name, [])]


def test_an_event_on_a_day_without_an_hour_is_asked_for_it(here: tuple[Client, str]) -> None:
    client, url = here
    answer = client.post(url, page_form(client, url, **ENOUGH | {"start": "10/03/2027"}, **PUBLISH))
    assert "Il manque l’heure" in errors_at(answer, "start")[0]
    assert answer.context["form"]["title"].value() == ENOUGH["title"]


def test_an_event_whose_hours_are_not_known_lasts_the_whole_day(here: tuple[Client, str]) -> None:
    client, url = here
    data = page_form(client, url, **ENOUGH | {"start": "10/03/2027", "end": "11/03/2027"}, **PUBLISH)
    del data["times_known"]
    assert client.post(url, data).status_code == 302
    event = EventPage.objects.get()
    assert (event.start, event.end) == (at("2027-03-10", "00:00"), at("2027-03-11", "23:59"))


def test_a_day_alone_for_the_end_of_registration_is_the_end_of_that_day(here: tuple[Client, str]) -> None:
    client, url = here
    assert "jusqu’à la fin de ce jour" in client.get(url).content.decode()
    data = page_form(client, url, **ENOUGH, **PUBLISH)
    data["registration_settings-0-closes_at"] = "09/03/2027"
    assert client.post(url, data).status_code == 302
    assert EventPage.objects.get().registration_settings.get().closes_at == at("2027-03-09", "23:59")


@pytest.mark.parametrize("start", ["31/12/9999 08:30", "01/01/0001 00:00", "31/12/1899 8h"])
def test_a_year_at_the_edge_gets_words_and_the_rest_stays(here: tuple[Client, str], start: str) -> None:
    client, url = here
    answer = client.post(url, page_form(client, url, **ENOUGH | {"start": start, "end": start}, **PUBLISH))
    assert "hors des bornes" in errors_at(answer, "start")[0]
    assert 'value="' + start + '"' in answer.content.decode()
    assert answer.context["form"]["summary"].value() == ENOUGH["summary"]


def test_a_past_year_is_taken_with_a_warning_when_it_is_typed(here: tuple[Client, str]) -> None:
    client, url = here
    past = {"start": "10/03/2020 09:00", "end": "10/03/2020 17:00"}
    answer = client.post(url, page_form(client, url, **ENOUGH | past, **PUBLISH), follow=True)
    warning = "Le début est en 2020, une année passée"
    assert warning in answer.content.decode()
    address = reverse("wagtailadmin_pages:edit", args=[EventPage.objects.get().pk])
    answer = client.post(address, page_form(client, address, title="Relu", **PUBLISH), follow=True)
    assert warning not in answer.content.decode()  # known by now
