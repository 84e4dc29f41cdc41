"""The people of an item of a programme: chosen by name, or written anew, without leaving the form.

A person is written « Marie Martin » or « Marie Martin (maire, Ville de Rennes) »: the brackets tell people
of the same name apart, and say who a new person is. Several are separated by commas. What a script has
chosen is sent as a number.
"""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from conference.core.text import fold
from conference.regions.scoping import scope_of

from ..models import Speaker

SUGGESTED = 8
_LONGEST = Speaker._meta.get_field("name").max_length
_ONE = re.compile(r"(?P<name>[^()]+?)\s*(?:\((?P<what>[^()]*)\))?")
_BETWEEN = re.compile(r"[,;\n](?![^()]*\))")


def choosable(user: AbstractBaseUser | None) -> QuerySet[Speaker]:
    """The people whom ``user`` may announce: those of their regions, and the national ones."""
    return scope_of(user).filter_choosable(Speaker.objects.all()) if user else Speaker.objects.all()


def suggestions(typed: str, *, user: AbstractBaseUser) -> list[Speaker]:
    """People whose name holds all the words of ``typed``, accents or not."""
    asked = fold(typed).split()
    names = choosable(user).values_list("pk", "name", "organisation")
    found = [
        pk
        for pk, name, organisation in names
        if all(word in fold(f"{name} {organisation}") for word in asked)
    ]
    return list(choosable(user).filter(pk__in=found[:SUGGESTED])) if asked else []


class PeopleInput(forms.TextInput):
    """A ticked box for each person, and a text for those to add. static/js/people.js suggests names."""

    template_name = "events/admin/people.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"autocomplete": "off", **(attrs or {})})
        self.labels: dict[str, str] = {}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        written = [value] if isinstance(value, str) else value or []
        context["widget"]["people"] = [
            {"value": each, "label": self.labels.get(each, each), "new": not each.isdigit()}
            for each in written
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        texts = [values] if isinstance(values, str) else values
        return [text.strip() for text in texts if isinstance(text, str) and text.strip()]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False  # boxes that are not ticked send nothing


class PeopleField(forms.Field):
    """People in the order given; those who are new are saved with the page (models/event.py)."""

    widget = PeopleInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.user: AbstractBaseUser | None = None
        self.present: dict[str, Speaker] = {}

    def keep(self, people: Iterable[Speaker]) -> None:
        """Those who stand in the item already may stay, whoever writes."""
        self.present = {str(person.pk or person.label): person for person in people}
        self.widget.labels = {key: person.label for key, person in self.present.items()}

    def has_changed(self, initial: list[str] | None, data: list[str] | None) -> bool:
        return list(initial or []) != list(data or [])

    def clean(self, value: list[str]) -> list[Speaker]:
        numbers = [text for text in value if text.isdigit() and text not in self.present]
        known = self.present | {str(each.pk): each for each in self._numbered(numbers)}
        self.widget.labels = {key: person.label for key, person in known.items()}
        people: list[Speaker] = []
        for text in value:
            if text.isdigit():
                found = [known[text]] if text in known else []
                if not found:
                    raise ValidationError(_("Cette personne n’existe plus, ou elle est d’une autre région."))
            else:
                found = [self._named(one.strip()) for one in _BETWEEN.split(text) if one.strip()]
            people += [each for each in found if each.label not in [person.label for person in people]]
        return people

    def _numbered(self, numbers: list[str]) -> QuerySet[Speaker]:
        return choosable(self.user).filter(pk__in=[int(each) for each in numbers if len(each) < 19])

    def _named(self, text: str) -> Speaker:
        """The person of that name, or a new one. Raises ValidationError where several have it."""
        parts = _ONE.fullmatch(" ".join(text.split()))
        if parts is None:
            raise ValidationError(
                _("« %s » n’est pas un nom : écrivez « Prénom Nom (fonction) ».") % text[:80]
            )
        name, what = parts["name"].strip(), (parts["what"] or "").strip()
        # The database does not know that É is e: names that begin alike, compared here.
        alike = [
            person
            for person in [*self.present.values(), *choosable(self.user).filter(name__istartswith=name[:1])]
            if fold(person.name) == fold(name) and (not what or fold(person.label) == fold(text))
        ]
        found = {person.label: person for person in alike}
        if len(found) > 1:
            raise ValidationError(
                _("Plusieurs personnes s’appellent « %(name)s » : écrivez laquelle, %(labels)s.")
                % {"name": name, "labels": _(" ou ").join(f"« {label} »" for label in sorted(found))}
            )
        if found:
            return next(iter(found.values()))
        role, _sign, organisation = what.partition(",")
        person = Speaker(name=name, role=role.strip(), organisation=organisation.strip())
        if len(name) > _LONGEST or len(person.role) > 160 or len(person.organisation) > 160:
            raise ValidationError(_("« %s… » est trop long pour un nom.") % text[:40])
        return person
