"""What becomes of an announced event: postponed, moved on line, cancelled; and its joining link."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from .days import over_at
from .models import EventFormat, EventPage, EventStatus
from .operations import Operation, OperationRefused, operate
from .operations.verb import Values, from_json
from .shifting import move

STATUS = ("status", "status_reason", "status_changed_at")


class AlreadyCancelled(OperationRefused):
    def __init__(self) -> None:
        super().__init__(_("Cet événement est déjà annulé."))


class AlreadyOver(OperationRefused):
    def __init__(self) -> None:
        super().__init__(_("Cet événement est terminé : il ne peut plus changer."))


class ReasonMissing(OperationRefused):
    def __init__(self) -> None:
        super().__init__(_("Dites pourquoi : la raison est écrite sur la page et aux personnes inscrites."))


class SameDate(OperationRefused):
    field = "start"

    def __init__(self) -> None:
        super().__init__(_("C’est déjà la date de cet événement : choisissez-en une autre."))


class DateMissing(OperationRefused):
    def __init__(self) -> None:
        super().__init__(_("Cet événement n’a pas encore de date : il n’y a rien à reporter."))


class DateAlreadyOpen(OperationRefused):
    def __init__(self) -> None:
        super().__init__(_("Cet événement est déjà reporté sans date : donnez la nouvelle."))


class DatePassed(OperationRefused):
    field = "start"

    def __init__(self) -> None:
        super().__init__(_("La nouvelle date est passée : choisissez un jour à venir."))


class AlreadyOnline(OperationRefused):
    def __init__(self) -> None:
        super().__init__(_("Cet événement a déjà lieu en ligne."))


class NothingOnline(OperationRefused):
    def __init__(self) -> None:
        super().__init__(_("Cet événement a lieu sur place : il n’a pas de lien de connexion."))


def check_coming(event: EventPage, *, now: datetime) -> None:
    """Raise AlreadyCancelled or AlreadyOver."""
    if event.status == EventStatus.CANCELLED:
        raise AlreadyCancelled
    end = over_at(event)
    if end is not None and end <= now:
        raise AlreadyOver


@dataclass(frozen=True, kw_only=True)
class Cancel(Operation):
    """It will not take place; its page stays, and so does every registration."""

    reason: str
    verb: ClassVar = "cancel"
    words: ClassVar = _("Événement annulé")
    happened: ClassVar = STATUS
    in_calendars: ClassVar = True

    def check(self, event: EventPage, *, now: datetime) -> None:
        if not self.reason.strip():
            raise ReasonMissing
        check_coming(event, now=now)

    def write(self, event: EventPage, *, now: datetime) -> None:
        event.status, event.status_changed_at = EventStatus.CANCELLED, now
        event.status_reason = self.reason.strip()


@dataclass(frozen=True, kw_only=True)
class Postpone(Operation):
    """It takes place later: from ``start`` on, or on a day still to be said (None).

    The programme and the closing of registration follow (shifting.py). ``previous_start`` and
    ``previous_end`` keep the first date, however often it is postponed. Who holds a seat keeps it.
    """

    start: datetime | None
    reason: str = ""
    verb: ClassVar = "postpone"
    words: ClassVar = _("Événement reporté")
    fields: ClassVar = ("start", "end", "date_uncertain", "interpretation_until")
    happened: ClassVar = (*STATUS, "previous_start", "previous_end")
    children: ClassVar = {"sessions": ("start", "end"), "registration_settings": ("closes_at",)}
    in_calendars: ClassVar = True

    def check(self, event: EventPage, *, now: datetime) -> None:
        check_coming(event, now=now)
        if event.start is None:
            raise DateMissing
        if self.start is None and event.date_uncertain:
            raise DateAlreadyOpen
        if self.start is not None and self.start <= now:
            raise DatePassed
        if self.start == event.start and not event.date_uncertain:
            raise SameDate

    def write(self, event: EventPage, *, now: datetime) -> None:
        if event.previous_start is None:
            event.previous_start, event.previous_end = event.start, event.end
        event.status, event.status_changed_at = EventStatus.POSTPONED, now
        event.status_reason = self.reason.strip()
        event.date_uncertain = self.start is None
        if self.start is not None:
            move(event, to=self.start)

    @classmethod
    def restore(cls, event: EventPage, before: Values, *, now: datetime) -> None:
        """Move back what followed; an item added since follows too."""
        first = from_json(EventPage, "start", before["start"])
        if first is not None and event.start != first:
            move(event, to=first)
        for name in (*cls.fields, *cls.happened):
            setattr(event, name, from_json(EventPage, name, before[name]))
        event.status_changed_at = now


@dataclass(frozen=True, kw_only=True)
class MoveOnline(Operation):
    """It takes place on line only; the place stays written on the page, for the record."""

    online_url: str = ""
    reason: str = ""
    verb: ClassVar = "move_online"
    words: ClassVar = _("Événement passé en ligne")
    fields: ClassVar = ("format", "online_url")
    happened: ClassVar = STATUS
    in_calendars: ClassVar = True

    def check(self, event: EventPage, *, now: datetime) -> None:
        check_coming(event, now=now)
        if event.format == EventFormat.ONLINE:
            raise AlreadyOnline

    def write(self, event: EventPage, *, now: datetime) -> None:
        event.format = EventFormat.ONLINE
        event.online_url = self.online_url or event.online_url
        event.status, event.status_changed_at = EventStatus.MOVED_ONLINE, now
        event.status_reason = self.reason.strip()


@dataclass(frozen=True, kw_only=True)
class SetLink(Operation):
    """The joining link of an event held on line, or partly so."""

    online_url: str
    verb: ClassVar = "link"
    words: ClassVar = _("Lien de connexion changé")
    fields: ClassVar = ("online_url",)

    def check(self, event: EventPage, *, now: datetime) -> None:
        check_coming(event, now=now)
        if event.format == EventFormat.IN_PERSON:
            raise NothingOnline

    def write(self, event: EventPage, *, now: datetime) -> None:
        event.online_url = self.online_url


def cancel_event(event: EventPage, *, by: User | None, reason: str, now: datetime) -> EventPage:
    """Mark the event cancelled; returns it as it is then.

    Raises ReasonMissing, AlreadyCancelled, or AlreadyOver once the event has ended.
    """
    return operate(event, Cancel(reason=reason), by=by, now=now).event
