"""The right to erasure, from the team's side. Three people, as in test_admin.py."""

import pytest
from django.test import Client
from django.urls import reverse

from events.registrations.models import Attendee, Registration
from events.registrations.states import Status
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, relay

from ..factories import RegistrationFactory, open_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> tuple[Registration, Client, Client, Client]:
    """A Breton registration, its region's relay, a team-mate, and the relay of another region."""
    tree = make_site_tree(regions=("bretagne", "la-reunion"))
    breton = tree.regions["bretagne"].region
    event = open_event(parent=tree.regions["bretagne"].agenda)
    return (
        RegistrationFactory(event=event, first_name="Nolwenn", last_name="Le Goff"),
        browser_of(relay(breton)),
        browser_of(relay(breton, username="relais-bretagne-2")),
        browser_of(relay(tree.regions["la-reunion"].region)),
    )


def text(response) -> str:
    return response.content.decode()


def test_the_team_erases_a_person_who_asks_and_nobody_else_can(people) -> None:
    registration, owner, mate, stranger = people
    erase = reverse("inscriptions:erase", args=[registration.pk])
    shown = reverse("inscriptions:inspect", args=[registration.pk])
    assert erase in text(owner.get(shown))
    assert "Sa place est rendue" in text(owner.get(erase))
    assert stranger.get(erase).status_code == 404
    assert stranger.post(erase).status_code == 404
    registration.refresh_from_db()
    assert registration.first_attendee.last_name == "Le Goff"

    after = text(mate.post(erase, follow=True))

    assert "Les données de cette personne sont effacées." in after
    assert "Le Goff" not in after
    assert erase not in after
    registration.refresh_from_db()
    assert (registration.first_attendee.status, registration.email) == (Status.ANONYMISED, "")
    assert {line.user.username for line in registration.log.all()} == {"relais-bretagne-2"}
    assert "Cette inscription a été effacée." in text(owner.post(erase))


@pytest.mark.parametrize("status", [Status.EXPIRED, Status.CANCELLED])
def test_no_seat_is_said_to_be_given_back_where_none_is_held(people, status: Status) -> None:
    registration, owner, _mate, _stranger = people
    Attendee.objects.update(status=status)
    page = text(owner.get(reverse("inscriptions:erase", args=[registration.pk])))
    assert "On ne peut pas revenir en arrière." in page
    assert "Sa place est rendue" not in page
