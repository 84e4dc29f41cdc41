"""Answers are saved, changed, taken back, read again, counted."""

import pytest

from events.registrations.models import Answer, Attendee, Question
from events.registrations.questions import answers_of, in_words, save_answers, save_party_answers
from events.registrations.questions.counting import totals
from events.registrations.states import Status
from tests.events.registrations.factories import RegistrationFactory

from .factories import QuestionFactory, event_asking

pytestmark = pytest.mark.django_db
Kind = Question.Kind


def mate_of(registration, **values) -> Attendee:
    usual = {"first_name": "Malo", "last_name": "Kerguelen", "status": Status.CONFIRMED}
    return Attendee.objects.create(registration=registration, event=registration.event, **usual | values)


def test_an_answer_is_saved_changed_and_taken_back() -> None:
    question, other = QuestionFactory.create_batch(2)
    registration = RegistrationFactory(event=event_asking(question, other))
    person = registration.first_attendee
    save_answers(registration, person, {question.pk: "maire", other.pk: ""})
    save_answers(registration, None, {str(other.pk): "par la presse"})
    assert answers_of(registration) == {person.pk: {question.pk: "maire"}, None: {other.pk: "par la presse"}}
    save_answers(registration, person, {question.pk: "adjointe"})
    assert answers_of(registration)[person.pk] == {question.pk: "adjointe"}
    assert answers_of(registration)[None] == {other.pk: "par la presse"}
    save_answers(registration, person, {})
    assert answers_of(registration)[person.pk] == {question.pk: "adjointe"}
    save_answers(registration, person, {question.pk: ""})
    save_answers(registration, None, {other.pk: None})
    assert answers_of(registration) == {}


def test_no_and_zero_are_answers() -> None:
    yes_no, number = QuestionFactory(kind=Kind.YES_NO), QuestionFactory(kind=Kind.NUMBER)
    registration = RegistrationFactory(event=event_asking(yes_no, number))
    save_answers(registration, None, {yes_no.pk: False, number.pk: 0})
    assert answers_of(registration) == {None: {yes_no.pk: False, number.pk: 0}}


def test_a_question_that_is_gone_is_left_out() -> None:
    gone = QuestionFactory()
    registration = RegistrationFactory()
    pk = gone.pk
    gone.delete()
    save_answers(registration, None, {pk: "typed half an hour ago"})
    assert not Answer.objects.exists()


def test_a_party_of_four_is_saved_in_three_queries(django_assert_max_num_queries) -> None:
    question, once = QuestionFactory.create_batch(2)
    registration = RegistrationFactory(event=event_asking(question, once))
    people = [registration.first_attendee, *(mate_of(registration) for _mate in range(3))]
    with django_assert_max_num_queries(5):  # two of them open and close the transaction
        save_party_answers(
            registration,
            [(None, {once.pk: "la presse"}), *((person, {question.pk: str(person)}) for person in people)],
        )
    assert Answer.objects.count() == 5
    with django_assert_max_num_queries(0):
        save_party_answers(registration, [(person, {}) for person in people])


def test_answers_are_told_in_words() -> None:
    asked = {
        QuestionFactory(label="Repas", diet=True): ["sans porc", "sans gluten"],
        QuestionFactory(label="Midi", kind=Kind.YES_NO): False,
        QuestionFactory(label="Places", kind=Kind.NUMBER): 3,
    }
    registration = RegistrationFactory(event=event_asking(*asked))
    save_answers(registration, None, {question.pk: value for question, value in asked.items()})
    told = list(in_words(registration.given_answers.select_related("question")))
    assert told == [("Repas", "sans porc, sans gluten"), ("Midi", "non"), ("Places", "3")]


def test_the_caterer_gets_numbers_of_who_comes(django_assert_num_queries) -> None:
    diet = QuestionFactory(diet=True)
    cars = QuestionFactory(label="Voitures", kind=Kind.NUMBER)
    event = event_asking(diet, cars, of_each=True)
    registration = RegistrationFactory(event=event)
    save_answers(registration, registration.first_attendee, {diet.pk: ["végétarien", "sans gluten"]})
    save_answers(registration, mate_of(registration), {diet.pk: ["végétarien"]})
    save_answers(registration, mate_of(registration, status=Status.CANCELLED), {diet.pk: ["sans porc"]})
    save_answers(registration, None, {cars.pk: 2})
    lost = RegistrationFactory(event=event, status=Status.CANCELLED)
    save_answers(lost, None, {cars.pk: 40})
    elsewhere = RegistrationFactory()
    save_answers(elsewhere, elsewhere.first_attendee, {diet.pk: ["sans porc"]})
    with django_assert_num_queries(2):
        found = {each.question: each for each in totals(event)}
    assert found[diet].is_for_caterer
    assert (found[diet].answered, found[diet].counts) == (2, [("végétarien", 2), ("sans gluten", 1)])
    assert (found[cars].answered, found[cars].sum) == (1, 2)
