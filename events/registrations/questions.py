"""The questions of the form beside its fixed fields."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from events.models import EventPage

# Key → form field; the key names the answer in Registration.answers and never changes.
QUESTIONS: dict[str, forms.Field] = {}


def questions_of(event: EventPage | None) -> Mapping[str, forms.Field]:
    """The questions that the form of this event asks: the same for all events, none for now."""
    return QUESTIONS


def answers_in_words(answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each question and its answer, for people; one that is no longer asked is named by its key."""
    for key, value in answers.items():
        question = QUESTIONS.get(key)
        label = str(question.label) if question is not None and question.label else key
        values = value if isinstance(value, list) else [value]
        choices = dict(getattr(question, "choices", ()))
        yield label, ", ".join(str(choices.get(each, each)) for each in values)
