"""« Réponses et aménagements » of an event, the organiser's reply, what stands on the desk until then."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from events.registrations.models import Arrangement, EventQuestion, RegistrationMail
from events.registrations.questions import save_answers
from events.registrations.questions.arrangements import ask, withdraw
from tests.conference.regions.people import browser_of, moderator
from tests.events.registrations.desk import Desk, make_desk
from tests.events.registrations.factories import RegistrationFactory
from tests.queries import check_same, page_queries

from .factories import QuestionFactory

pytestmark = pytest.mark.django_db
WISH = "une place en fauteuil"


@pytest.fixture
def desk() -> Desk:
    desk = make_desk()
    ask(desk.registration.first_attendee, wish=WISH, now=timezone.now())
    return desk


def page_of(desk: Desk) -> str:
    return reverse("event_answers", args=[desk.event.pk])


def reply_to(desk: Desk) -> str:
    return reverse("event_arrangement", args=[desk.event.pk, Arrangement.objects.get().pk])


def text(response) -> str:
    page = BeautifulSoup(response.content.decode(), "html.parser")
    return " ".join(page.get_text(" ", strip=True).replace("\xa0", " ").replace("\u202f", " ").split())


def test_a_wish_stands_on_the_desk_until_it_is_answered(desk) -> None:
    home = reverse("wagtailadmin_home")
    assert "1 demande" in text(desk.owner.get(home))
    assert "1 demande" in text(desk.mate.get(home))
    assert "1 demande" not in text(desk.stranger.get(home))
    assert WISH in text(desk.owner.get(page_of(desk)))
    page = text(desk.owner.get(reply_to(desk)))
    assert "Nolwenn Le Goff souhaite" in page
    assert f"Votre réponse part à {desk.registration.email}" in page
    answered = desk.owner.post(reply_to(desk), {"state": "rappel", "reply": "Lundi matin."})
    assert answered["Location"] == page_of(desk)
    arrangement = Arrangement.objects.get()
    assert (arrangement.state, arrangement.reply) == ("rappel", "Lundi matin.")
    assert arrangement.replied_by.username == "relais-bretagne"
    assert RegistrationMail.objects.get(kind="arrangement").to == desk.registration.email
    assert "1 demande" not in text(desk.owner.get(home))
    assert "je vous rappelle" in text(desk.owner.get(page_of(desk)))


def test_another_region_and_moderation_read_no_wish(desk) -> None:
    reader = browser_of(moderator())
    for address in (page_of(desk), reply_to(desk)):
        assert desk.stranger.get(address).status_code == 404
        assert desk.stranger.post(address, {"state": "possible"}).status_code == 404
        refused = reader.get(address)
        assert refused.status_code in (302, 403)
        assert WISH not in refused.content.decode()
    assert Arrangement.objects.get().state == "demande"


def test_what_was_withdrawn_is_answered_no_more(desk) -> None:
    address = reply_to(desk)
    withdraw(desk.registration.first_attendee, now=timezone.now())
    assert WISH not in text(desk.owner.get(page_of(desk)))
    assert desk.owner.post(address, {"state": "possible"}).status_code == 404


@pytest.mark.parametrize(
    "sent", [{}, {"state": "demande"}, {"state": "x", "reply": "\x00"}, {"reply": "oui"}]
)
def test_a_reply_that_answers_nothing_is_said_at_its_field(desk, sent) -> None:
    refused = desk.owner.post(reply_to(desk), sent)
    assert refused.status_code == 200
    assert Arrangement.objects.get().state == "demande"
    assert not RegistrationMail.objects.filter(kind="arrangement").exists()


def test_who_telephoned_is_called_back(desk) -> None:
    type(desk.registration).objects.update(email="", email_key="", phone="02 99 00 00 00")
    assert "appelez-la au 02 99 00 00 00" in text(desk.owner.get(reply_to(desk)))
    desk.owner.post(reply_to(desk), {"state": "possible", "reply": ""})
    assert Arrangement.objects.get().state == "possible"
    assert not RegistrationMail.objects.filter(kind="arrangement").exists()


def test_numbers_for_the_caterer_names_for_the_organiser(desk) -> None:
    diet, role = QuestionFactory(label="Votre repas", diet=True), QuestionFactory(label="Votre fonction")
    person = desk.registration.first_attendee
    save_answers(desk.registration, person, {diet.pk: ["végétarien"], role.pk: "adjointe au maire"})
    page = BeautifulSoup(desk.owner.get(page_of(desk)).content.decode(), "html.parser")
    caterer = page.find(id="caterer").find_parent("section").get_text(" ", strip=True)
    assert "végétarien 1" in " ".join(caterer.split())
    assert "Le Goff" not in caterer
    answers = " ".join(page.find(id="answers").find_parent("section").get_text(" ", strip=True).split())
    assert "Nolwenn Le Goff adjointe au maire" in answers


def test_the_page_asks_as_much_for_thirty_people_as_for_one(desk) -> None:
    question = QuestionFactory(label="Votre fonction")
    EventQuestion.objects.create(event=desk.event, question=question)
    save_answers(desk.registration, None, {question.pk: "maire"})
    one = page_queries(desk.owner, page_of(desk))
    for registration in RegistrationFactory.create_batch(29, event=desk.event):
        save_answers(registration, None, {question.pk: "maire"})
        ask(registration.first_attendee, wish=WISH, now=timezone.now())
    check_same(one, page_queries(desk.owner, page_of(desk)))
