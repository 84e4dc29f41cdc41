"""Who asks for a seat, and how that is written down and read again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from .models import Attendee, Registration

VERSION = 1  # of the stored form; raise it when a field changes its meaning, not when one is added


def email_key(address: str) -> str:
    """The address as it is compared: without case."""
    return address.strip().lower()[:254]


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Who asks for a seat, as typed and cleaned by the form.

    ``answers`` are those to questions beside the fixed fields: question key → value (JSON).
    """

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    organisation: str = ""
    organisation_kind: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)

    @property
    def email_key(self) -> str:
        return email_key(self.email)

    @classmethod
    def from_cleaned(cls, cleaned: Mapping[str, Any], *, questions: Mapping[str, Any]) -> Self:
        """The person whom a valid form describes; ``questions``: its fields beside the fixed ones."""
        answers = {key: cleaned[key] for key in questions if cleaned.get(key) not in (None, "", [])}
        return cls(**_known(cls, cleaned), answers=answers)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """What ``to_json`` wrote, of this version or another.

        Unknown fields are ignored, missing ones are empty.
        """
        return cls(**_known(cls, stored), answers=stored.get("answers") or {})

    def to_json(self) -> dict[str, Any]:
        return {"version": VERSION} | asdict(self)

    def as_initial(self) -> dict[str, Any]:
        """What a form shown again starts with."""
        return {**_known(type(self), vars(self)), **self.answers}

    def write_to(self, registration: Registration, attendee: Attendee) -> None:
        """Put what was typed in the fields of an unsaved or known registration and its attendee."""
        attendee.first_name, attendee.last_name = self.first_name, self.last_name
        registration.email, registration.email_key = self.email, self.email_key
        registration.organisation = self.organisation
        registration.organisation_kind = self.organisation_kind
        registration.answers = dict(self.answers)


def _known(cls: type[Applicant], values: Mapping[str, Any]) -> dict[str, str]:
    names = {each.name for each in fields(cls)} - {"answers"}
    return {name: str(values[name] or "") for name in names if name in values}
