"""Who asks for seats, and how that is written down and read again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from conference.core.email_field import folded

from ..models import Attendee, BeyondReason, Registration
from .names import full_name

VERSION = 2  # of the stored form; raise it when a field changes its meaning, not when one is added


def email_key(address: str) -> str:
    """The address as it is compared: two that reach the same mailbox are one."""
    return folded(address)[:254]


@dataclass(frozen=True, kw_only=True)
class Person:
    """One person for whom a seat is asked, as typed and cleaned by the form.

    ``email``: an address of their own, beside that of whoever asks. ``mode``: at a hybrid event (Mode).
    ``companion``: of a person with a disability. ``answers``: key of the question → value (JSON).
    ``arrangement``: what the person wishes for, with their consent.
    """

    first_name: str = ""
    last_name: str = ""
    organisation: str = ""
    email: str = ""
    mode: str = ""
    companion: bool = False
    answers: Mapping[int, Any] = field(default_factory=dict)
    arrangement: str = ""

    @property
    def full_name(self) -> str:
        """The name as it is compared."""
        return full_name(self.first_name, self.last_name)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        texts = _texts(stored, "first_name", "last_name", "organisation", "email", "mode", "arrangement")
        return cls(**texts, companion=bool(stored.get("companion")), answers=_answers(stored))

    def write_to(self, attendee: Attendee) -> None:
        """Put what was typed in the fields of an attendee, not saved."""
        attendee.first_name, attendee.last_name = self.first_name, self.last_name
        attendee.organisation, attendee.email, attendee.mode = self.organisation, self.email, self.mode
        if self.companion:
            attendee.beyond = BeyondReason.COMPANION


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Who asks, with one address, and for whom: ``people[0]`` is whoever writes.

    ``email`` may be empty where the team registers somebody who telephones, with ``phone``. ``answers``:
    those given once for all, key of the question → value (JSON).
    """

    email: str = ""
    organisation_kind: str = ""
    phone: str = ""
    people: tuple[Person, ...] = ()
    answers: Mapping[int, Any] = field(default_factory=dict)

    @property
    def email_key(self) -> str:
        return email_key(self.email)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """What ``to_json`` wrote, of this version or another.

        Unknown fields are ignored, missing ones are empty. Version 1 had one person.
        """
        people = stored.get("people")
        if people is None:
            people = [{**stored, "email": "", "answers": {}}]
        return cls(
            **_texts(stored, "email", "organisation_kind", "phone"),
            people=tuple(Person.from_json(each) for each in people),
            answers=_answers(stored),
        )

    def to_json(self) -> dict[str, Any]:
        return {"version": VERSION} | asdict(self)

    def but_for(self, known: set[str]) -> Self:
        """The same without the people of these names (Person.full_name)."""
        return replace(self, people=tuple(each for each in self.people if each.full_name not in known))

    def write_to(self, registration: Registration) -> None:
        """Put what was typed in the fields of a registration, not saved; not its people."""
        registration.email, registration.email_key = self.email, self.email_key
        registration.organisation_kind, registration.phone = self.organisation_kind, self.phone
        registration.organisation = self.people[0].organisation if self.people else ""


def _texts(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: str(values[name] or "") for name in names if name in values}


def _answers(stored: Mapping[str, Any]) -> dict[int, Any]:
    """JSON makes texts of the keys of questions."""
    given = stored.get("answers") or {}
    return {int(key): value for key, value in given.items() if str(key).isdecimal()}
