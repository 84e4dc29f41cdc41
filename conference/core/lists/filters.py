"""What narrows a list, read from its address by a form. What a filter refuses is left out, in words.

A list declares each filter once, as a field of its form (fields.py).
"""

from collections.abc import Iterable, Mapping
from typing import ClassVar
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core.text import NO_BREAK
from conference.platform.numbers import whole_number

from .fields import ChoiceFilter, DayFilter, MultipleChoiceFilter, Rows

LONGEST_QUOTE = 40  # signs of what the visitor asked that a sentence repeats
MOST_SENTENCES = 3  # about one field: an address may hold a thousand bad values
HIGHEST_PAGE = 99_999


class ListFilters(forms.Form):
    """The filters of a list, and which page of it; cleaned on creation, always valid: nothing raises.

    ``ignored`` holds one sentence for the visitor about each thing that was left out. ``view_fields``: those
    that say how the list is shown, and narrow nothing. ``folded``: the filters that stand behind the others.
    """

    view_fields: ClassVar[tuple[str, ...]] = ()
    folded: ClassVar[tuple[str, ...]] = ()

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
        known = [value for value in field.labels if value in asked] if asked else []
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
        """The parameters that narrow the list, without the page and the view."""
        found = [
            (name, self.cleaned_data[name]) for name in self.fields if name not in ("page", *self.view_fields)
        ]
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
        for name, field in self._narrowing():
            if value := self.cleaned_data[name]:
                rows = field.narrow(rows, value)
        return rows

    def counts(self, name: str) -> Mapping[str, int] | None:
        """How many rows each choice of a filter leads to; None: the list does not count them."""
        return None

    def page_of(self, rows: QuerySet, *, per_page: int) -> Page:
        """The page asked for of what is left of ``rows``, or the last one, and a word that it is another."""
        page = Paginator(self.narrow(rows), per_page).get_page(self.page_number)
        self.note_last_page(page.number)
        return page

    # --- For the template ------------------------------------------------------------------------

    @property
    def choice_fields(self) -> list[forms.BoundField]:
        """The filters by choice or by day that stand at hand, in order."""
        return [self[name] for name, _field in self._narrowing() if name not in self.folded]

    @property
    def folded_fields(self) -> list[forms.BoundField]:
        """Those that stand behind, in order."""
        return [self[name] for name, _field in self._narrowing() if name in self.folded]

    @property
    def folded_number(self) -> int:
        """How many values of these narrow the list."""
        return sum(name in self.folded for name, _value in self.understood())

    @property
    def number(self) -> int:
        """How many values narrow the list, without its text."""
        return sum(name != "q" for name, _value in self.understood())

    @property
    def view(self) -> list[tuple[str, str]]:
        """The parameters that say how the list is shown."""
        return [(name, self.cleaned_data[name]) for name in self.view_fields if self.cleaned_data[name]]

    @property
    def words(self) -> list[str]:
        """Each value that narrows the list, in words."""
        return [self._in_words(name, value) for name, value in self.understood()]

    @property
    def chips(self) -> list[tuple[str, str]]:
        """Each value that narrows the list, in words, with the query string that takes it away."""
        understood = self.understood()
        return [
            (
                self._in_words(name, value),
                query_of([*(pair for pair in understood if pair != (name, value)), *self.view]),
            )
            for name, value in understood
        ]

    def _narrowing(self) -> list[tuple[str, ChoiceFilter | DayFilter]]:
        return [
            (name, field)
            for name, field in self.fields.items()
            if isinstance(field, ChoiceFilter | DayFilter) and name not in self.view_fields
        ]

    def _in_words(self, name: str, value: str) -> str:
        field = self.fields[name]
        return field.in_words(value) if hasattr(field, "in_words") else f"«{NO_BREAK}{value}{NO_BREAK}»"


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
