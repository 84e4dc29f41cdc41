"""What was answered, in numbers: those of a caterer, of an organiser."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from events.models import EventPage

from ..models import Answer, Attendee, Question
from ..states import Status
from .answers import value_in_words

Kind = Question.Kind


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The answers to one question: how many answered, and how often what (``sum``: of the numbers)."""

    question: Question
    answered: int
    counts: list[tuple[str, int]]
    sum: int | None = None

    @property
    def is_for_caterer(self) -> bool:
        return self.question.readers == Question.Readers.CATERER

    @property
    def is_text(self) -> bool:
        return self.question.kind in (Kind.SHORT, Kind.LONG)


def answers_at(event: EventPage) -> QuerySet[Answer]:
    """The answers of who is confirmed, and those given once by a registration of which somebody is."""
    coming = Attendee.objects.filter(registration=OuterRef("registration"), status=Status.CONFIRMED)
    of_a_person = Q(attendee__status=Status.CONFIRMED)
    return Answer.objects.filter(
        of_a_person | (Q(attendee=None) & Exists(coming)), registration__event=event
    ).order_by("question__label", "question", "pk")


def totals(event: EventPage) -> list[Totals]:
    """The numbers of each question that somebody who comes has answered; two queries."""
    given: dict[int, list[Any]] = defaultdict(list)
    for question, value in answers_at(event).values_list("question", "value").iterator():
        given[question].append(value)
    asked = Question.objects.in_bulk(given)
    return [_totals(asked[pk], values) for pk, values in given.items()]


def _totals(question: Question, values: list[Any]) -> Totals:
    told = Counter(word for value in values for word in _words(value))
    if question.kind in (Kind.SHORT, Kind.LONG):
        return Totals(question=question, answered=len(values), counts=[])
    if question.kind == Kind.NUMBER:
        numbers = [value for value in values if isinstance(value, int)]
        return Totals(question=question, answered=len(values), counts=[], sum=sum(numbers))
    order = {word: place for place, word in enumerate(question.options)}
    counts = sorted(told.items(), key=lambda one: (order.get(one[0], len(order)), -one[1], one[0]))
    return Totals(question=question, answered=len(values), counts=counts)


def _words(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        yield value_in_words(each)
