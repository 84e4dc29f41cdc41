"""The questions of an event as fields of a form: « question-12 » is the field of question 12."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core.text.control_signs import without_control_signs
from events.models import EventPage

from ..models import EventQuestion, Question

Kind = Question.Kind
PREFIX = "question-"
LONGEST_SHORT = 200
LONGEST = 2000
GREATEST = 100_000
CHOOSE = gettext_lazy("Choisissez une des réponses proposées.")


@dataclass(frozen=True, kw_only=True)
class AskedFields:
    """The fields of an event's questions, by name: those asked once, those asked of each person.

    A form of one person copies its own (``copy.deepcopy``), as Django does with those it declares.
    """

    once: Mapping[str, forms.Field]
    of_each: Mapping[str, forms.Field]


def asked_of(event: EventPage) -> list[EventQuestion]:
    """What the event asks, in its order; one of a region's own only once it is approved, and at home."""
    asked = event.registration_questions.select_related("question")
    return [each for each in asked.all() if each.question.may_be_asked_by(event)]


def fields_for(event: EventPage) -> AskedFields:
    """The fields of the event's questions; one query."""
    fields: dict[bool, dict[str, forms.Field]] = {False: {}, True: {}}
    for asked in asked_of(event):
        question = asked.question
        required = asked.required and not question.never_required
        fields[asked.of_each][f"{PREFIX}{question.pk}"] = field_of(question, required=required)
    return AskedFields(once=fields[False], of_each=fields[True])


def answers_in(cleaned: Mapping[str, Any]) -> dict[int, Any]:
    """The answers among the cleaned values of a form, blank ones included: question's pk → value."""
    return {
        int(name.removeprefix(PREFIX)): value for name, value in cleaned.items() if name.startswith(PREFIX)
    }


def as_initial(answers: Mapping[int, Any]) -> dict[str, Any]:
    """What a form that is shown again starts with: the name of the field → its answer."""
    return {f"{PREFIX}{pk}": value for pk, value in answers.items()}


class TextField(forms.CharField):
    """A text without control signs."""

    def to_python(self, value: Any) -> str:
        return without_control_signs(super().to_python(value))


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or no answer: True, False or None."""

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        choices = _with_none([("oui", _("oui")), ("non", _("non"))], required=required)
        shared: dict[str, Any] = {"choices": choices, "empty_value": None, "required": required}
        super().__init__(coerce=lambda value: value == "oui", **shared, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "oui", False: "non"}.get(value, value) if isinstance(value, bool) else value


def field_of(question: Question, *, required: bool = False) -> forms.Field:
    """The field of a form that asks the question, and says what becomes of the answer."""
    shared: dict[str, Any] = {
        "label": question.label,
        "required": required,
        "help_text": f"{question.help_text} {question.fate}".strip(),
    }
    radios = shared | {"widget": forms.RadioSelect, "error_messages": _errors(_("Choisissez une réponse."))}
    options = [(option, option) for option in question.options]
    match question.kind:
        case Kind.ONE:
            return forms.ChoiceField(choices=_with_none(options, required=required), **radios)
        case Kind.SEVERAL:
            return forms.MultipleChoiceField(
                choices=options,
                widget=forms.CheckboxSelectMultiple,
                error_messages=_errors(_("Choisissez une réponse au moins.")),
                **shared,
            )
        case Kind.YES_NO:
            return YesNoField(**radios)
        case Kind.NUMBER:
            errors = {"required": _("Écrivez un nombre."), "invalid": _("Écrivez un nombre entier.")}
            return forms.IntegerField(min_value=0, max_value=GREATEST, error_messages=errors, **shared)
        case Kind.LONG:
            area = forms.Textarea(attrs={"rows": 4})
            return TextField(max_length=LONGEST, widget=area, error_messages=_WRITE, **shared)
        case _:
            return TextField(max_length=LONGEST_SHORT, error_messages=_WRITE, **shared)


_WRITE: dict[str, Any] = {"required": gettext_lazy("Écrivez votre réponse.")}


def _errors(required: str) -> dict[str, Any]:
    return {"required": required, "invalid_choice": CHOOSE}


def _with_none(choices: list[tuple[str, str]], *, required: bool) -> list[tuple[str, str]]:
    """A round button cannot be unticked: where nothing must be answered, one says so."""
    return choices if required else [("", _("sans réponse")), *choices]
