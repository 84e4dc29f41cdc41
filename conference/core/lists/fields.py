"""The filters of a list, each a field of its form (filters.py): by words, by choices, by a day.

A filter holds its words, what it offers, how a chosen value reads, its markup and how it narrows the rows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Protocol, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.boundfield import BoundWidget
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _

from conference.core.text import words
from conference.core.text.control_signs import without_control_signs
from conference.core.times import french

LONGEST_TEXT = 100  # signs of the words looked for

Rows = TypeVar("Rows", bound=QuerySet)
Choices = Iterable[tuple[Any, Any]] | Callable[[], Iterable[tuple[Any, Any]]]


class FiltersOfAList(Protocol):
    """What a filter knows of the form it stands in (filters.ListFilters)."""

    def understood(self) -> list[tuple[str, str]]: ...
    def counts(self, name: str) -> Mapping[str, int] | None: ...


class BoundFilter(forms.BoundField):
    """A filter in a template: ``{% include field.field.template_name with field=field only %}``."""

    @property
    def chosen(self) -> str:
        """The chosen values in words, or the words for all of them."""
        field, form = cast("ChoiceFilter", self.field), cast(FiltersOfAList, self.form)
        chosen = [field.labels[value] for name, value in form.understood() if name == self.name]
        return ", ".join(chosen) or str(field.all_label)

    @property
    def counts(self) -> tuple[int, ...] | None:
        """How many rows each choice leads to, in their order; None where the list does not count them."""
        field, form = cast("ChoiceFilter", self.field), cast(FiltersOfAList, self.form)
        counts = form.counts(self.name)
        return None if counts is None else tuple(counts.get(value, 0) for value in field.labels)

    @property
    def choices(self) -> Iterator[tuple[BoundWidget, int | None]]:
        """Each choice with its count."""
        counts = self.counts
        return zip(self, counts if counts is not None else [None] * len(self), strict=True)


class ChoiceFilter(forms.ChoiceField):
    """A filter by one value of a list.

    ``lookup``: the lookup of the rows' query set that takes the value. ``unknown``: the sentence about a
    ``%(value)s`` that is not on the list. ``all_label``: what is said when nothing is chosen.
    ``chip``: how a chosen value reads, from ``%(label)s`` and ``%(value)s``. ``columns``: whether the
    list is long enough for columns.
    """

    bound_field_class = BoundFilter

    def __init__(
        self,
        *,
        choices: Choices,
        lookup: str,
        unknown: str | Promise,
        all_label: str | Promise = "",
        chip: str | Promise = "%(label)s",
        columns: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            choices=choices,
            required=False,
            error_messages=cast("dict[str, Any]", {"invalid_choice": unknown}),
            **kwargs,
        )
        self.template_name = "core/list_filter.html"
        self.lookup, self.all_label, self.chip, self.columns = lookup, all_label, chip, columns

    @cached_property  # of this form's own copy of the field
    def labels(self) -> dict[str, str]:
        """What the values are called, in the order of the list."""
        return {str(value): str(label) for value, label in self.widget.choices}

    def in_words(self, value: str) -> str:
        """The chip of a chosen value."""
        return str(self.chip) % {"value": value, "label": self.labels[value]}

    def narrow(self, rows: Rows, value: Any) -> Rows:
        """Those of ``rows`` that ``value``, one or several, asks for."""
        return rows.filter(**{self.lookup: value})


class BoundDay(forms.BoundField):
    """A day in a template: it shows what was understood."""

    counts = None

    def value(self) -> str:
        return cast(str, self.form.cleaned_data[self.name])


class DayFilter(forms.CharField):
    """A filter by a day, written as French people do or as browsers do; cleaned to « 2026-12-15 » or "".

    ``narrowed`` narrows the rows by the day; ``chip``: how it reads, from ``%(day)s``.
    """

    widget = forms.DateInput({"type": "date"})
    bound_field_class = BoundDay

    def __init__(self, *, narrowed: Callable[[Any, date], Any], chip: str | Promise, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=LONGEST_TEXT, **kwargs)
        self.template_name = "core/list_filter_day.html"
        self.narrowed, self.chip = narrowed, chip

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        try:
            return french.read_day(text, today=timezone.localdate()).isoformat() if text else ""
        except french.Unreadable as refused:
            raise ValidationError(
                _("%(reason)s Ce critère n’a pas été pris en compte."), params={"reason": str(refused)}
            ) from refused

    def in_words(self, value: str) -> str:
        """The chip of a chosen day."""
        return str(self.chip) % {"day": french.day(date.fromisoformat(value))}

    def narrow(self, rows: Rows, value: str) -> Rows:
        """Those of ``rows`` that the day asks for."""
        return cast(Rows, self.narrowed(rows, date.fromisoformat(value)))


class TextFilter(forms.CharField):
    """A filter by words: a text that is too long or holds none is left out. The list says what it finds.

    Control signs are left out of the text: no feed could repeat them.
    """

    widget = forms.TextInput({"type": "search", "maxlength": LONGEST_TEXT, "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> str:
        text: str = without_control_signs(super().clean(value))
        if len(text) > LONGEST_TEXT:
            raise ValidationError(
                _("Le texte cherché dépasse %(limit)s signes : il n’a pas été pris en compte."),
                params={"limit": LONGEST_TEXT},
            )
        if text and not words(text):
            raise ValidationError(
                _("« %(value)s » ne contient ni lettre ni chiffre : ce texte n’a pas été pris en compte."),
                params={"value": text},
            )
        return text


class MultipleChoiceFilter(ChoiceFilter, forms.MultipleChoiceField):
    """A filter by several values: those on the list count, whatever stands beside them."""

    widget = forms.CheckboxSelectMultiple

    def validate(self, value: list[str]) -> None:
        """Accept everything: ``filters.ListFilters`` leaves out what is not on the list."""
