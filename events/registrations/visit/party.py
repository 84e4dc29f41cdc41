"""The form of a registration: who writes, and the people whom they register with themselves.

A person is added and removed by buttons of the form itself, which come back here: no script is needed.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import EventPage

from ..actions.applicants import Applicant, Person
from ..questions import AskedFields, as_initial, fields_for
from .forms import OtherPersonForm, PersonForm, RegistrationForm

ADD, ADD_COMPANION, REMOVE = "add", "add_companion", "remove"
PEOPLE = "person"  # the field that holds, once a person, the number of each that was added
MOST = 20  # people of one form, companions included


@dataclass(frozen=True)
class Room:
    """How many people may come with one address, and how many of a registration that exists do already."""

    size: int
    counted: int = 0
    companions: int = 0


class Party:
    """The people of one form. Its errors are those of every part, each named by its whole field name.

    ``writer`` is None where people are added to a registration that exists. ``room``: how many people may
    come with the address, companions not counted.
    """

    def __init__(self, writer: PersonForm | None, others: Sequence[OtherPersonForm], *, room: "Room") -> None:
        self.writer, self.others, self.room = writer, list(others), room
        self.refusals: list[str] = []
        first = 2 if writer else room.counted + room.companions + 1
        for number, person in enumerate(self.others, start=first):
            person.number = number

    @property
    def parts(self) -> list[PersonForm]:
        return [part for part in (self.writer, *self.others) if part is not None]

    @property
    def companions(self) -> int:
        return sum(person.is_companion for person in self.others)

    @property
    def can_add(self) -> bool:
        """Whether one more person may come with this address, as far as the form knows."""
        counted = len(self.parts) - self.companions + self.room.counted
        return counted < self.room.size and len(self.parts) < MOST

    @property
    def is_at_most(self) -> bool:
        """Whether the registration that exists has all the people that the address may register."""
        return self.room.counted >= self.room.size

    @property
    def can_add_companion(self) -> bool:
        """Whether somebody of the party has no companion yet: they are not counted in its size."""
        counted = len(self.parts) - self.companions + self.room.counted
        return self.companions + self.room.companions < counted and len(self.parts) < MOST

    @property
    def can_remove(self) -> bool:
        return len(self.parts) > 1

    # --- What the component of errors reads, as of one form --------------------------------------

    def is_valid(self) -> bool:
        valid = [part.is_valid() for part in self.parts]  # each of them says what is wrong
        return all(valid) and not self._repeats_somebody()

    def _repeats_somebody(self) -> bool:
        """Whether a person was typed twice: said at the second name."""
        known: set[str] = set()
        for part in self.parts:
            name = part.person.full_name
            if name in known:
                part.add_error("last_name", _("Cette personne est déjà dans ce formulaire."))
            known.add(name)
        return len(known) < len(self.parts)

    @property
    def errors(self) -> dict[str, Any]:
        found = {
            part.add_prefix(name): messages for part in self.parts for name, messages in part.errors.items()
        }
        return found | ({NON_FIELD_ERRORS: self.refusals} if self.refusals else {})

    def non_field_errors(self) -> list[str]:
        return self.refusals

    def refuse(self, sentence: str | Promise) -> None:
        """Say why seats cannot be had for these people, whatever each field holds."""
        self.refusals.append(str(sentence))

    def __getitem__(self, name: str) -> forms.BoundField:
        """The field of any part by its whole name; of another person, its label says whose it is."""
        part = next((part for part in self.parts if _own_name(part, name) in part.fields), None)
        if part is None:
            raise KeyError(name)
        field = part[_own_name(part, name)]
        if isinstance(part, OtherPersonForm):
            field = copy(field)
            field.label = _("%(person)s, %(field)s") % {"person": part.title, "field": field.label}
        return field

    @property
    def error_title(self) -> str:
        """How many points are to be mended: « Deux points à revoir »."""
        words = [_("Un point"), _("Deux points"), _("Trois points"), _("Quatre points"), _("Cinq points")]
        count = len(self.errors)
        if 0 < count <= len(words):
            return _("%s à revoir") % words[count - 1]
        return ngettext("%s point à revoir", "%s points à revoir", count) % count

    # --- What it says ------------------------------------------------------------------------------

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody, once the form is valid."""
        return tuple(part.person for part in self.parts)

    @property
    def applicant(self) -> Applicant:
        """Who writes and everybody with them, once the form is valid."""
        writer = cast(RegistrationForm, self.writer)
        return replace(writer.applicant, people=self.people)


