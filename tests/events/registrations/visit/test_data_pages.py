"""A person's own data: all that is held, in words and as a file, and gone in one act."""

import json

import pytest
from django.core import mail as mails
from django.test import Client
from django.utils import timezone

from events.registrations.access import link_for, link_of
from events.registrations.actions.confirmations import confirm
from events.registrations.actions.people import hand_over
from events.registrations.models import Answer, Arrangement, Question, Registration
from events.registrations.states import Status
from events.registrations.transitions import Actor
from tests.conference.platform.worker import run_queue

from ..factories import RegistrationFactory
from ..pages import words
from .people import with_paul

pytestmark = pytest.mark.django_db


def full_registration() -> Registration:
    registration = RegistrationFactory(
        first_name="Aïcha",
        last_name="Boyer",
        email="aicha@exemple.invalid",
        organisation="Les Jardins du Barachois",
        phone="0262 00 00 00",
        note="Rappelée mardi.",
    )
    facts = {"purpose": Question.Purpose.WELCOME, "readers": Question.Readers.ORGANISER}
    question = Question.objects.create(label="Votre train", **facts)
    Answer.objects.create(registration=registration, question=question, value="8 h 12")
    Arrangement.objects.create(
        attendee=registration.attendees.first(), wish="Un siège au premier rang", consented_at=timezone.now()
    )
    with_paul(registration, email="paul@exemple.invalid")
    return registration


HELD = [
    *("Aïcha", "Boyer", "aicha@exemple.invalid", "Les Jardins du Barachois", "0262 00 00 00"),
    *("Rappelée mardi.", "Votre train", "8 h 12", "Un siège au premier rang", "paul@exemple.invalid"),
]


def test_all_that_is_held_is_read_on_the_page_and_in_the_file(client: Client) -> None:
    link = link_for(full_registration())
    page = words(client.get(f"{link}donnees/"))
    answer = client.get(f"{link}donnees.json")
    assert answer["Content-Disposition"].startswith("attachment")
    text = json.dumps(json.loads(answer.content), ensure_ascii=False)
    for value in HELD:
        assert value in page
        assert value in text


def test_all_is_erased_by_one_button_and_the_link_dies(client: Client) -> None:
    registration = full_registration()
    link = link_for(registration)

    assert "les 2 personnes de l’inscription" in words(client.get(f"{link}donnees/"))
    answer = client.post(f"{link}donnees/", {"action": "erase"})

    assert "Vos données sont effacées" in words(answer)
    assert client.get(link).status_code == 404
    assert client.get(f"{link}donnees.json").status_code == 404
    assert set(registration.attendees.values_list("status", flat=True)) == {Status.ANONYMISED}
    registration.refresh_from_db()
    assert registration.email == ""
    run_queue()
    assert not mails.outbox


def test_an_own_link_erases_its_person_only(client: Client) -> None:
    registration = full_registration()
    paul = registration.attendees.get(first_name="Paul")
    own = link_of(paul)

    client.post(f"{own}donnees/", {"action": "erase"})

    assert client.get(own).status_code == 404
    paul.refresh_from_db()
    assert (paul.status, paul.last_name, paul.email) == (Status.ANONYMISED, "", "")
    page = words(client.get(link_for(registration)))
    assert "Aïcha Boyer" in page
    assert "Martin" not in page


def test_an_own_link_erases_its_person_also_once_they_have_the_seat_of_whoever_wrote(client: Client) -> None:
    registration = full_registration()
    first, paul = registration.attendees.order_by("pk")
    hand_over(paul, to=first, by=Actor.VISITOR, now=timezone.now())

    client.post(f"{link_of(paul)}donnees/", {"action": "erase"})

    assert sorted(registration.attendees.values_list("first_name", flat=True)) == ["", "Aïcha"]


@pytest.mark.parametrize("sent", [{}, {"action": "effacer"}, {"action": ["x", "y"]}])
def test_nothing_else_erases(client: Client, sent: dict) -> None:
    registration = full_registration()
    assert client.post(f"{link_for(registration)}donnees/", sent).status_code == 200
    assert registration.attendees.filter(status=Status.CONFIRMED).count() == 2


def test_an_address_is_cut_at_its_at_sign_and_a_state_has_a_before_and_an_after(client: Client) -> None:
    registration = RegistrationFactory(unconfirmed=True, email="aicha@exemple.invalid")
    confirm(registration, now=timezone.now())
    page = client.get(f"{link_for(registration)}donnees/")
    assert "aicha<wbr>@exemple<wbr>.invalid" in page.content.decode()
    assert "Avant à confirmer Après confirmée" in words(page)
