"""What narrows a list, read from its address by a form. What a filter refuses is left out, in words.

A list declares each filter once, as a field of its form: its words, what it offers, its chips, its markup
and the lookup by which it narrows the rows all come from that field.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core.text import words
from conference.platform.numbers import whole_number

LONGEST_TEXT = 100  # signs of the words looked for
LONGEST_QUOTE = 40  # signs of what the visitor asked that a sentence repeats
MOST_SENTENCES = 3  # about one field: an address may hold a thousand bad values
HIGHEST_PAGE = 99_999
NBSP = "\N{NO-BREAK SPACE}"

Rows = TypeVar("Rows", bound=QuerySet)
Choices = Iterable[tuple[Any, Any]] | Callable[[], Iterable[tuple[Any, Any]]]


class BoundFilter(forms.BoundField):
    """A filter in a template: ``{% include field.field.template_name with field=field only %}``."""

    @property
    def chosen(self) -> str:
        """The chosen values in words, or the words for all of them."""
        field, form = cast("ChoiceFilter", self.field), cast("ListFilters", self.form)
        chosen = [field.labels[value] for name, value in form.understood() if name == self.name]
        return ", ".join(chosen) or str(field.all_label)


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


class TextFilter(forms.CharField):
    """A filter by words: a text that is too long or holds none is left out. The list says what it finds."""

    widget = forms.TextInput({"type": "search", "maxlength": LONGEST_TEXT, "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
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
        """Accept everything: ``ListFilters`` leaves out what is not on the list."""


class ListFilters(forms.Form):
    """The filters of a list, and which page of it; cleaned on creation, always valid: nothing raises.

    ``ignored`` holds one sentence for the visitor about each thing that was left out.
    """

    page = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, auto_id: str = "filtre-%s") -> None:
        super().__init__(data, auto_id=auto_id)
        self.order_fields([name for name in self.fields if name != "page"])
        self.ignored: list[str] = []
        self.full_clean()

    def clean_page(self) -> str:
        asked: str = self.cleaned_data["page"]
        if asked and not whole_number(asked, at_most=HIGHEST_PAGE):
            raise ValidationError(
                _("« %(value)s » n’est pas un numéro de page : voici la première."),
                params={"value": asked},
            )
        return asked

    def clean(self) -> None:
        """Leave out what the fields refuse, in words."""
        refused = self.errors.as_data()
        self.errors.clear()
        for name, field in self.fields.items():
            if isinstance(field, MultipleChoiceFilter):
                refused.setdefault(name, []).extend(self._off_the_list(name, field))
            self.ignored += [_sentence(name, error) for error in refused.get(name, [])[:MOST_SENTENCES]]
            self.cleaned_data.setdefault(name, field.to_python(None))

    def _off_the_list(self, name: str, field: MultipleChoiceFilter) -> list[ValidationError]:
        """What is wrong in a field that keeps, each once and in the order of its list, what is right."""
        asked = {value for value in self.cleaned_data.get(name, []) if value}
        known = [value for value in field.labels if value in asked]
        self.cleaned_data[name] = known
        return [
            ValidationError(field.error_messages["invalid_choice"], params={"value": value})
            for value in sorted(asked.difference(known))
        ]

    # --- What was understood ---------------------------------------------------------------------

    @property
    def page_number(self) -> int:
        """The page asked for, from 1."""
        return int(self.cleaned_data["page"] or 1)

    def note_last_page(self, number: int) -> None:
        """Tell the visitor when page ``number``, the last one, is shown in place of the one asked for."""
        if number != self.page_number:
            self.ignored.append(
                _("La page %(wanted)s n’existe pas : voici la dernière.") % {"wanted": self.page_number}
            )

    def understood(self) -> list[tuple[str, str]]:
        """The parameters that narrow the list, without the page."""
        found = [(name, self.cleaned_data[name]) for name in self.fields if name != "page"]
        return [
            (name, value)
            for name, values in found
            for value in ([values] if isinstance(values, str) else values)
            if value
        ]

    @property
    def query(self) -> str:
        """The same as a query string; "" for the whole list."""
        return query_of(self.understood())

    def narrow(self, rows: Rows) -> Rows:
        """Those of ``rows`` that the choices ask for."""
        for name, field in self._choices():
            if value := self.cleaned_data[name]:
                rows = rows.filter(**{field.lookup: value})
        return rows

    def page_of(self, rows: QuerySet, *, per_page: int) -> Page:
        """The page asked for of what is left of ``rows``, or the last one, and a word that it is another."""
        page = Paginator(self.narrow(rows), per_page).get_page(self.page_number)
        self.note_last_page(page.number)
        return page

    # --- For the template ------------------------------------------------------------------------

    @property
    def choice_fields(self) -> list[forms.BoundField]:
        """The filters by choice, in order."""
        return [self[name] for name, _field in self._choices()]

    @property
    def chips(self) -> list[tuple[str, str]]:
        """Each value that narrows the list, in words, with the query string that takes it away."""
        understood = self.understood()
        return [
            (self._in_words(name, value), query_of(pair for pair in understood if pair != (name, value)))
            for name, value in understood
        ]

    def _choices(self) -> list[tuple[str, ChoiceFilter]]:
        return [(name, field) for name, field in self.fields.items() if isinstance(field, ChoiceFilter)]

    def _in_words(self, name: str, value: str) -> str:
        field = self.fields[name]
        return field.in_words(value) if isinstance(field, ChoiceFilter) else f"«{NBSP}{value}{NBSP}»"


def query_of(pairs: Iterable[tuple[str, str]]) -> str:
    """A query string without its question mark."""
    return urlencode(list(pairs))


_FORBIDDEN_SIGN = gettext_lazy(
    "Le critère « %(name)s » contient un signe interdit : il n’a pas été pris en compte."
)


def _sentence(name: str, error: ValidationError) -> str:
    """What the visitor reads about ``error``; what was asked is quoted in part."""
    if error.code == "null_characters_not_allowed":
        return _FORBIDDEN_SIGN % {"name": name}
    params = error.params or {}
    return str(error.message) % (params | {"value": str(params.get("value", ""))[:LONGEST_QUOTE]})
