"""What whoever registers others reads on the pages of their link."""

import pytest
from django.test import Client

from events.registrations.access import link_for, link_of
from events.registrations.models import Attendee

from ..factories import RegistrationFactory, open_event
from ..pages import words
from .people import with_paul

pytestmark = pytest.mark.django_db


def page_of(link: str, attendee: Attendee) -> str:
    return f"{link}personne/{attendee.pk}/"


def test_a_party_at_its_maximum_reads_that_only_a_companion_may_be_added(client: Client) -> None:
    registration = RegistrationFactory(event=open_event(party_size=2))
    link = f"{link_for(registration)}ajouter/"
    assert "au maximum" not in words(client.get(link))
    with_paul(registration)
    page = words(client.get(link))
    assert "Vous êtes au maximum de 2 personnes par adresse" in page
    assert "Ajouter une personne qui accompagne" in page


def test_each_agrees_for_themselves_and_who_registered_another_tells_what_they_said(client: Client) -> None:
    registration = RegistrationFactory()
    paul = with_paul(registration, email="paul@exemple.invalid")
    pages = (
        page_of(link_for(registration), registration.first_attendee),
        page_of(link_of(paul), paul),
        page_of(link_for(registration), paul),
    )
    said = ["Cette personne accepte" in words(client.get(page)) for page in pages]
    assert said == [False, False, True]
