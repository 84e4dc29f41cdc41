"""Correcting a person and adding people by the link: all of it or nothing, and nothing typed is lost."""

from datetime import datetime
from typing import Any

import pytest
from django.core import mail as mails
from django.test import Client
from django.utils import timezone

from events.choices import EventFormat
from events.lifecycle import cancel_event
from events.models import EventPage
from events.registrations.access import link_for, link_of, ticket_path
from events.registrations.models import Answer, Arrangement, Attendee, EventQuestion, Question
from events.registrations.privacy.erasure import erase
from events.registrations.states import Status
from events.registrations.transitions import Actor
from events.registrations.visit import person_pages
from tests.conference.platform.worker import run_queue

from ..factories import RegistrationFactory, open_event
from ..pages import read, words
from .people import with_paul

pytestmark = pytest.mark.django_db
WISH = {"arrangement": "Une boucle magnétique", "consent": "on"}


def page_of(attendee: Attendee) -> str:
    return f"{link_for(attendee.registration)}personne/{attendee.pk}/"


def held(client: Client, path: str) -> dict[str, str | list[str]]:
    """What the form at ``path`` would send as it stands."""
    form = read(client.get(path)).main.find("form")
    sent: dict[str, str | list[str]] = {
        field["name"]: field.get("value", "")
        for field in form.find_all("input", type=["text", "email", "hidden"])
        if field["name"] != "csrfmiddlewaretoken"
    }
    for field in form.find_all("input", type="radio", checked=True):
        sent[field["name"]] = field["value"]
    for area in form.find_all("textarea"):
        sent[area["name"]] = area.get_text().strip()
    return sent


def test_a_name_typed_wrong_is_mended_and_the_link_stays(client: Client) -> None:
    attendee = RegistrationFactory(last_name="Boier").first_attendee
    path = page_of(attendee)

    answer = client.post(path, held(client, path) | {"last_name": "Boyer", "organisation": "Le Barachois"})

    assert answer["Location"] == link_for(attendee.registration)
    page = words(client.get(answer["Location"]))
    assert "Boyer" in page
    assert "Le Barachois" in page


