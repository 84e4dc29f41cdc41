"""What the team finds and changes of the people of its events. Owner, team-mate, stranger."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.registrations.access import link_for, ticket_path
from events.registrations.actions.signup import register_by_hand
from events.registrations.models import Attendee, Notice, Registration, RegistrationMail
from events.registrations.privacy.erasure import erase
from events.registrations.states import Status
from events.registrations.transitions import Actor
from tests.events.registrations.pages import words

from ..desk import Desk, make_desk
from ..factories import RegistrationFactory, open_event, party

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def person(desk: Desk) -> Attendee:
    return desk.registration.attendees.get()


# --- Finding -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("Paul Martin", {"first_name": "Paul", "last_name": "Martin"}),
        ("martin paul", {"first_name": "Paul", "last_name": "Martin"}),
        ("lefevre", {"last_name": "Lefèvre"}),
        ("O'Neil", {"last_name": "O’Neil"}),
        ("soeur", {"organisation": "Les Sœurs du Léon"}),
        ("jean-luc", {"email": "jean-luc@exemple.invalid"}),
    ],
)
def test_people_are_found_as_one_types_their_names(desk, typed, held):
    """I5."""
    found = RegistrationFactory(event=desk.event, **held)
    page = BeautifulSoup(desk.owner.get(reverse("inscriptions:index"), {"q": typed}).content, "html.parser")
    links = {link["href"] for link in page.select("table tbody a[href*='/inspect/']")}
    assert links == {reverse("inscriptions:inspect", args=[found.pk])}


def test_a_name_registered_twice_is_pointed_out_and_leads_to_the_other(desk):
    again = RegistrationFactory(event=desk.event, first_name="NOLWENN", last_name="Le goff")
    assert "Nolwenn Le Goff (doublon ?)" in words(desk.owner.get(reverse("inscriptions:index")))
    page = desk.owner.get(reverse("inscriptions:inspect", args=[again.pk]))
    assert reverse("inscriptions:inspect", args=[desk.registration.pk]) in page.content.decode()
    Attendee.objects.filter(registration=again).update(status=Status.CANCELLED)
    assert "doublon" not in words(desk.owner.get(reverse("inscriptions:index")))


def test_the_page_of_a_party_asks_as_many_queries_for_six_people_as_for_one(desk, django_assert_num_queries):
    page = reverse("inscriptions:inspect", args=[desk.registration.pk])
    desk.owner.get(page)
    with CaptureQueriesContext(connection) as alone:
        desk.owner.get(page)
    for number in range(5):
        Attendee.objects.create(
            registration=desk.registration,
            event=desk.event,
            first_name="Nolwenn",
            last_name=f"Le Bras {number}",
            status=Status.CONFIRMED,
        )
    with django_assert_num_queries(len(alone)):
        desk.owner.get(page)


# --- One person ----------------------------------------------------------------------------------


def test_the_team_corrects_a_name_and_the_log_says_so(desk):
    """I3."""
    url = reverse("inscriptions:person", args=[person(desk).pk])
    typed = {"first_name": "Nolwenn", "last_name": "Le Gof", "organisation": ""}
    assert desk.stranger.post(url, typed).status_code == 404
    desk.mate.post(url, typed)
    assert str(person(desk)) == "Nolwenn Le Gof"
    entry = desk.registration.log.latest("pk")
    assert (entry.note, entry.user.username) == ("nom corrigé", "relais-bretagne-2")


def test_one_of_a_party_is_cancelled_with_a_reason_and_the_other_stays(desk):
    made = register_by_hand(
        desk.event, applicant=party("Ana Le Bec", "Yves Le Bec"), by=None, now=desk.event.first_published_at
    )
    ana, yves = made.attendees.order_by("pk")
    page = desk.owner.get(reverse("inscriptions:inspect", args=[made.pk]))
    assert "Annuler cette place" in words(page)
    url = reverse("inscriptions:cancel_person", args=[yves.pk])
    assert desk.stranger.post(url).status_code == 404
    desk.owner.post(url, {"reason": "Ne vient pas."})
    ana.refresh_from_db()
    yves.refresh_from_db()
    assert (ana.status, yves.status) == (Status.CONFIRMED, Status.CANCELLED)
    assert made.mails.get(kind=RegistrationMail.Kind.CANCELLED).facts["reason"] == "Ne vient pas."


def test_the_team_mends_the_address_and_what_was_sent_to_the_wrong_one_dies(desk):
    before, url = desk.registration, reverse("inscriptions:address", args=[desk.registration.pk])
    link, ticket = link_for(before), ticket_path(person(desk))
    assert desk.stranger.get(url).status_code == 404
    assert desk.stranger.post(url, {"email": "a@exemple.invalid"}).status_code == 404
    assert desk.owner.post(url, {"email": "?"}).status_code == 200
    desk.mate.post(url, {"email": "Bonne@exemple.invalid"})
    after = Registration.objects.get(pk=before.pk)
    assert (after.email, after.email_key) == ("Bonne@exemple.invalid", "bonne@exemple.invalid")
    assert person(desk).status == Status.CONFIRMED
    mail = after.mails.latest("pk")
    assert (mail.to, mail.kind) == ("Bonne@exemple.invalid", RegistrationMail.Kind.TICKET)
    assert after.log.latest("pk").note == "adresse de l’inscription changée"
    anonymous = Client()
    assert [anonymous.get(each).status_code for each in (link, ticket)] == [404, 404]
    assert anonymous.get(link_for(after)).status_code == 200


def test_an_address_that_has_the_same_person_already_is_not_given_to_another(desk):
    RegistrationFactory(event=desk.event, first_name="Paul", last_name="Martin", email="paul@exemple.invalid")
    double = RegistrationFactory(event=desk.event, first_name="Paul", last_name="MARTIN")
    page = desk.owner.post(
        reverse("inscriptions:address", args=[double.pk]), {"email": "Paul@exemple.invalid"}, follow=True
    )
    assert "Paul Martin" in words(page)
    double.refresh_from_db()
    assert double.email != "Paul@exemple.invalid"


def test_the_team_adds_a_person_and_keeps_a_note(desk):
    add = reverse("inscriptions:add_person", args=[desk.registration.pk])
    note = reverse("inscriptions:note", args=[desk.registration.pk])
    for url in (add, note):
        assert desk.stranger.get(url).status_code == 404
    desk.owner.post(add, {"first_name": "Yann", "last_name": "Le Goff"})
    desk.owner.post(note, {"note": "Rappeler lundi."})
    page = words(desk.owner.get(reverse("inscriptions:inspect", args=[desk.registration.pk])))
    assert "Yann Le Goff" in page
    assert "Rappeler lundi." in page


def test_nothing_more_is_noted_of_whoever_was_erased(desk):
    note = reverse("inscriptions:note", args=[desk.registration.pk])
    erase(desk.registration, by=Actor.VISITOR, now=timezone.now())
    page = desk.owner.post(note, {"note": "Paul Martin rappelle lundi."})
    assert "a été effacée" in words(page)
    desk.registration.refresh_from_db()
    assert desk.registration.note == ""


def test_one_person_of_a_party_is_erased_and_never_the_one_who_writes(desk):
    made = register_by_hand(
        desk.event, applicant=party("Ana Le Bec", "Yves Le Bec"), by=None, now=desk.event.first_published_at
    )
    ana, yves = made.attendees.order_by("pk")
    page = desk.owner.get(reverse("inscriptions:inspect", args=[made.pk])).content.decode()
    assert reverse("inscriptions:erase_person", args=[ana.pk]) not in page
    desk.owner.post(reverse("inscriptions:erase_person", args=[yves.pk]))
    yves.refresh_from_db()
    assert (yves.status, yves.last_name) == (Status.ANONYMISED, "")


# --- Several at once -----------------------------------------------------------------------------


def bulk(action: str, *people: Attendee | str, of: str = "") -> str:
    url = reverse("wagtail_bulk_action", args=["registrations", "attendee", action])
    keys = "&".join(f"id={each if isinstance(each, str) else each.pk}" for each in people)
    return f"{url}?{keys}&next={of or reverse('inscriptions:index')}"


def people_of(desk: Desk, *statuses: Status) -> list[Attendee]:
    made = [RegistrationFactory(event=desk.event, status=status) for status in statuses]
    return [each.attendees.get() for each in made]


def now_are(*people: Attendee) -> list[str]:
    for each in people:
        each.refresh_from_db()
    return [each.status for each in people]


def test_several_are_cancelled_with_one_reason_and_a_stranger_cannot(desk):
    one, other, over = people_of(desk, Status.CONFIRMED, Status.CONFIRMED, Status.CANCELLED)
    assert desk.stranger.get(bulk("cancel", one)).status_code == 404
    assert desk.stranger.post(bulk("cancel", one), {"reason": ""}).status_code == 404
    assert now_are(one) == [Status.CONFIRMED]
    assert "Rien n’a changé" in words(desk.owner.post(bulk("cancel", over), {"reason": ""}))
    desk.owner.post(bulk("cancel", one, other, over), {"reason": "Salle fermée."})
    assert now_are(one, other) == [Status.CANCELLED] * 2
    mails = RegistrationMail.objects.filter(kind=RegistrationMail.Kind.CANCELLED)
    assert {mail.facts["reason"] for mail in mails} == {"Salle fermée."}
    assert mails.count() == 2


def test_of_several_events_the_seats_are_locked_in_one_order(desk):
    """Two colleagues wait for each other's transaction to end, never for each other's locks."""
    first, second = sorted((desk.event, open_event(parent=desk.event.get_parent())), key=lambda each: each.pk)
    chosen = [RegistrationFactory(event=event).first_attendee for event in (second, first)]
    with CaptureQueriesContext(connection) as asked:
        desk.owner.post(bulk("cancel", *chosen), {"reason": ""})
    assert now_are(*chosen) == [Status.CANCELLED] * 2
    locks = [each["sql"] for each in asked if 'FROM "registrations_registrationgate" WHERE' in each["sql"]]
    locked = [event.pk for sql in locks for event in (first, second) if f'"event_id" = {event.pk} ' in sql]
    assert list(dict.fromkeys(locked)) == [first.pk, second.pk]


def test_the_page_says_how_many_of_those_chosen_it_leaves_alone(desk):
    awaits, *others = people_of(desk, Status.PENDING_APPROVAL, Status.WAITLISTED, Status.CANCELLED)
    assert "restent comme elles sont" not in words(desk.owner.get(bulk("accept", awaits)))
    page = words(desk.owner.get(bulk("accept", awaits, *others)))
    assert "2 lignes choisies restent comme elles sont" in page


def test_those_to_approve_are_accepted_or_refused_together(desk):
    one, other, third = people_of(desk, *[Status.PENDING_APPROVAL] * 3)
    board = words(desk.owner.get(reverse("event_board", args=[desk.event.pk])))
    assert "3 personnes attendent votre accord." in board
    desk.owner.post(bulk("accept", one, other))
    desk.owner.post(bulk("refuse", third), {"reason": "Réservé aux élus."})
    assert now_are(one, other, third) == [Status.CONFIRMED, Status.CONFIRMED, Status.REFUSED]


def test_the_team_calls_whoever_has_no_address_and_takes_the_seat_offered_for_them(desk):
    desk.event.registration_settings.update(needs_approval=True)
    by_phone = RegistrationFactory(
        event=desk.event,
        email="",
        phone="01 99 00 12 34",
        last_name="Tanguy",
        status=Status.OFFERED,
        held_until=timezone.now() + timedelta(hours=20),
        queued_at=timezone.now(),
    )
    [one] = people_of(desk, Status.OFFERED)
    Attendee.objects.filter(pk=one.pk).update(held_until=timezone.now() + timedelta(hours=20))
    board = words(desk.owner.get(reverse("event_board", args=[desk.event.pk])))
    assert board.count("Une place est proposée à") == 1
    assert "Tanguy, qui n’a pas d’adresse électronique" in board
    assert "01 99 00 12 34" in board
    waits = by_phone.first_attendee
    desk.owner.post(bulk("accept", waits, one))
    assert now_are(waits, one) == [Status.CONFIRMED, Status.CONFIRMED]
    assert waits.log.last().user is not None


def test_an_offer_that_is_over_is_not_taken_by_the_team_either(desk):
    [late] = people_of(desk, Status.OFFERED)
    Attendee.objects.filter(pk=late.pk).update(held_until=timezone.now() - timedelta(minutes=1))
    desk.owner.post(bulk("accept", late))
    assert now_are(late) == [Status.OFFERED]


def test_all_means_all_of_the_list_as_it_is_filtered(desk):
    one, other = people_of(desk, Status.CONFIRMED, Status.WAITLISTED)
    of = f"{reverse('inscriptions:index')}?status=waitlisted".replace("?", "%3F").replace("=", "%3D")
    desk.owner.post(bulk("cancel", "all", of=of), {"reason": ""})
    assert now_are(one, other, person(desk)) == [Status.CONFIRMED, Status.CANCELLED, Status.CONFIRMED]


@pytest.mark.parametrize(
    ("action", "typed"), [("write", {"subject": "Accès", "text": "Par la cour."}), ("cancel", {"reason": ""})]
)
def test_whoever_has_no_address_is_said_to_be_rung_before_and_after(desk, action, typed):
    by_phone = RegistrationFactory(event=desk.event, email="", email_key="").first_attendee
    [one] = people_of(desk, Status.CONFIRMED)
    to_ring = "1 personne sans courriel est à appeler."
    assert to_ring in words(desk.owner.get(bulk(action, one, by_phone)))
    done = words(desk.owner.post(bulk(action, one, by_phone), typed, follow=True))
    assert to_ring in done
    assert ("Écrire : 1 personne." in done) == (action == "write")
    assert "à appeler" not in words(desk.owner.get(bulk(action, one)))


def test_a_letter_to_the_chosen_goes_to_them_alone(desk):
    one, _other = people_of(desk, Status.CONFIRMED, Status.CONFIRMED)
    desk.owner.post(bulk("write", one), {"subject": "Accès", "text": "Par la cour."})
    assert Notice.objects.get().recipients == [one.registration_id]
    assert Registration.objects.count() == 3
