"""The person's own link: GET changes nothing, each state says what can be done."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from events.lifecycle import cancel_event
from events.models import EventPage
from events.registrations.access import link_for
from events.registrations.actions.confirmations import expire_unconfirmed
from events.registrations.models import Attendee
from events.registrations.states import Status
from tests.conference.factories import make_site_tree

from ..factories import RegistrationFactory, open_event
from ..pages import form_of, read, words

pytestmark = pytest.mark.django_db


def test_a_lapsed_link_says_so_and_leads_to_the_form_before_and_after_the_data_are_erased(
    client: Client,
) -> None:
    lapsed = RegistrationFactory(lapsed=True, event=open_event(capacity=1), last_name="Hoarau")
    link = link_for(lapsed)
    for _time in range(2):
        page = client.get(link)
        assert "Le délai est passé" in words(page)
        assert "Hoarau" not in words(page)
        assert form_of(lapsed.event) in {a["href"] for a in read(page).main.find_all("a")}
        assert not read(page).main.find("form")
        expire_unconfirmed(now=timezone.now())
    assert Attendee.objects.get().status == Status.ANONYMISED

    refused = client.post(link, {"action": "confirm"})

    assert "Vous pouvez vous inscrire de nouveau" in words(refused)
    assert read(refused).title.string.startswith("Erreur")


def test_a_cancelled_registration_of_an_event_that_filled_meanwhile_says_so(client: Client) -> None:
    event = open_event(capacity=1)
    cancelled = RegistrationFactory(status=Status.CANCELLED, event=event)
    page = client.get(link_for(cancelled))
    RegistrationFactory(event=event)

    refused = client.post(link_for(cancelled), {"action": "confirm"})

    assert "Reprendre une place" in words(page)
    assert "il ne reste plus de place" in words(refused)
    assert read(refused).title.string.startswith("Erreur")
    assert "Reprendre une place" not in words(client.get(link_for(cancelled)))


def test_nothing_is_cancelled_once_the_event_has_begun_or_is_over(client: Client) -> None:
    now = timezone.now()
    running = open_event(start=now - timedelta(hours=1), end=now + timedelta(hours=2))
    over = open_event(past=True)
    for event in (running, over):
        registration = RegistrationFactory(event=event)
        page = client.get(link_for(registration))
        assert ("Votre place est confirmée" in words(page)) is (event == running)
        assert ("Cet événement est terminé." in words(page)) is (event == over)
        assert "Je ne viendrai pas" not in words(page)
        assert not read(page).main.find("form")
        assert client.get(f"{link_for(registration)}ajouter/").status_code == 303


def test_the_hour_until_which_the_seat_is_held_stands_on_the_page_in_the_events_zone(client: Client) -> None:
    event = open_event(parent=make_site_tree().regions["la-reunion"].agenda, time_zone="Indian/Reunion")
    held = RegistrationFactory(event=event, unconfirmed=True)
    Attendee.objects.update(held_until="2099-06-02T06:05:00Z")
    assert "2 juin 2099 à 10 h 05 (heure de La Réunion)" in words(client.get(link_for(held)))


def test_a_cancelled_event_is_said_on_the_link_and_nothing_can_be_done_there(client: Client) -> None:
    registration = RegistrationFactory(unconfirmed=True)
    cancel_event(registration.event, by=None, reason="La salle est fermée.", now=timezone.now())
    page = client.get(link_for(registration))
    assert "La salle est fermée." in words(page)
    assert not read(page).main.find("form")


def test_the_ticket_of_an_unpublished_event_still_opens(client: Client) -> None:
    registration = RegistrationFactory()
    EventPage.objects.update(live=False)
    page = client.get(link_for(registration))
    assert page.status_code == 200
    assert registration.event.url not in {a["href"] for a in read(page).main.find_all("a")}


def test_a_forged_a_foreign_and_an_erased_link_are_answered_with_the_same_page(client: Client) -> None:
    registration = RegistrationFactory()
    good = link_for(registration)
    Attendee.objects.update(status=Status.ANONYMISED)
    bodies = set()
    for link in (good, good[:-2] + "x/", "/inscriptions/n-importe-quoi/"):
        for answer in (client.get(link), client.post(link, {"action": "confirm"})):
            assert answer.status_code == 404
            bodies.add(words(answer))
    assert len(bodies) == 1


@pytest.mark.parametrize("action", ["", "effacer", "__init__"])
def test_an_unknown_action_changes_nothing(client: Client, action: str) -> None:
    registration = RegistrationFactory(unconfirmed=True)
    assert client.post(link_for(registration), {"action": action}).status_code == 200
    registration.refresh_from_db()
    assert registration.attendee.status == Status.UNCONFIRMED


def test_the_page_of_an_event_that_is_over_offers_nothing_that_is_over_too(client: Client) -> None:
    event = open_event(past=True)
    page = words(client.get(link_for(RegistrationFactory(event=event))))
    assert "Garder le billet (PDF)" in page
    assert "Ajouter à mon calendrier" not in page
    assert "3. Votre billet" not in page
    waits = RegistrationFactory(event=event, status=Status.WAITLISTED, queued_at=timezone.now())
    assert "Vous êtes dans la liste d’attente" not in words(client.get(link_for(waits)))


def test_an_arrangement_is_asked_for_where_somebody_is_to_come(client: Client) -> None:
    event = open_event(contact_email="relais@exemple.invalid")
    comes, gave_up = (
        RegistrationFactory(event=event),
        RegistrationFactory(event=event, status=Status.CANCELLED),
    )
    assert "un aménagement à prévoir" in words(client.get(link_for(comes)))
    page = words(client.get(link_for(gave_up)))
    assert "Une question" in page
    assert "aménagement" not in page


def test_a_request_is_called_one_until_a_seat_is_confirmed(client: Client) -> None:
    event = open_event(waiting_list=True)
    queue = {"event": event, "queued_at": timezone.now()}
    waits = words(client.get(link_for(RegistrationFactory(status=Status.WAITLISTED, **queue))))
    assert "Votre demande" in waits
    assert "La personne inscrite" not in waits
    to_confirm = words(client.get(link_for(RegistrationFactory(unconfirmed=True, **queue))))
    assert "Confirmez votre demande" in to_confirm
    pending = words(client.get(link_for(RegistrationFactory(event=event, status=Status.PENDING_APPROVAL))))
    assert "En attente d’un accord" in pending
    assert "La personne inscrite" in words(client.get(link_for(RegistrationFactory(event=event))))


def test_day_and_place_stand_below_the_title_before_what_is_asked(client: Client) -> None:
    event = open_event(town="Quimper", capacity=7)
    for page in (form_of(event), link_for(RegistrationFactory(event=event, unconfirmed=True))):
        assert "Quimper" in read(client.get(page)).find(class_="page-title").get_text()
    assert "6 places encore libres" in read(client.get(form_of(event))).find(class_="page-title").get_text()
