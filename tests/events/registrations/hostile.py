"""Whatever people, and programs, send: texts, numbers, whole forms; and what a page shows of it again."""

import re
from collections.abc import Iterable, Mapping

from bs4 import BeautifulSoup
from django.http import HttpResponse
from hypothesis import strategies as st

from events.models import EventPage
from events.registrations.models import EventQuestion, Question

from .questions.factories import QuestionFactory

ANY_TEXT = st.text(max_size=300)
NUMBERS = st.sampled_from(
    ["", "0", "1", "2", "-1", "+2", "2.0", "1e9", "²", "٣", "999", "1000", "9" * 19, "9" * 5000, "\0", "x"]
)
# What some field of ours takes, so that what comes after the form is met too.
LIKELY = st.sampled_from(
    [
        *("Aïcha", "Boyer", "L’Étang-Salé", "on", "True", "False", "oui", "non", "12"),
        *("sur-place", "en-ligne", "association", "confirmed", "aicha@exemple.invalid", "prénom@exemple.fr"),
    ]
)
VALUE = st.one_of(LIKELY, NUMBERS, ANY_TEXT)
VALUES = st.one_of(VALUE, st.lists(VALUE, max_size=3))
# A browser sends these back as they were typed, whatever the kind of its field.
PRINTED = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60)


def forms_of(
    names: Iterable[str], values: st.SearchStrategy = VALUES, *, most: int = 12
) -> st.SearchStrategy:
    """Any of these fields, each with any value."""
    return st.dictionaries(st.sampled_from(sorted(names)), values, max_size=most)


def shown_in(response: HttpResponse) -> dict[str, str]:
    """The text that each field of the page holds."""
    page = BeautifulSoup(response.content, "html.parser")
    fields = page.find_all(["input", "textarea"])
    return {
        field["name"]: field.get("value", "") if field.name == "input" else field.text.removeprefix("\n")
        for field in fields
        if field.has_attr("name") and field.get("type") not in ("checkbox", "radio", "hidden", "submit")
    }


def lost(response: HttpResponse, sent: Mapping[str, object]) -> dict[str, object]:
    """What was typed into a field that the page shows again without it."""
    shown = shown_in(response)
    return {
        name: text for name, text in sent.items() if name in shown and _plain(shown[name]) != _plain(text)
    }


def _plain(text: object) -> str:
    return re.sub(r"\s+", " ", str(text)).strip()


def ask_everything(event: EventPage) -> None:
    """Each kind of question, of each person (question-1 to 6) and once (7 to 12)."""
    Question.objects.all().delete()
    for number in range(12):
        kind = Question.Kind.values[number % 6]
        question = QuestionFactory(pk=number + 1, kind=kind, choices="oui\nnon")
        EventQuestion.objects.create(event=event, question=question, of_each=number < 6, sort_order=number)
