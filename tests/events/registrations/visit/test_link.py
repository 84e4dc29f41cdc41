"""What a link may do, and for whom: the whole party, or one person at an address of their own."""

import pytest
from django.core import mail as mails
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from events.models import EventFormat
from events.registrations.access import link_for, link_of, ticket_path
from events.registrations.models import Attendee, MailKind
from events.registrations.states import Status
from tests.conference.platform.worker import run_queue
from tests.events.factories import at

from ..factories import RegistrationFactory, open_event
from ..mails.writing import entry_of, mail_of, plain
from ..pages import form_of, link_in, read, words
from .people import states, with_paul

pytestmark = pytest.mark.django_db


def test_one_of_two_is_cancelled_and_the_other_keeps_the_ticket(client: Client) -> None:
    registration = RegistrationFactory()
    paul = with_paul(registration)
    link = link_for(registration)
    assert "Annuler cette place" in words(client.get(link))

    client.post(link, {"action": "cancel", "person": str(paul.pk)})

    assert states(registration) == [Status.CONFIRMED, Status.CANCELLED]
    page = words(client.get(link))
    assert "Votre place est confirmée" in page
    assert "Annulée" in page
    client.post(link, {"action": "cancel"})
    assert states(registration) == [Status.CANCELLED, Status.CANCELLED]
    assert "Votre inscription est annulée" in words(client.get(link))


@pytest.mark.parametrize("person", ["", "0", "x", "²", "99999999999999999999", "-1"])
def test_whoever_is_not_of_the_link_is_never_cancelled(client: Client, person: str) -> None:
    mine, other = RegistrationFactory(), RegistrationFactory()
    for key in (person, str(other.attendee.pk)):
        client.post(link_for(mine), {"action": "cancel", "person": key})
    assert states(mine) == states(other) == [Status.CONFIRMED]


def test_get_changes_nothing_on_any_address_of_a_link(client: Client) -> None:
    registration = RegistrationFactory(unconfirmed=True)
    paul = with_paul(registration)
    before = list(Attendee.objects.values())
    link = link_for(registration)
    for path in ("", "ajouter/", f"personne/{paul.pk}/", "donnees/", "donnees.json"):
        answer = client.get(f"{link}{path}", {"action": "cancel", "person": paul.pk})
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
    assert list(Attendee.objects.values()) == before


def test_the_page_says_why_one_presses_a_button_behind_the_link(client: Client) -> None:
    page = words(client.get(link_for(RegistrationFactory(unconfirmed=True, mode="sur-place"))))
    assert " ," not in page
    assert "elles ne doivent rien confirmer à votre place" in page


# --- The queue ------------------------------------------------------------------------------------


def test_one_leaves_the_queue_by_oneself(client: Client) -> None:
    registration = RegistrationFactory(
        event=open_event(capacity=0, waiting_list=True),
        status=Status.WAITLISTED,
        queued_at=timezone.now(),
    )
    link = link_for(registration)
    form = read(client.get(link)).main.find("button", string=lambda text: "Quitter" in str(text)).parent
    sent = {field["name"]: field["value"] for field in form.find_all("input")}
    client.post(link, sent | {"action": "cancel"})
    assert states(registration) == [Status.CANCELLED]


def test_still_coming_is_answered_person_by_person_in_one_tap(client: Client) -> None:
    registration = RegistrationFactory(asked_again_at=timezone.now())
    paul = with_paul(registration, asked_again_at=timezone.now())
    link = link_for(registration)
    assert "Vous venez toujours ?" in words(client.get(link))

    client.post(link, {"action": "keep", "person": str(registration.attendees.first().pk)})
    client.post(link, {"action": "release", "person": str(paul.pk)})

    assert states(registration) == [Status.CONFIRMED, Status.CANCELLED]
    assert registration.attendees.first().kept_at is not None
    assert "Vous venez toujours ?" not in words(client.get(link))


def test_still_coming_says_what_becomes_of_a_seat_without_an_answer(client: Client) -> None:
    asked = at("2099-12-12", "08:00")
    kept = RegistrationFactory(event=open_event(asks_again=True), asked_again_at=asked)
    assert "Sans réponse, la place est gardée." in words(client.get(link_for(kept)))

    releases = open_event(asks_again=True, releases_unanswered=True)
    first = RegistrationFactory(event=releases, asked_again_at=asked)
    assert "Sans réponse à deux messages, la place est rendue" in words(client.get(link_for(first)))
    twice = RegistrationFactory(event=releases, asked_again_at=asked, asked_twice_at=asked)
    page = words(client.get(link_for(twice)))
    assert "Sans réponse avant le dimanche 13 décembre 2099 à 8 h , la place est rendue." in page
    assert "deux messages" not in page
    mail = plain(mail_of(twice, MailKind.STILL_COMING))
    assert "Sans réponse avant le dimanche 13 décembre 2099 à 8 h, la place est rendue." in mail


def test_the_ticket_of_who_comes_to_a_hybrid_event_names_the_place_alone(client: Client) -> None:
    registration = RegistrationFactory(event=open_event(format=EventFormat.HYBRID), mode="sur-place")
    for page in (link_for(registration), ticket_path(registration.attendees.first())):
        card = read(client.get(page)).find(class_="ticket")
        assert "Maison commune" in card.get_text()
        assert "en ligne" not in card.get_text()


def test_the_tickets_of_several_are_kept_as_several(client: Client) -> None:
    registration = RegistrationFactory()
    with_paul(registration)
    assert "Garder les billets (PDF)" in words(client.get(link_for(registration)))
    assert "Voir mes billets" in mail_of(registration, MailKind.TICKET).text
    gave_up = RegistrationFactory(status=Status.CANCELLED, confirmed_at=timezone.now())
    with_paul(gave_up)
    assert "Vos places sont rendues" in words(client.get(link_for(gave_up)))


