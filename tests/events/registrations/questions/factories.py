"""Questions for tests: of the library, a short text, unless said otherwise; an event that asks them."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from events.models import EventPage
from events.registrations.models import Arrangement, EventQuestion, Question
from events.registrations.questions.arrangements import ask
from tests.events.registrations.factories import RegistrationFactory, open_event


class QuestionFactory(DjangoModelFactory):
    label = factory.Sequence(lambda n: f"Question {n}")
    kind = Question.Kind.SHORT
    purpose = Question.Purpose.WELCOME
    readers = Question.Readers.ORGANISER
    term_days = Question.Term.MONTH

    class Meta:
        model = Question

    class Params:
        diet = factory.Trait(
            kind=Question.Kind.SEVERAL,
            choices="végétarien\nsans porc\nsans gluten",
            purpose=Question.Purpose.CATERING,
            readers=Question.Readers.CATERER,
            never_required=True,
        )


def wish_at(event: EventPage) -> Arrangement:
    """Somebody who comes to the event wishes for something."""
    person = RegistrationFactory(event=event).first_attendee
    return ask(person, wish="une place en fauteuil", now=timezone.now())


def event_asking(*questions: Question, required: bool = False, of_each: bool = False, **values) -> EventPage:
    """A published event whose form asks these questions."""
    event = open_event(**values)
    for place, question in enumerate(questions):
        EventQuestion.objects.create(
            event=event, question=question, required=required, of_each=of_each, sort_order=place
        )
    return EventPage.objects.get(pk=event.pk)