def test_nothing_is_written_of_whoever_is_erased_while_the_form_is_sent(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = open_event()
    diet = Question.objects.create(label="Votre repas", choices="végétarien", kind=Question.Kind.ONE)
    EventQuestion.objects.create(event=event, question=diet, of_each=True)
    attendee = RegistrationFactory(event=event).first_attendee
    path = page_of(attendee)
    sent = held(client, path) | WISH | {f"question-{diet.pk}": "végétarien"}

    def erased_first(event: EventPage, *, now: datetime) -> None:
        erase(attendee.registration, by=Actor.VISITOR, now=now)

    monkeypatch.setattr(person_pages, "check_takes_place", erased_first)
    assert "a été effacée" in words(client.post(path, sent))
    assert not Answer.objects.exists()
    assert not Arrangement.objects.exists()


def test_while_others_wait_a_seat_goes_to_no_stranger_and_what_was_typed_is_kept(client: Client) -> None:
    event = open_event(capacity=1, waiting_list=True)
    attendee = RegistrationFactory(event=event, first_name="Aïcha", last_name="Boyer").first_attendee
    RegistrationFactory(event=event, status=Status.WAITLISTED, queued_at=timezone.now())

    stranger = {"first_name": "Jean", "last_name": "Roux", "organisation": "Ailleurs"}
    refused = client.post(page_of(attendee), stranger)

    assert "la vôtre ne peut être cédée qu’à quelqu’un de votre groupe" in words(refused)
    assert read(refused).title.string.startswith("Erreur")
    assert read(refused).find(id="id_organisation")["value"] == "Ailleurs"
    attendee.refresh_from_db()
    assert str(attendee) == "Aïcha Boyer"
    assert attendee.organisation == ""


def test_within_a_party_a_seat_passes_from_one_to_another(client: Client) -> None:
    event = open_event(capacity=1, waiting_list=True)
    registration = RegistrationFactory(event=event, first_name="Aïcha", last_name="Boyer")
    paul = with_paul(registration, status=Status.WAITLISTED, queued_at=timezone.now())
    aicha = registration.attendees.first()
    assert "Échanger avec Paul Martin" in words(client.get(page_of(aicha)))

    client.post(page_of(aicha), {"swap": str(paul.pk)})

    seats = {str(each): each.status for each in registration.attendees.all()}
    assert seats == {"Paul Martin": Status.CONFIRMED, "Aïcha Boyer": Status.WAITLISTED}


def test_places_that_cannot_be_exchanged_any_more_stay_and_the_page_says_why(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = open_event(capacity=1, waiting_list=True)
    registration = RegistrationFactory(event=event, first_name="Aïcha", last_name="Boyer")
    paul = with_paul(registration, status=Status.WAITLISTED, queued_at=timezone.now())
    change = person_pages.hand_over

    def when_it_is_too_late(attendee: Attendee, **kwargs: Any) -> None:
        cancel_event(event, by=None, reason="Neige.", now=timezone.now())
        change(attendee, **kwargs)

    monkeypatch.setattr(person_pages, "hand_over", when_it_is_too_late)
    page = client.post(page_of(registration.attendees.first()), {"swap": str(paul.pk)})

    assert "Les places n’ont pas été échangées Cet événement est annulé." in words(page)
    assert read(page).title.string.startswith("Erreur")
    assert not read(page).find(attrs={"aria-invalid": True})
    paul.refresh_from_db()
    assert paul.status == Status.WAITLISTED


def test_answers_and_the_way_to_take_part_are_changed_together_or_not_at_all(client: Client) -> None:
    event = open_event(format=EventFormat.HYBRID, capacity=1, waiting_list=False)
    facts = {"purpose": Question.Purpose.WELCOME, "readers": Question.Readers.ORGANISER}
    question = Question.objects.create(label="Votre train", **facts)
    EventQuestion.objects.create(event=event, question=question, of_each=True)
    attendee = RegistrationFactory(event=event, mode="en-ligne").first_attendee
    RegistrationFactory(event=event, mode="sur-place")
    path, name = page_of(attendee), f"question-{question.pk}"

    refused = client.post(path, held(client, path) | {"mode": "sur-place", name: "8 h 12"})
    assert read(refused).title.string.startswith("Erreur")
    assert read(refused).find("input", {"name": name})["value"] == "8 h 12"
    assert not Answer.objects.exists()

    client.post(path, held(client, path) | {name: "8 h 12"})
    assert Answer.objects.get().value == "8 h 12"
    assert held(client, path)[name] == "8 h 12"
    client.post(path, held(client, path) | {name: ""})
    assert not Answer.objects.exists()


def test_whoever_takes_a_seat_over_keeps_no_answer_of_the_person_before(client: Client) -> None:
    event = open_event()
    facts = {"purpose": Question.Purpose.WELCOME, "readers": Question.Readers.ORGANISER}
    train, hotel = (Question.objects.create(label=label, **facts) for label in ("Votre train", "Votre hôtel"))
    for question in (train, hotel):
        EventQuestion.objects.create(event=event, question=question, of_each=True)
    attendee = RegistrationFactory(event=event, first_name="Aïcha", last_name="Boyer").first_attendee
    path = page_of(attendee)
    names = {question: f"question-{question.pk}" for question in (train, hotel)}
    client.post(path, held(client, path) | {names[train]: "8 h 12", names[hotel]: "Le Barachois"})

    other = {"first_name": "Jean", "last_name": "Roux", names[hotel]: "La Source"}
    client.post(path, held(client, path) | other)

    assert list(Answer.objects.values_list("question", "value")) == [(hotel.pk, "La Source")]


def test_a_wish_is_told_later_answered_on_the_page_and_taken_back(client: Client) -> None:
    attendee = RegistrationFactory().first_attendee
    path = page_of(attendee)
    client.post(path, held(client, path) | {"arrangement": "Un siège au premier rang", "consent": "on"})
    assert "pas encore répondu" in words(client.get(path))
    Arrangement.objects.update(state="possible", reply="C’est prévu.", replied_at=timezone.now())
    page = words(client.get(path))
    assert "Un siège au premier rang" in page
    assert "Possible : C’est prévu." in page

    assert client.post(path, {"withdraw": "1"})["Location"] == path

    assert Arrangement.objects.get().wish == ""
    assert "premier rang" not in words(client.get(path))


def test_a_person_gets_an_address_of_their_own_and_a_link(client: Client) -> None:
    paul = with_paul(RegistrationFactory())
    path = page_of(paul)
    client.post(path, held(client, path) | {"email": "paul@exemple.invalid"})
    run_queue()
    paul.refresh_from_db()
    (mail,) = [sent for sent in mails.outbox if sent.to == ["paul@exemple.invalid"]]
    assert link_of(paul) in mail.body
    # From there, another address: the old link leads nowhere, and the page says so.
    own = f"{link_of(paul)}personne/{paul.pk}/"
    changed = client.post(own, held(client, own) | {"email": "paul.martin@exemple.invalid"})
    assert "Le lien que vous aviez ouvert ne sert plus" in words(changed)


def test_a_ticket_stays_good_with_a_first_address_and_is_sent_anew_with_another(client: Client) -> None:
    paul = with_paul(RegistrationFactory())
    path, ticket = page_of(paul), ticket_path(paul)
    client.post(path, held(client, path) | {"email": "paul@exemple.invalid"})
    assert client.get(ticket).status_code == 200  # printed, or in the file of the whole party

    client.post(path, held(client, path) | {"email": "paul.martin@exemple.invalid"})

    assert client.get(ticket).status_code == 404
    run_queue()
    mail = mails.outbox[-1]
    assert mail.to == [paul.registration.email]
    assert "billet.pdf" in [name for name, _content, _kind in mail.attachments]


def test_whoever_registered_has_no_second_address_in_the_form(client: Client) -> None:
    assert "email" not in held(client, page_of(RegistrationFactory().first_attendee))


def test_people_are_added_while_seats_are_left_each_error_at_its_field(client: Client) -> None:
    registration = RegistrationFactory(event=open_event(capacity=2))
    path = f"{link_for(registration)}ajouter/"
    sent = {"person": "2", "p2-first_name": "Paul", "p2-last_name": ""}
    page = words(client.get(path))
    assert "Personne 2" in page
    assert "Informez-les" in page
    wrong = client.post(path, sent)
    assert read(wrong).find(id="id_p2-last_name")["aria-invalid"] == "true"
    assert read(wrong).find(id="id_p2-first_name")["value"] == "Paul"

    answer = client.post(path, sent | {"p2-last_name": "Martin"})

    assert answer["Location"] == link_for(registration)
    assert "Vos 2 places sont confirmées" in words(client.get(answer["Location"]))
    assert client.get(path).status_code == 303  # full: no more to add


def test_who_is_too_late_to_add_somebody_is_told_so_and_what_was_typed_stays(client: Client) -> None:
    event = open_event(capacity=2)
    registration = RegistrationFactory(event=event)
    RegistrationFactory(event=event)  # faster

    answer = client.post(
        f"{link_for(registration)}ajouter/",
        {"person": "2", "p2-first_name": "Paul", "p2-last_name": "Martin"},
    )

    assert read(answer).find(id="id_p2-first_name")["value"] == "Paul"
    assert "il ne reste plus de place" in words(answer)
    assert "prend rang" not in words(answer)
    assert registration.attendees.count() == 1


def test_whom_the_address_has_already_is_not_added_twice(client: Client) -> None:
    registration = RegistrationFactory(first_name="Aïcha", last_name="Boyer")
    sent = {"person": "2", "p2-first_name": "aicha", "p2-last_name": "BOYER"}
    refused = client.post(f"{link_for(registration)}ajouter/", sent)
    assert "Aïcha Boyer" in words(refused)
    assert registration.attendees.count() == 1


def test_nothing_is_changed_once_the_event_is_cancelled(client: Client) -> None:
    attendee = RegistrationFactory(last_name="Boyer").first_attendee
    cancel_event(attendee.event, by=None, reason="Salle fermée.", now=timezone.now())
    for path in (page_of(attendee), f"{link_for(attendee.registration)}ajouter/"):
        assert client.post(path, {"first_name": "X", "last_name": "Y", "person": "2"}).status_code == 200
    client.post(page_of(attendee), {"first_name": attendee.first_name, "last_name": "Boyer", **WISH})
    assert not Arrangement.objects.exists()
    attendee.refresh_from_db()
    assert attendee.last_name == "Boyer"


def test_another_registrations_person_is_not_found(client: Client) -> None:
    mine, other = RegistrationFactory(), RegistrationFactory()
    for pk in (other.first_attendee.pk, 0, 10**30):
        assert client.get(f"{link_for(mine)}personne/{pk}/").status_code == 404


def test_what_was_typed_while_the_event_was_cancelled_is_shown_with_the_reason(client: Client) -> None:
    registration = RegistrationFactory(event=open_event(), first_name="Aïcha", last_name="Boyer")
    path, add = page_of(registration.first_attendee), f"{link_for(registration)}ajouter/"
    typed = held(client, path) | {"organisation": "Le Barachois"}
    cancel_event(registration.event, by=None, reason="Neige.", now=timezone.now())

    other = {"person": ["2"], "p2-first_name": "Paul", "p2-last_name": "Martin"}
    for page, kept in ((client.post(path, typed), "Le Barachois"), (client.post(add, other), "Martin")):
        assert page.status_code == 200
        assert "Cet événement est annulé." in words(page)
        assert f'value="{kept}"' in page.content.decode()
    assert str(registration.attendees.get()) == "Aïcha Boyer"
    assert registration.attendees.get().organisation == ""
    for gone in (path, add):
        assert client.get(gone)["Location"] == link_for(registration)
