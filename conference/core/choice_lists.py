"""A model field for several choices, on both databases: ticked in the admin, compared in words, filtered.

audiences = ChoiceListField(_("publics"), options=AUDIENCES)

EventPage.objects.filter(audiences__any_of=["association", "entreprise"])
event.get_audiences_display()          # « associations, entreprises »
"""

from collections.abc import Iterable
from functools import partialmethod
from typing import Any

from django import forms
from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.fields.json import HasAnyKeys
from django.db.models.sql.compiler import SQLCompiler
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import FieldComparison, TextDiff, register_comparison_class


class ChoiceListField(models.JSONField):
    """Keys of ``options``, a list of (key, label), each once and in the order of the options.

    The options stand in no migration: adding one, or changing its words, leaves the database alone. A
    stored key that is no longer an option is left out of what pages show, and refused when the form is
    next saved.
    """

    default_error_messages = {"unknown_keys": _("Choix inconnus : %(keys)s.")}

    def __init__(
        self, *args: Any, options: Iterable[tuple[str, Any]] = (), default: Any = list, **kwargs: Any
    ) -> None:
        self.options = [(str(key), label) for key, label in options]
        super().__init__(*args, default=default, **kwargs)

    def contribute_to_class(self, cls: type[models.Model], name: str, *args: Any, **kwargs: Any) -> None:
        """Give the model ``get_<name>_display``, as Django does for a field with one choice."""
        super().contribute_to_class(cls, name, *args, **kwargs)
        display = f"get_{name}_display"
        if display not in cls.__dict__:
            setattr(cls, display, partialmethod(_display, field=self))

    def in_words(self, keys: Iterable[str]) -> list[str]:
        """The labels of ``keys``, in the order of the options."""
        keys = set(keys or ())
        return [str(label) for key, label in self.options if key in keys]

    def to_python(self, value: Any) -> Any:
        """Each key once, in the order of the options; unknown ones last, for ``validate`` to refuse."""
        if not isinstance(value, list) or not all(isinstance(key, str) for key in value):
            return value
        known = dict(self.options)
        asked = dict.fromkeys(value)
        return [key for key in known if key in asked] + [key for key in asked if key not in known]

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse what is not a list of known keys."""
        known = [key for key, _label in self.options]
        unknown = [key for key in value if key not in known] if isinstance(value, list) else [value]
        if unknown:
            message = self.error_messages["unknown_keys"]
            raise ValidationError(message, code="unknown_keys", params={"keys": ", ".join(map(str, unknown))})
        super().validate(value, model_instance)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        """Tick boxes, in place of the text of JSONField."""
        given = {
            "form_class": forms.MultipleChoiceField,
            "widget": forms.CheckboxSelectMultiple,
            "choices": self.options,
            "show_hidden_initial": False,  # Django's way with a callable default
            **kwargs,
        }
        return models.Field.formfield(self, **given)


def _display(instance: models.Model, field: ChoiceListField) -> str:
    """The labels of what is chosen, with commas."""
    return ", ".join(field.in_words(getattr(instance, field.attname)))


@ChoiceListField.register_lookup
class AnyOf(HasAnyKeys):
    """Rows that hold any of the keys: ``audiences__any_of=["association", "entreprise"]``.

    PostgreSQL's ``?|`` reads arrays as well as objects; SQLite's own form of it in Django reads objects only.
    """

    lookup_name = "any_of"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple]:
        if not self.rhs:
            raise EmptyResultSet
        column, params = self.process_lhs(compiler, connection)
        marks = ", ".join(["%s"] * len(self.rhs))
        sql = f"EXISTS (SELECT 1 FROM json_each({column}) WHERE value IN ({marks}))"  # noqa: S608 (no value in it)
        return sql, (*params, *self.rhs)


class ChoiceListComparison(FieldComparison):
    """Two versions side by side: what stays, what was ticked off, what was ticked."""

    def htmldiff(self) -> str:
        before, after = (self._said(value) for value in (self.val_a, self.val_b))
        if before == after:
            return escape(", ".join(after))
        changes = [("equal" if label in after else "deletion", label) for label in before]
        changes += [("addition", label) for label in after if label not in before]
        return TextDiff(changes, separator=", ").to_html()

    def _said(self, keys: list[str]) -> list[str]:
        """The labels; a key that is no longer an option is shown as it is."""
        return self.field.in_words(keys) + [key for key in keys or () if key not in dict(self.field.options)]


register_comparison_class(ChoiceListField, comparison_class=ChoiceListComparison)
