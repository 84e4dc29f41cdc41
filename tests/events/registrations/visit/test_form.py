"""The form of a party: people added and removed without a script, what stands on the page before one asks."""

import pytest
from django.core import mail as mails
from django.test import Client
from django.utils import timezone

from events.choices import EventFormat
from events.registrations.access import link_of
from events.registrations.models import Answer, Arrangement, Attendee, EventQuestion, Question, Registration
from events.registrations.states import Status
from tests.conference.platform.worker import run_queue

from ..factories import RegistrationFactory, open_event
from ..pages import TYPED, form_of, link_in, read, words

pytestmark = pytest.mark.django_db

PAUL = {"person": ["2"], "p2-first_name": "Paul", "p2-last_name": "Martin"}


def names(page) -> list[str]:
    return [field["name"] for field in read(page).main.find_all("input", type=["text", "email"])]


def test_a_person_is_added_and_removed_by_buttons_and_nothing_typed_is_lost(client: Client) -> None:
    event = open_event()
    typed = TYPED | {"email": "pas fini"}

    one_more = client.post(form_of(event), typed | {"add": "1"})

    assert one_more.status_code == 200
    page = read(one_more)
    assert page.find(id="id_email")["value"] == "pas fini"
    assert page.find("input", {"name": "organisation_kind", "checked": True})["value"] == "association"
    assert not page.find(attrs={"role": "alert"})
    added = page.find(id="id_p2-first_name")
    assert added.has_attr("autofocus")
    assert "Personne 2" in words(one_more)

    two_more = client.post(form_of(event), typed | PAUL | {"add": "1"})
    assert read(two_more).find(id="id_p2-last_name")["value"] == "Martin"
    assert [field["value"] for field in read(two_more).find_all("input", {"name": "person"})] == ["2", "3"]

    less = client.post(form_of(event), typed | PAUL | {"person": ["2", "3"], "remove": "2"})
    assert [field["value"] for field in read(less).find_all("input", {"name": "person"})] == ["3"]
    assert not Registration.objects.exists()
    assert not mails.outbox


def test_the_first_button_of_the_form_sends_it_so_that_enter_never_adds_or_removes_anybody(
    client: Client,
) -> None:
    page = read(client.post(form_of(open_event()), TYPED | PAUL | {"add": "1"}))
    first = page.main.find("form").find("button")
    assert not first.has_attr("name")
    assert first["tabindex"] == "-1"


def test_a_party_of_three_gets_three_seats_by_one_request_and_one_link(client: Client) -> None:
    event = open_event(capacity=4)
    lea = {"p3-first_name": "Léa", "p3-last_name": "Petit", "p3-email": "lea@exemple.invalid"}

    answer = client.post(form_of(event), TYPED | PAUL | lea | {"person": ["2", "3"]})

    assert answer.status_code == 303
    mailbox = words(client.get(answer["Location"]))
    assert "Vous avez demandé 3 places : Aïcha Boyer, Paul Martin, Léa Petit." in mailbox
    assert "un texte à leur transmettre" in mailbox  # Paul has no address
    registration = Registration.objects.get()
    assert [str(each) for each in registration.attendees.all()] == ["Aïcha Boyer", "Paul Martin", "Léa Petit"]
    assert "1 place encore libre" in words(client.get(form_of(event)))
    run_queue()
    link = link_in(mails.outbox[0])
    assert "Confirmer pour tout le monde" in words(client.get(link))
    client.post(link, {"action": "confirm"})
    assert "Vos 3 places sont confirmées" in words(client.get(link))
    assert set(registration.attendees.values_list("status", flat=True)) == {Status.CONFIRMED}
    own = link_of(registration.attendees.get(first_name="Léa"))
    run_queue()
    assert any(own in sent.body for sent in mails.outbox if sent.to == ["lea@exemple.invalid"])


def test_an_error_of_another_person_is_named_after_them_and_their_fields_are_kept(client: Client) -> None:
    event = open_event()
    page = client.post(form_of(event), TYPED | PAUL | {"p2-last_name": "", "p2-email": "paul"})
    summary = read(page).find(attrs={"role": "alert"})
    assert [a["href"] for a in summary.find_all("a")] == ["#id_p2-last_name", "#id_p2-email"]
    assert "Personne 2, Nom" in summary.get_text()
    assert "Deux points à revoir" in summary.get_text()
    assert read(page).find(id="id_p2-email")["value"] == "paul"
    assert not Registration.objects.exists()