def is_about_the_form(data: Mapping[str, Any]) -> bool:
    """Whether what was sent asks for another form (a person more or less), not for seats."""
    return any(name in data for name in (ADD, ADD_COMPANION, REMOVE))


def sent_party(data: QueryDict, *, event: EventPage, room: Room, with_writer: bool = True) -> Party:
    """What was sent, to be validated."""
    of: dict[str, Any] = {"event": event, "asked": fields_for(event)}
    writer = RegistrationForm(data, **of) if with_writer else None
    others = [OtherPersonForm(data, prefix=prefix, **of) for prefix in _prefixes(data)]
    return Party(writer, others, room=room)


def changed_party(data: QueryDict, *, event: EventPage, room: Room, with_writer: bool = True) -> Party:
    """What was typed so far, with the person more or less that was asked for; nothing is checked yet."""
    prefixes = [prefix for prefix in _prefixes(data) if prefix != _prefix_of(data.get(REMOVE, ""))]
    of: dict[str, Any] = {"event": event, "asked": fields_for(event)}
    writer = _as_typed(RegistrationForm, data, **of) if with_writer else None
    others = [_as_typed(OtherPersonForm, data, prefix=prefix, **of) for prefix in prefixes]
    party = Party(writer, others, room=room)
    wanted = ADD_COMPANION if ADD_COMPANION in data else ADD if ADD in data else ""
    if wanted and (party.can_add_companion if wanted == ADD_COMPANION else party.can_add):
        added = _new_person(prefixes, companion=wanted == ADD_COMPANION, **of)
        return Party(writer, [*others, added], room=room)
    return party


def new_party(event: EventPage, *, room: Room, applicant: Applicant | None = None) -> Party:
    """An empty form, or one that starts with what this browser has sent before."""
    of: dict[str, Any] = {"event": event, "asked": fields_for(event)}
    if applicant is None or not applicant.people:
        return Party(RegistrationForm(**of), [], room=room)
    first, *rest = applicant.people
    shared = {"email": applicant.email, "organisation_kind": applicant.organisation_kind}
    writer = RegistrationForm(initial=_initial_of(first) | as_initial(applicant.answers) | shared, **of)
    others = [
        OtherPersonForm(prefix=_prefix_of(number), initial=_initial_of(person), **of)
        for number, person in enumerate(rest, start=2)
    ]
    return Party(writer, others, room=room)


def added_people(event: EventPage, *, room: Room) -> Party:
    """A form that adds one person to a registration that exists: a companion where no other may come."""
    empty = Party(None, [], room=room)
    person = _new_person([], companion=not empty.can_add, event=event, asked=fields_for(event))
    return Party(None, [person], room=room)


def _new_person(
    prefixes: Sequence[str], *, companion: bool, event: EventPage, asked: AskedFields
) -> OtherPersonForm:
    number = max([int(prefix[1:]) for prefix in prefixes], default=1) + 1
    person = OtherPersonForm(
        event=event, asked=asked, prefix=_prefix_of(number), initial={"companion": companion}
    )
    person.fields["first_name"].widget.attrs["autofocus"] = True
    return person


def _as_typed(form_class: type[PersonForm], data: QueryDict, **kwargs: Any) -> Any:
    """A form that shows what was typed, without a word on what is missing."""
    blank = form_class(**kwargs)
    typed = {
        name: field.widget.value_from_datadict(data, MultiValueDict(), blank.add_prefix(name))
        for name, field in blank.fields.items()
    }
    return form_class(initial=typed, **kwargs)


def _prefixes(data: QueryDict) -> list[str]:
    """The prefix of each person added, in their order; what no form of ours sends is left out."""
    found = dict.fromkeys(_prefix_of(number) for number in data.getlist(PEOPLE))
    return [prefix for prefix in found if prefix][: MOST - 1]


def _prefix_of(number: object) -> str:
    """« p2 » of 2; "" of what is no number of a person."""
    text = str(number)
    return f"p{int(text)}" if text.isascii() and text.isdecimal() and len(text) <= 3 else ""


def _own_name(part: PersonForm, name: str) -> str:
    if not part.prefix:
        return name
    start = f"{part.prefix}-"
    return name.removeprefix(start) if name.startswith(start) else ""


def _initial_of(person: Person) -> dict[str, Any]:
    names = ("first_name", "last_name", "organisation", "email", "mode", "companion", "arrangement")
    known = {name: getattr(person, name) for name in names}
    return known | {"consent": bool(person.arrangement)} | as_initial(person.answers)
