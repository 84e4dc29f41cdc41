"""Answers and arrangements go at their term, or with their person; the others stay."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from events.registrations.models import Answer, Arrangement, Attendee, MailKind, RegistrationMail
from events.registrations.questions import save_answers
from events.registrations.questions.arrangements import ask
from events.registrations.questions.terms import erase_answers, erase_arrangements, erase_what_they_told
from events.registrations.states import Status
from tests.events.registrations.factories import RegistrationFactory

from .factories import QuestionFactory, event_asking

pytestmark = pytest.mark.django_db


def test_each_answer_goes_at_the_term_of_its_question() -> None:
    week, month = QuestionFactory(term_days=7), QuestionFactory(term_days=30)
    event = event_asking(week, month)
    for registration in RegistrationFactory.create_batch(2, event=event):
        save_answers(registration, registration.first_attendee, {week.pk: "a", month.pk: "b"})
    over = event.over_at
    assert erase_answers(now=over + timedelta(days=7, seconds=-1)) == Counter()
    assert erase_answers(now=over + timedelta(days=7)) == Counter({event.pk: 2})
    assert set(Answer.objects.values_list("question", flat=True)) == {month.pk}
    assert erase_answers(now=over + timedelta(days=30)) == Counter({event.pk: 2})
    assert not Answer.objects.exists()


def test_an_arrangement_goes_thirty_days_after_with_the_mails_that_told_of_it() -> None:
    event = event_asking()
    registration = RegistrationFactory(event=event)
    ask(registration.first_attendee, wish="un sous-titrage", now=timezone.now())
    told = RegistrationMail.objects.create(
        registration=registration, event=event, kind=MailKind.ARRANGEMENT, to="a@exemple.invalid", text="oui"
    )
    other = RegistrationMail.objects.create(
        registration=registration, event=event, kind=MailKind.TICKET, to="a@exemple.invalid", text="billet"
    )
    term = event.over_at + timedelta(days=30)
    assert erase_arrangements(now=term - timedelta(seconds=1)) == Counter()
    assert erase_arrangements(now=term) == Counter({event.pk: 1})
    assert not Arrangement.objects.exists()
    told.refresh_from_db()
    other.refresh_from_db()
    assert (told.to, told.text) == ("", "")
    assert other.text == "billet"


def test_what_a_person_told_goes_with_them_what_was_told_once_with_the_last() -> None:
    question = QuestionFactory()
    registration = RegistrationFactory(event=event_asking(question))
    first = registration.first_attendee
    second = Attendee.objects.create(
        registration=registration, event=registration.event, status=Status.CONFIRMED
    )
    for person in (first, second, None):
        save_answers(registration, person, {question.pk: "réponse"})
    ask(first, wish="un sous-titrage", now=timezone.now())
    assert erase_what_they_told([first.pk]) == Counter(answer=1, arrangement=1)
    assert set(Answer.objects.values_list("attendee", flat=True)) == {second.pk, None}
    Attendee.objects.filter(pk=first.pk).update(status=Status.ANONYMISED)
    assert erase_what_they_told([second.pk]) == Counter(answer=2)
    assert not Answer.objects.exists()
