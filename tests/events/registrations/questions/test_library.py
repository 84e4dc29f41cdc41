"""The library and the regions' own questions in the admin: who writes, who approves, what stays."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from events.registrations.models import Answer, EventQuestion, Question
from events.registrations.questions import fields_for
from events.registrations.questions.fields import field_of
from home.reference.facts import load_questions
from home.reference.report import Report
from tests.admin_forms import page_form
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import administrator, browser_of, communicator, moderator
from tests.events.registrations.desk import Desk, make_desk
from tests.events.registrations.factories import RegistrationFactory

from .factories import QuestionFactory, event_asking

pytestmark = pytest.mark.django_db
TYPED = {
    "label": "Quel atelier vous attire\u202f?",
    "help_text": "",
    "kind": "court",
    "choices": "",
    "purpose": "contenu",
    "readers": "organisation",
    "term_days": "30",
}


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def url(name: str, *args: object) -> str:
    return reverse(Question.snippet_viewset.get_url_name(name), args=args)


def text(response) -> str:
    return BeautifulSoup(response.content.decode(), "html.parser").get_text(" ", strip=True)


def written_by(client: Client, region: object, **typed: str) -> Question | None:
    client.post(url("add"), TYPED | {"region": region} | typed)
    return Question.objects.order_by("-pk").first()


def approve(client: Client, question: Question) -> object:
    """Read the page that asks once more, then click its button."""
    return client.post(url("approve", question.pk), read_by(client, question))


def read_by(client: Client, question: Question) -> dict[str, str]:
    """What the page that asks once more holds of the question."""
    page = BeautifulSoup(client.get(url("approve", question.pk)).content.decode(), "html.parser")
    return {"read": page.select_one("main input[name=read]")["value"]}


def test_a_relays_question_is_asked_once_the_national_team_approved_it(desk) -> None:
    region = desk.event.region
    question = written_by(desk.owner, region.pk)
    assert (question.region, question.approved_at) == (region, None)
    EventQuestion.objects.create(event=desk.event, question=question)
    assert not fields_for(desk.event).once
    person = communicator()
    national = browser_of(person)
    home = text(national.get(reverse("wagtailadmin_home")))
    assert "Une question d’une région attend votre accord" in home
    for client in (desk.owner, desk.mate):
        assert client.post(url("approve", question.pk)).status_code in (302, 403)
        question.refresh_from_db()
        assert question.approved_at is None
    assert desk.stranger.get(url("edit", question.pk)).status_code == 404
    assert "Approuver" in text(national.get(url("edit", question.pk)))
    assert approve(national, question).status_code == 302
    question.refresh_from_db()
    assert question.approved_by == person
    assert list(fields_for(desk.event).once) == [f"question-{question.pk}"]


def test_moderation_reads_how_many_wait_approves_them_and_thinks_better_of_it(desk) -> None:
    question = written_by(desk.owner, desk.event.region.pk)
    moderation, home = browser_of(moderator()), reverse("wagtailadmin_home")
    assert "Une question d’une région attend votre accord" in text(moderation.get(home))
    assert "attend votre accord" not in text(desk.owner.get(home))
    waiting = text(moderation.get(url("list"), {"approved": "false"}))
    assert question.label in waiting
    assert "Approuvée : non" in " ".join(waiting.split())
    assert url("approve", question.pk) in moderation.get(url("edit", question.pk)).content.decode()

    assert approve(moderation, question).status_code == 302
    question.refresh_from_db()
    assert question.approved_by.username == "moderation"
    assert "attend votre accord" not in text(moderation.get(home))

    assert desk.owner.post(url("withdraw", question.pk)).status_code in (302, 403)
    assert browser_of(administrator()).post(url("withdraw", question.pk)).status_code in (302, 403)
    question.refresh_from_db()
    assert question.is_approved
    moderation.post(url("withdraw", question.pk))
    question.refresh_from_db()
    assert not question.is_approved
    assert moderation.get(url("add")).status_code in (302, 403)


def test_a_question_changed_by_a_relay_is_approved_anew(desk) -> None:
    question = written_by(desk.owner, desk.event.region.pk)
    national = browser_of(communicator())
    approve(national, question)
    edited = TYPED | {"region": desk.event.region.pk}
    desk.owner.post(url("edit", question.pk), edited)
    question.refresh_from_db()
    assert question.is_approved, "nothing changed"
    desk.owner.post(url("edit", question.pk), edited | {"label": "Votre religion\u202f?"})
    question.refresh_from_db()
    assert (question.label, question.is_approved) == ("Votre religion\u202f?", False)
    approve(national, question)
    national.post(url("withdraw", question.pk))
    question.refresh_from_db()
    assert not question.is_approved


def test_a_question_that_changed_since_it_was_read_is_not_approved(desk) -> None:
    question, national = written_by(desk.owner, desk.event.region.pk), browser_of(communicator())
    read = read_by(national, question)
    edited = TYPED | {"region": desk.event.region.pk, "help_text": "Votre religion ?"}
    desk.owner.post(url("edit", question.pk), edited)
    said = text(national.post(url("approve", question.pk), read))
    assert "La question a changé depuis que vous l’avez lue" in said
    assert "Votre religion" in said
    question.refresh_from_db()
    assert not question.is_approved
    for forged in ("", "[]", "\x00", "é" * 9000):
        assert national.post(url("approve", question.pk), {"read": forged}).status_code == 200
    assert approve(national, question).status_code == 302


def test_what_the_national_team_writes_is_of_the_library_or_approved(desk) -> None:
    national = browser_of(communicator())
    assert written_by(national, "").is_approved
    assert written_by(national, desk.event.region.pk).approved_at is not None
    assert national.get(url("approve", written_by(national, "").pk)).status_code == 404


def test_a_relays_question_is_never_national_nor_kept_longer_than_thirty_days(desk) -> None:
    assert written_by(desk.owner, "") is None
    assert written_by(desk.owner, desk.event.region.pk, term_days="180") is None
    other = make_site_tree(regions=("corse",)).regions["corse"].region
    assert written_by(desk.owner, other.pk) is None


def test_a_question_in_use_stays_and_keeps_its_kind(desk) -> None:
    used = QuestionFactory(region=desk.event.region)
    free = QuestionFactory(region=desk.event.region)
    library = QuestionFactory(key="regime")
    EventQuestion.objects.create(event=desk.event, question=used)
    Answer.objects.create(registration=desk.registration, question=used, value="oui")
    desk.owner.post(url("delete", used.pk))
    desk.owner.post(url("delete", free.pk))
    browser_of(communicator()).post(url("delete", library.pk))
    assert set(Question.objects.all()) == {used, library}
    edited = TYPED | {"label": used.label, "kind": "nombre", "region": desk.event.region.pk}
    assert "Des personnes ont répondu" in text(desk.owner.post(url("edit", used.pk), edited))
    used.refresh_from_db()
    assert used.kind == "court"


@pytest.mark.parametrize(
    "promised", [{"term_days": "30"}, {"readers": "intervenants"}, {"purpose": "accueil"}]
)
def test_what_the_form_said_of_an_answer_holds_as_long_as_the_answer(desk, promised) -> None:
    question = written_by(desk.owner, desk.event.region.pk, term_days="7")
    answer = Answer.objects.create(registration=desk.registration, question=question, value="Le pain")
    typed = TYPED | {"region": desk.event.region.pk, "term_days": "7"}
    page = desk.owner.post(url("edit", question.pk), typed | promised)
    assert "écrivez plutôt une autre question" in text(page)
    assert desk.owner.post(url("edit", question.pk), typed | {"term_days": "1"}).status_code == 302
    answer.delete()
    assert desk.owner.post(url("edit", question.pk), typed | promised).status_code == 302


def test_a_draft_that_asks_a_question_deleted_meanwhile_loses_it() -> None:
    question = QuestionFactory()
    event = event_asking(question)
    revision = event.save_revision()
    EventQuestion.objects.all().delete()
    question.delete()
    assert list(revision.as_object().registration_questions.all()) == []


def test_a_relay_chooses_in_the_library_and_among_its_own(desk) -> None:
    QuestionFactory(label="De la bibliothèque")
    QuestionFactory(label="Bretonne", region=desk.event.region)
    other = make_site_tree(regions=("corse",)).regions["corse"].region
    QuestionFactory(label="Corse", region=other)
    chooser = reverse(Question.snippet_viewset.chooser_viewset.get_url_name("choose"))
    offered = desk.owner.get(chooser).json()["html"]
    assert "De la bibliothèque" in offered
    assert "Bretonne" in offered
    assert "Corse" not in offered
    assert "bibliothèque nationale" in offered
    assert "à approuver" in offered
    listed = text(desk.owner.get(url("list")))
    assert "Bretonne" in listed
    assert "De la bibliothèque" not in listed


def test_questions_are_chosen_in_the_form_of_the_event(desk) -> None:
    question = QuestionFactory()
    national = browser_of(communicator())
    address = reverse("wagtailadmin_pages:edit", args=[desk.event.pk])
    data = page_form(
        national,
        address,
        **{
            "registration_questions-TOTAL_FORMS": "1",
            "registration_questions-0-question": str(question.pk),
            "registration_questions-0-required": "on",
            "registration_questions-0-of_each": "on",
            "registration_questions-0-ORDER": "1",
            "action-publish": "1",
        },
    )
    assert national.post(address, data).status_code == 302
    [asked] = EventQuestion.objects.filter(event=desk.event)
    assert (asked.question, asked.required, asked.of_each) == (question, True, True)


def test_the_library_is_loaded_once_and_what_the_team_rewrote_stays() -> None:
    load_questions(report := Report())
    assert Question.objects.count() == 12
    for question in Question.objects.all():
        question.full_clean()
        assert question.is_approved
        assert field_of(question).label == question.label
    diet = Question.objects.get(key="regime")
    assert diet.never_required
    assert diet.readers == Question.Readers.CATERER
    Question.objects.filter(pk=diet.pk).update(label="Ce que vous mangez")
    load_questions(report)
    assert Question.objects.count() == 12
    assert Question.objects.get(key="regime").label == "Ce que vous mangez"


def test_the_registration_page_in_the_admin_shows_the_answers(desk) -> None:
    question = QuestionFactory(label="Votre fonction")
    registration = RegistrationFactory(event=desk.event)
    Answer.objects.create(
        registration=registration, attendee=registration.first_attendee, question=question, value="maire"
    )
    page = text(desk.owner.get(reverse("inscriptions:inspect", args=[registration.pk])))
    assert "Votre fonction maire" in page


def test_what_a_caterer_counts_is_asked_of_each_person() -> None:
    diet, meals = QuestionFactory(diet=True), QuestionFactory(kind=Question.Kind.NUMBER, readers="traiteur")
    EventQuestion(question=meals).clean()
    EventQuestion(question=diet, of_each=True).clean()
    with pytest.raises(ValidationError, match="à chaque personne"):
        EventQuestion(question=diet).clean()


@pytest.mark.parametrize(
    ("field", "value"), [("kind", "court"), ("kind", "un-choix"), ("readers", "organisation")]
)
def test_the_diet_stays_ticked_choices_that_the_caterer_gets_as_numbers(field: str, value: str) -> None:
    diet = QuestionFactory(diet=True)
    diet.full_clean()
    setattr(diet, field, value)
    with pytest.raises(ValidationError) as refused:
        diet.full_clean()
    assert field in refused.value.message_dict
