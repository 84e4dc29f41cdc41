"""What one mail is about, and the words that several kinds of mails have in common."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import EventPage

from ..models import Attendee, MailKind, Mode, Registration, RegistrationMail
from ..tickets.codes import reference_of
from .texts import Text


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a writer may tell. ``people``: all of the registration, or the one whose ``own`` mail it is."""

    kind: MailKind
    mail: RegistrationMail
    event: EventPage
    people: list[Attendee]
    own: bool
    link: str
    now: datetime

    @property
    def registration(self) -> Registration:
        return self.mail.registration

    @property
    def facts(self) -> Mapping[str, Any]:
        """What is told beside what is true at the moment: of this mail, else of the news that it brings."""
        news = self.mail.notice.facts if self.mail.notice else {}
        return {**news, **self.mail.facts}

    @property
    def reason(self) -> list[str]:
        """« La raison : … », as it was told; empty where none was."""
        reason = self.facts.get("reason", "")
        return [_("La raison : %s") % reason] if reason else []

    @property
    def confirmed(self) -> list[Attendee]:
        return [each for each in self.people if each.is_confirmed]

    @property
    def knows_the_people(self) -> bool:
        """Whether the address was confirmed; else a stranger may have typed any name."""
        return self.registration.confirmed_at is not None or bool(self.confirmed)

    @property
    def had_an_entry(self) -> bool:
        """Whether a calendar file was ever joined to a mail: somebody had a confirmed seat."""
        return any(each.confirmed_at for each in self.people)

    @property
    def joining_url(self) -> str:
        """The joining link, for those who follow on line with a confirmed seat; "" for all others."""
        online = any(each.mode_in_force != Mode.ON_SITE for each in self.confirmed)
        return self.event.online_url if online else ""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What one mail says beside its text.

    ``said``: sentences of the site, true as the mail leaves. ``people``: one line a person. ``calendar``:
    the METHOD of the calendar file joined, "" for none. ``promises``: what on_sent writes down.
    """

    title: str
    button: str = ""
    said: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    changes: list[dict[str, str]] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    small: list[str] = field(default_factory=list)
    joining_url: str = ""
    subject: str = ""
    text: Text | None = None
    calendar: str = ""
    ticket: bool = False
    promises: dict[str, Any] = field(default_factory=dict)


def seats(number: int) -> str:
    """« 1 place », « 2 places »."""
    return ngettext("%(n)s place", "%(n)s places", number) % {"n": number}


def lines_of(people: Iterable[Attendee]) -> list[str]:
    """« Aïcha Payet : confirmée, sur place, billet K7QP-3M2X », one a person."""
    return [_line_of(each) for each in people if not each.is_anonymised]


def _line_of(person: Attendee) -> str:
    told = [person.get_status_display()]
    if person.mode_in_force:
        told.append(person.get_mode_display())
    if person.is_confirmed:
        told.append(_("billet %s") % reference_of(person))
    return _("%(name)s : %(state)s") % {"name": person, "state": ", ".join(map(str, told))}


def may_cancel() -> str:
    return _("Un empêchement ? Le même lien sert à annuler. Une place rendue profite à quelqu’un d’autre.")