def test_no_more_people_than_the_event_allows_but_companions(client: Client) -> None:
    event = open_event(party_size=2)
    two = TYPED | PAUL

    page = client.post(form_of(event), two | {"add": "1"})

    assert [field["value"] for field in read(page).find_all("input", {"name": "person"})] == ["2"]
    buttons = [button.get("name") for button in read(page).main.find_all("button")]
    assert "add" not in buttons
    assert "add_companion" in buttons
    companion = client.post(form_of(event), two | {"add_companion": "1"})
    assert "Accompagne une personne handicapée" in words(companion)

    three = two | {"person": ["2", "3"], "p3-first_name": "Jean", "p3-last_name": "Roux"}
    refused = client.post(form_of(event), three)
    assert "Une adresse inscrit 2 personnes au plus" in words(refused)
    assert read(refused).find(id="id_p3-last_name")["value"] == "Roux"
    assert client.post(form_of(event), three | {"p3-companion": "True"}).status_code == 303
    assert Attendee.objects.get(first_name="Jean").beyond == "accompagnant"


def test_at_a_hybrid_event_each_person_says_how_they_take_part(client: Client) -> None:
    event = open_event(capacity=1, format=EventFormat.HYBRID)
    missing = client.post(form_of(event), TYPED | PAUL)
    assert words(missing).count("Choisissez « sur place » ou « en ligne ».") == 4  # at the fields, and above
    assert not Registration.objects.exists()

    client.post(form_of(event), TYPED | PAUL | {"mode": "sur-place", "p2-mode": "en-ligne"})

    assert list(Attendee.objects.values_list("mode", flat=True)) == ["sur-place", "en-ligne"]
    page = words(client.get(form_of(event)))
    assert "Complet sur place ; on peut suivre en ligne." in page
    assert "liste d’attente" not in page


def test_whoever_chooses_to_come_to_a_full_room_reads_the_rules_of_the_queue_first(client: Client) -> None:
    event = open_event(capacity=1, format=EventFormat.HYBRID, waiting_list=True)
    RegistrationFactory(event=event, mode="sur-place")
    page = words(client.get(form_of(event)))
    assert "Qui choisit « Sur place » rejoint la liste d’attente" in page
    assert "personne y attend" not in page
    RegistrationFactory(event=event, mode="sur-place", status=Status.WAITLISTED, queued_at=timezone.now())
    assert "1 personne y attend déjà." in words(client.get(form_of(event)))
    assert "Votre rang est l’instant de votre demande." in page
    assert "ou attendre une place" in words(client.get(event.url))


def test_questions_are_asked_once_or_of_each_and_their_answers_kept(client: Client) -> None:
    event = open_event()
    facts = {"purpose": Question.Purpose.CATERING, "readers": Question.Readers.CATERER}
    diet = Question.objects.create(
        label="Votre repas", kind=Question.Kind.SEVERAL, choices="végétarien\nsans porc", **facts
    )
    train = Question.objects.create(label="Venez-vous en train ?", kind=Question.Kind.YES_NO, **facts)
    EventQuestion.objects.create(event=event, question=diet, of_each=True)
    EventQuestion.objects.create(event=event, question=train, required=True)
    q, t = f"question-{diet.pk}", f"question-{train.pk}"

    again = client.post(form_of(event), TYPED | PAUL | {q: ["sans porc"]})
    assert read(again).find("input", {"name": q, "value": "sans porc"}).has_attr("checked")
    assert "Choisissez une réponse." in words(again)
    client.post(form_of(event), TYPED | PAUL | {q: ["sans porc"], f"p2-{q}": ["végétarien"], t: "oui"})

    given = Answer.objects.order_by("pk").values_list("attendee__first_name", "question", "value")
    assert sorted(given, key=str) == sorted(
        [(None, train.pk, True), ("Aïcha", diet.pk, ["sans porc"]), ("Paul", diet.pk, ["végétarien"])],
        key=str,
    )


