"""What one does with an offered seat on the page of the link: takes part of it, more time, or none."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from events.registrations.access import link_for
from events.registrations.models import Attendee, Registration
from events.registrations.states import Status

from ..factories import RegistrationFactory, open_event
from ..pages import read, words
from .people import states, with_paul

pytestmark = pytest.mark.django_db


def offered(count: int = 2) -> Registration:
    """Somebody who waits for three seats and is offered ``count`` of them, at a full event."""
    now = timezone.now()
    event = open_event(capacity=count, waiting_list=True, start=now + timedelta(days=20))
    waits = {"event": event, "queued_at": now - timedelta(hours=3)}
    offer = {"status": Status.OFFERED, "held_until": now + timedelta(hours=20)}
    registration = RegistrationFactory(**waits, **offer)
    for number in range(1, 3):
        values = offer if number < count else {"status": Status.WAITLISTED, "held_until": None}
        with_paul(registration, last_name=f"Martin {number}", **values)
    return registration


def test_part_of_an_offer_is_taken_and_the_rest_keeps_its_rank(client: Client) -> None:
    registration = offered()
    link = link_for(registration)
    page = client.get(link)
    assert "2 places vous sont proposées" in words(page)
    assert "2 places sur les 3 que vous attendez" in words(page)
    assert [option["value"] for option in read(page).find("select").find_all("option")] == ["2", "1"]

    client.post(link, {"action": "accept", "number": "1"})

    assert states(registration).count(Status.CONFIRMED) == 1
    assert Status.EXPIRED not in states(registration)
    page = words(client.get(link))
    assert "Votre place est confirmée" in page
    assert "Rang 1 sur" in page
    second, third = map(str, registration.attendees.filter(status=Status.WAITLISTED).order_by("pk"))
    assert f"Encore en attente : {second}, {third}." in page


@pytest.mark.parametrize("number", ["", "deux", "-1", "9", "1.5"])
def test_a_number_of_seats_that_is_none_takes_nothing_and_says_so(client: Client, number: str) -> None:
    registration = offered()
    answer = client.post(link_for(registration), {"action": "accept", "number": number})
    assert "Aucune place n’a été prise" in words(answer)
    assert states(registration).count(Status.OFFERED) == 2


def test_an_offer_is_lengthened_once_or_declined_without_losing_the_rank(client: Client) -> None:
    registration = offered()
    link = link_for(registration)
    before = registration.attendees.first().held_until
    client.post(link, {"action": "lengthen"})
    assert registration.attendees.first().held_until > before
    assert "Me laisser plus de temps" not in words(client.get(link))

    queued_at = registration.attendees.first().queued_at
    client.post(link, {"action": "decline"})

    assert set(states(registration)) == {Status.WAITLISTED}
    assert {each.queued_at for each in registration.attendees.all()} == {queued_at}
    assert "Vous êtes dans la liste d’attente" in words(client.get(link))


def test_an_offer_that_is_over_says_so(client: Client) -> None:
    registration = offered()
    Attendee.objects.update(held_until=timezone.now() - timedelta(minutes=1))
    refused = client.post(link_for(registration), {"action": "accept", "number": "2"})
    assert refused.status_code == 200
    assert read(refused).title.string.startswith("Erreur")
    for page in (refused, client.get(link_for(registration))):  # until the worker has passed
        assert "Le délai pour répondre est passé" in words(page)
        assert "proposées aux personnes suivantes" in words(page)
        assert not read(page).main.find("button", value="accept")


def test_an_offer_says_for_whom_the_seats_are(client: Client) -> None:
    registration = offered()
    first, second, _third = map(str, registration.attendees.order_by("pk"))
    assert (
        f"Dans cet ordre\xa0: {first}, {second}." in read(client.get(link_for(registration))).main.get_text()
    )


def test_whoever_let_two_offers_lapse_reads_that_and_not_of_an_address_to_confirm(client: Client) -> None:
    registration = offered()
    Attendee.objects.update(status=Status.EXPIRED, held_until=None, offers_lapsed=2)
    page = words(client.get(link_for(registration)))
    assert "Deux propositions sont restées sans réponse" in page
    assert "confirmée à temps" not in page


def test_one_seat_of_several_says_for_whom_it_is(client: Client) -> None:
    registration = offered(1)
    first = registration.attendees.order_by("pk").first()
    page = words(client.get(link_for(registration)))
    assert f"Pour {first}." in page
    assert "Dans cet ordre" not in page


def test_an_offer_says_first_until_when_and_what_silence_costs(client: Client) -> None:
    page = words(client.get(link_for(offered())))
    assert page.index("Répondez avant le") < page.index("2 places sur les 3")
    assert "Sans réponse, ces places sont proposées à d’autres, et vous perdez votre rang." in page
