"""The answers to an event's questions: saved, read again, put in words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ..models import Answer, Attendee, Question, Registration

BLANK: tuple[Any, ...] = (None, "", [], ())


def save_answers(registration: Registration, attendee: Attendee | None, answers: Mapping[int, Any]) -> None:
    """Save the answers of one person, or, without ``attendee``, those asked once of the registration.

    A blank answer is removed; questions that are not in ``answers`` keep theirs.
    """
    save_party_answers(registration, [(attendee, answers)])


def save_party_answers(
    registration: Registration, given: Iterable[tuple[Attendee | None, Mapping[int, Any]]]
) -> None:
    """Save the answers of several people at once: three queries, or none where nothing was asked.

    Numbers of questions may come as texts, from JSON; a question that is gone is left out.
    """
    rows = [
        Answer(registration=registration, attendee=attendee, question_id=int(pk), value=value)
        for attendee, answers in given
        for pk, value in answers.items()
    ]
    if not rows:
        return
    known = Question.objects.in_bulk({row.question_id for row in rows})
    before = Q(pk__in=[])
    for row in rows:
        before |= Q(attendee=row.attendee, question=row.question_id)
    with transaction.atomic():
        Answer.objects.filter(before, registration=registration).delete()
        Answer.objects.bulk_create(row for row in rows if row.question_id in known and row.value not in BLANK)


def answers_of(registration: Registration) -> dict[int | None, dict[int, Any]]:
    """The answers of a registration: attendee's pk (None: given once for all) → question's pk → value."""
    found: dict[int | None, dict[int, Any]] = defaultdict(dict)
    for answer in registration.given_answers.all():
        found[answer.attendee_id][answer.question_id] = answer.value
    return found


def in_words(answers: Iterable[Answer]) -> Iterator[tuple[str, str]]:
    """Each question and its answer, for people. Answers come with their question (``select_related``)."""
    for answer in answers:
        yield answer.question.label, value_in_words(answer.value)


def value_in_words(value: Any) -> str:
    """« oui », « végétarien, sans porc », « 12 »."""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return str(value)
