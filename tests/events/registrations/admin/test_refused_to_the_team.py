"""What cannot be done to a person: said at its field or above the form, and what was typed is kept."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from events.choices import EventFormat
from events.lifecycle import cancel_event
from events.models import EventPage
from events.registrations.models import Attendee
from tests.events.registrations.pages import words

from ..desk import Desk, make_desk
from ..factories import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def person(desk: Desk) -> Attendee:
    return desk.registration.attendees.get()


def test_a_way_to_attend_that_is_full_is_refused_at_its_field_and_what_was_typed_is_kept(desk):
    EventPage.objects.filter(pk=desk.event.pk).update(format=EventFormat.HYBRID)
    desk.event.registration_settings.update(capacity=1)
    attendee = person(desk)
    Attendee.objects.filter(pk=attendee.pk).update(mode="en-ligne")
    RegistrationFactory(event=desk.event, mode="sur-place")
    typed = {"first_name": "Nolwenn", "last_name": "Le Goff", "organisation": "Ailleurs", "mode": "sur-place"}

    page = desk.owner.post(reverse("inscriptions:person", args=[attendee.pk]), typed)

    read = BeautifulSoup(page.content, "html.parser")
    assert "Complet : il ne reste plus de place." in words(page)
    assert "Complet" in read.find(class_="w-field--error").get_text()
    assert read.find(class_="w-field--error").find("input", {"name": "mode"})
    assert read.find("input", {"name": "organisation"})["value"] == "Ailleurs"
    attendee.refresh_from_db()
    assert (attendee.organisation, attendee.mode) == ("", "en-ligne")


def test_a_seat_of_a_cancelled_event_is_not_handed_over_and_the_page_says_why(desk):
    attendee = person(desk)
    cancel_event(desk.event, by=None, reason="Neige.", now=timezone.now())
    typed = {"first_name": "Jean", "last_name": "Roux", "organisation": "Ailleurs"}

    page = desk.owner.post(reverse("inscriptions:person", args=[attendee.pk]), typed)

    said = BeautifulSoup(page.content, "html.parser").main.find(attrs={"role": "alert"})
    assert "Cet événement est annulé." in said.get_text()
    assert 'value="Roux"' in page.content.decode()


def test_somebody_who_has_a_seat_already_is_named_and_an_address_refused_at_its_field(desk):
    known = RegistrationFactory(event=desk.event, first_name="Yann", last_name="Le Goff")
    add = reverse("inscriptions:add_person", args=[known.pk])
    page = desk.owner.post(add, {"first_name": "Yann", "last_name": "Le Goff", "organisation": "Ici"})
    assert "Yann Le Goff : déjà inscrit" in words(page)
    assert 'value="Ici"' in page.content.decode()

    other = RegistrationFactory(event=desk.event, first_name="Yann", last_name="Le Goff")
    to = reverse("inscriptions:address", args=[other.pk])
    page = desk.owner.post(to, {"email": known.email})
    field = BeautifulSoup(page.content, "html.parser").find(class_="w-field--error")
    assert "déjà inscrit" in field.get_text()
    assert f'value="{known.email}"' in page.content.decode()
