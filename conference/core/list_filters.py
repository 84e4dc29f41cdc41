"""What a list is asked by its address, as a form. What is not understood is left out, and said."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.platform.numbers import whole_number

LONGEST_QUOTE = 40  # signs of what the visitor asked that a sentence repeats
MOST_SENTENCES = 3  # about one field: an address may hold a thousand bad values
HIGHEST_PAGE = 99_999


class SeveralChoices(forms.MultipleChoiceField):
    """A repeatable parameter: the values that are on the list count beside those that are not."""

    widget = forms.CheckboxSelectMultiple

    def validate(self, value: list[str]) -> None:
        """Nothing is refused here: ``ListFilters`` leaves out what is not on the list."""


class ListFilters(forms.Form):
    """What narrows a list, and which page of it; cleaned on creation, always valid: nothing raises.

    A field of choices says under ``invalid_choice`` what a ``%(value)s`` off its list is not. ``ignored``
    holds one sentence for the visitor about each thing that was left out.
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
            if isinstance(field, SeveralChoices):
                refused.setdefault(name, []).extend(self._off_the_list(name, field))
            self.ignored += [_sentence(name, error) for error in refused.get(name, [])[:MOST_SENTENCES]]
            self.cleaned_data.setdefault(name, field.to_python(None))

    def _off_the_list(self, name: str, field: SeveralChoices) -> list[ValidationError]:
        """What is wrong in a field that keeps, each once and in the order of its list, what is right."""
        asked = {value for value in self.cleaned_data.get(name, []) if value}
        known = [value for value in labels(field) if value in asked]
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

    def shown(self, number: int) -> None:
        """Say so where page ``number``, the last one, is shown in place of the one asked for."""
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


def labels(field: forms.ChoiceField) -> dict[str, str]:
    """What the choices of ``field`` are called, by their values, in their order."""
    return {str(value): str(label) for value, label in field.widget.choices}


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