def test_who_only_waits_is_told_of_a_rank_that_is_lost_not_of_a_seat_given_back(client: Client) -> None:
    event = open_event(capacity=0, waiting_list=True)
    registration = RegistrationFactory(event=event, status=Status.WAITLISTED, queued_at=timezone.now())
    paul, link = with_paul(registration), link_for(registration)
    page = words(client.get(link))
    assert "Ne plus attendre" in page
    assert "rendue tout de suite" not in page
    assert "Nous ne viendrons pas" not in page

    client.post(link, {"action": "cancel", "person": str(paul.pk)})
    client.post(link, {"action": "cancel"})

    assert "Vous n’avez plus ni place ni rang" in words(client.get(link))
    run_queue()
    text = mails.outbox[-1].body
    assert "votre rang est rendu" in text
    assert "profitera" not in text


def test_the_calendar_file_of_the_page_is_the_entry_that_the_mail_joins(client: Client) -> None:
    registration = RegistrationFactory(event=open_event(start=at("2099-12-15", "08:30")))
    link = link_for(registration)
    [path] = {
        each["href"] for each in read(client.get(link)).find_all("a", href=True) if ".ics" in each["href"]
    }
    answer = client.get(path)
    assert answer["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer["Cache-Control"]
    [entry] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(entry["uid"]) == str(entry_of(mail_of(registration, "ticket"))[1]["uid"])
    assert ticket_path(registration.attendee) in str(entry["description"])

    client.post(link, {"action": "cancel"})
    assert client.get(path).status_code == 404
    assert client.get("/inscriptions/x/evenement.ics").status_code == 404


# --- One person's own link ------------------------------------------------------------------------


def test_an_own_link_shows_and_touches_one_person_only(client: Client) -> None:
    registration = RegistrationFactory(first_name="Aïcha", last_name="Boyer")
    paul = with_paul(registration, email="paul@exemple.invalid")
    own, aicha = link_of(paul), registration.attendees.first()
    page = words(client.get(own))
    assert "Paul Martin" in page
    assert "Boyer" not in page
    assert registration.email not in page

    client.post(own, {"action": "cancel", "person": str(aicha.pk)})
    assert states(registration) == [Status.CONFIRMED, Status.CONFIRMED]
    for path in ("ajouter/", f"personne/{aicha.pk}/"):
        assert client.get(f"{own}{path}").status_code == 404
    data = client.get(f"{own}donnees.json").content.decode()
    assert "Martin" in data
    assert "Boyer" not in data
    assert registration.email not in data

    client.post(own, {"action": "cancel"})
    assert states(registration) == [Status.CONFIRMED, Status.CANCELLED]


def test_an_own_link_confirms_nothing_for_the_address_that_registered(client: Client) -> None:
    registration = RegistrationFactory(unconfirmed=True)
    paul = with_paul(registration, email="paul@exemple.invalid")
    for action in ("confirm", "accept", "decline", "lengthen"):
        client.post(link_of(paul), {"action": action})
    assert states(registration) == [Status.UNCONFIRMED, Status.UNCONFIRMED]


def test_an_own_link_leads_nowhere_once_the_address_is_taken_back(client: Client) -> None:
    paul = with_paul(RegistrationFactory(), email="paul@exemple.invalid")
    own = link_of(paul)
    Attendee.objects.filter(pk=paul.pk).update(email="")
    assert client.get(own).status_code == 404


def test_the_ticket_has_a_reference_a_code_and_a_file_and_one_line_for_each_way_to_come(
    client: Client,
) -> None:
    event = open_event(online=True, online_url="https://visio.invalid/salon")
    registration = RegistrationFactory(event=event)
    page = read(client.get(link_for(registration)))
    assert page.main.find("svg", role="img")
    reference = page.main.find(class_="ticket__reference").get_text()
    assert len(reference) == 9
    pdf = page.main.find("a", href=lambda href: href and href.endswith("billet.pdf"))
    answer = client.get(pdf["href"])
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "no-store" not in answer["Cache-Control"]
    alone = page.main.find("a", href=lambda href: href and href.endswith("/billet/"))
    kept = client.get(alone["href"])
    assert reference in words(kept)
    assert "no-store" not in kept["Cache-Control"]  # read again without a network


def test_the_same_page_asks_as_much_for_one_person_as_for_six(
    client: Client, django_assert_max_num_queries
) -> None:
    registration = RegistrationFactory()
    client.get(link_for(registration))
    with django_assert_max_num_queries(12) as one:
        client.get(link_for(registration))
    for number in range(5):
        with_paul(registration, last_name=f"Martin {number}")
    with django_assert_max_num_queries(12) as six:
        client.get(link_for(registration))
    assert len(one) == len(six)


def test_the_mail_of_somebody_registered_by_another_leads_to_their_own_page(client: Client) -> None:
    event = open_event()
    typed = {"first_name": "Aïcha", "last_name": "Boyer", "email": "aicha@exemple.invalid"}
    paul = {"person": "2", "p2-first_name": "Paul", "p2-last_name": "Roux", "p2-email": "p@exemple.invalid"}
    client.post(form_of(event), typed | paul)
    run_queue()
    client.post(link_in(mails.outbox[0]), {"action": "confirm"})
    run_queue()
    (his,) = [sent for sent in mails.outbox if sent.to == ["p@exemple.invalid"]]
    page = words(client.get(link_in(his)))
    assert "Paul Roux" in page
    assert "Boyer" not in page