def test_a_wish_is_kept_with_a_consent_only(client: Client) -> None:
    event = open_event()
    wish = TYPED | {"arrangement": "Une boucle magnétique"}
    refused = client.post(form_of(event), wish)
    assert "Cochez cette case" in words(refused)
    assert read(refused).find("textarea").get_text(strip=True) == "Une boucle magnétique"
    assert not Registration.objects.exists()

    client.post(form_of(event), wish | {"consent": "on"})

    assert Arrangement.objects.get().wish == "Une boucle magnétique"


# --- What stands on the page before one asks ------------------------------------------------------


def test_the_page_says_places_reserved_ones_the_time_held_and_the_telephone(client: Client, settings) -> None:
    settings.REGISTRATION_CONFIRM_HOURS = 36
    event = open_event(capacity=48, ceiling=60, phone="02 99 00 00 00", party_size=3)
    page = client.get(form_of(event))
    said = words(page)
    assert "48 places encore libres" in said
    assert "60 places, dont 12 réservées aux personnes invitées" in said
    assert "36 heures" in said
    assert "ce que vous avez écrit est effacé" in said
    assert "Jusqu’à 3 personnes avec la même adresse" in said
    assert read(page).main.find("a", href="tel:0299000000")


def test_on_a_full_event_the_rules_and_the_length_of_the_queue_stand_before_one_joins(client: Client) -> None:
    event = open_event(capacity=1, waiting_list=True)
    RegistrationFactory(event=event)

    page = words(client.get(form_of(event)))
    assert "Personne n’attend encore" in page
    assert "dans l’ordre des demandes" in page
    assert "Rejoindre la liste d’attente" in page

    answer = client.post(form_of(event), TYPED | PAUL)
    assert answer.status_code == 303
    run_queue()
    link = link_in(mails.outbox[-1])
    assert "Prendra rang dans la liste d’attente" in words(client.get(link))
    client.post(link, {"action": "confirm"})
    waits = words(client.get(link))
    assert "Vous êtes dans la liste d’attente" in waits
    assert "Rang 1 sur 2" in waits
    assert "2 personnes attendent une place" in words(client.get(form_of(event)))


def test_on_a_full_event_with_a_queue_a_known_and_an_unknown_address_read_the_same() -> None:
    event = open_event(capacity=1, waiting_list=True)
    known = RegistrationFactory(event=event)
    answers = set()
    for address in (known.email, "personne.inconnue@exemple.invalid"):
        answer = Client().post(form_of(event), TYPED | {"email": address})
        answers.add((answer.status_code, answer["Location"]))
    assert answers == {(303, f"{form_of(event)}messagerie/")}


def test_a_registration_of_four_asks_the_database_as_little_as_promised(
    client: Client, django_assert_max_num_queries
) -> None:
    event = open_event(capacity=20)
    client.get(form_of(event))
    others = {
        f"p{number}-{name}": f"{name}{number}" for number in (2, 3, 4) for name in ("first_name", "last_name")
    }
    with django_assert_max_num_queries(24):
        answer = client.post(form_of(event), TYPED | others | {"person": ["2", "3", "4"]})
    assert answer.status_code == 303
    assert Attendee.objects.count() == 4


def test_the_same_person_typed_twice_is_said_at_the_second_name(client: Client) -> None:
    event = open_event()
    again = {"person": ["2"], "p2-first_name": TYPED["last_name"], "p2-last_name": "aicha"}

    refused = client.post(form_of(event), TYPED | again)

    assert "déjà dans ce formulaire" in words(refused)
    assert read(refused).find(id="id_p2-last_name")["aria-invalid"] == "true"
    assert not Registration.objects.exists()


def test_who_writes_for_another_says_that_the_other_agrees(client: Client) -> None:
    page = read(client.post(form_of(open_event()), TYPED | PAUL | {"add": "1"}))
    own, other = (
        page.find(id=f"id_{prefix}consent").find_parent("label").get_text() for prefix in ("", "p2-")
    )
    assert ("J’accepte" in own, "Cette personne accepte" in own) == (True, False)
    assert ("J’accepte" in other, "Cette personne accepte" in other) == (False, True)
