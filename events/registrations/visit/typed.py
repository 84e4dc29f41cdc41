"""What was typed in a form that can no longer be sent, in words, to be copied."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ..questions.answers import BLANK
from .forms import OtherPersonForm, PersonForm
from .party import Party

UNSHOWN = {"companion", "consent"}  # a hidden field; an agreement that is worth nothing without the wish sent


def typed_in(form: Party) -> list[tuple[str, list[tuple[str, str]]]]:
    """Of each person of the form, its title and each field filled in with what it holds."""
    found = [(_title_of(part), _fields_of(part)) for part in form.parts]
    return [(title, fields) for title, fields in found if fields]


def _title_of(part: PersonForm) -> str:
    return part.title if isinstance(part, OtherPersonForm) else _("Vous")


def _fields_of(part: PersonForm) -> list[tuple[str, str]]:
    shown = [(field, field.value()) for field in part if field.name not in UNSHOWN]
    return [(str(field.label), _in_words(field, value)) for field, value in shown if value not in BLANK]


def _in_words(field: forms.BoundField, value: Any) -> str:
    """What was typed; of a choice, the words beside it."""
    labels = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
    values = value if isinstance(value, list | tuple) else [value]
    return ", ".join(labels.get(str(each), str(each)) for each in values)
