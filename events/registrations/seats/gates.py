"""What is changed of an event's registration at once: whether it is open, how many seats, until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.lifecycle import check_coming
from events.models import EventPage
from events.operations import Operation, OperationRefused
from events.operations.verb import children

from ..models import RegistrationGate, RegistrationSettings
from . import lock_seats
from .availability import seat_availability


class AlreadyClosed(OperationRefused):
    def __init__(self) -> None:
        super().__init__(_("Les inscriptions sont déjà fermées."))


class AlreadyOpen(OperationRefused):
    def __init__(self) -> None:
        super().__init__(_("Les inscriptions ne sont pas fermées."))


class ClosesTooLate(OperationRefused):
    field = "closes_at"

    def __init__(self) -> None:
        super().__init__(_("Les inscriptions doivent fermer avant la fin de l’événement."))


class CeilingTooLow(OperationRefused):
    field = "ceiling"

    def __init__(self, *, in_room: int) -> None:
        super().__init__(
            ngettext(
                "%(n)s personne a déjà une place dans la salle : la jauge ne peut pas être plus basse.",
                "%(n)s personnes ont déjà une place dans la salle : la jauge ne peut pas être plus basse.",
                in_room,
            )
            % {"n": in_room}
        )


class SameWaitingList(OperationRefused):
    def __init__(self) -> None:
        super().__init__(_("La liste d’attente est déjà ainsi."))


@transaction.atomic
def close_registration(event: EventPage, *, by: User | None, now: datetime) -> RegistrationGate:
    """Take no new registration from now on; who holds a seat keeps it and may still confirm it in time."""
    _event, gate = lock_seats(event.pk)
    if gate.closed_at is None:
        gate.closed_at, gate.closed_by = now, by
        gate.save(update_fields=["closed_at", "closed_by"])
    return gate


@transaction.atomic
def reopen_registration(event: EventPage, *, by: User | None, now: datetime) -> RegistrationGate:
    """Undo close_registration; the event's own settings (ticked, capacity, closing time) rule again."""
    _event, gate = lock_seats(event.pk)
    gate.closed_at = gate.closed_by = None
    gate.save(update_fields=["closed_at", "closed_by"])
    return gate


def is_closed(event: EventPage) -> bool:
    """Whether registration was closed by hand."""
    return RegistrationGate.objects.filter(event=event, closed_at__isnull=False).exists()


@dataclass(frozen=True, kw_only=True)
class CloseRegistration(Operation):
    verb: ClassVar = "close"
    words: ClassVar = _("Inscriptions fermées")
    elsewhere: ClassVar = ("gate",)

    def check(self, event: EventPage, *, now: datetime) -> None:
        check_coming(event, now=now)
        if is_closed(event):
            raise AlreadyClosed

    def act(self, event: EventPage, *, by: User | None, now: datetime) -> None:
        close_registration(event, by=by, now=now)

    @classmethod
    def take_back(cls, event: EventPage, *, by: User | None, now: datetime) -> None:
        reopen_registration(event, by=by, now=now)


@dataclass(frozen=True, kw_only=True)
class ReopenRegistration(Operation):
    verb: ClassVar = "reopen"
    words: ClassVar = _("Inscriptions rouvertes")
    elsewhere: ClassVar = ("gate",)

    def check(self, event: EventPage, *, now: datetime) -> None:
        check_coming(event, now=now)
        if not is_closed(event):
            raise AlreadyOpen

    def act(self, event: EventPage, *, by: User | None, now: datetime) -> None:
        reopen_registration(event, by=by, now=now)

    @classmethod
    def take_back(cls, event: EventPage, *, by: User | None, now: datetime) -> None:
        close_registration(event, by=by, now=now)


class OfSettings:
    """Operations that write those fields of the event's settings which they name in ``children``."""

    children: ClassVar[Mapping[str, Sequence[str]]]

    def check(self, event: EventPage, *, now: datetime) -> None:
        check_coming(event, now=now)

    def write(self, event: EventPage, *, now: datetime) -> None:
        for settings in _settings(event):
            for name in self.children["registration_settings"]:
                setattr(settings, name, getattr(self, name))


@dataclass(frozen=True, kw_only=True)
class SetCapacity(OfSettings, Operation):
    """How many seats there are; None: no limit. Fewer than are taken cancels nobody."""

    capacity: int | None
    verb: ClassVar = "capacity"
    words: ClassVar = _("Nombre de places changé")
    children: ClassVar = {"registration_settings": ("capacity",)}


@dataclass(frozen=True, kw_only=True)
class SetCeiling(OfSettings, Operation):
    """How many people the room may hold; None: no other limit than the open places."""

    ceiling: int | None
    verb: ClassVar = "ceiling"
    words: ClassVar = _("Jauge de la salle changée")
    children: ClassVar = {"registration_settings": ("ceiling",)}

    def check(self, event: EventPage, *, now: datetime) -> None:
        check_coming(event, now=now)
        lock_seats(event.pk)
        refuse_ceiling_below_people(event, self.ceiling, now=now)

    @classmethod
    def take_back(cls, event: EventPage, *, by: User | None, now: datetime) -> None:
        lock_seats(event.pk)
        ceiling = RegistrationSettings.objects.get(event=event).ceiling  # the one that stands again
        refuse_ceiling_below_people(event, ceiling, now=now)


@dataclass(frozen=True, kw_only=True)
class SetWaitingList(OfSettings, Operation):
    """Whether one may wait for a seat. Closed, whoever waits keeps their rank."""

    waiting_list: bool
    verb: ClassVar = "waiting_list"
    words: ClassVar = _("Liste d’attente")
    children: ClassVar = {"registration_settings": ("waiting_list",)}

    def check(self, event: EventPage, *, now: datetime) -> None:
        check_coming(event, now=now)
        if any(each.waiting_list == self.waiting_list for each in event.registration_settings.all()):
            raise SameWaitingList


@dataclass(frozen=True, kw_only=True)
class SetClosing(OfSettings, Operation):
    """When registration ends; None: as the event starts."""

    closes_at: datetime | None
    verb: ClassVar = "closing"
    words: ClassVar = _("Fin des inscriptions changée")
    children: ClassVar = {"registration_settings": ("closes_at",)}

    def check(self, event: EventPage, *, now: datetime) -> None:
        check_coming(event, now=now)
        if self.closes_at and event.end and self.closes_at > event.end:
            raise ClosesTooLate


def refuse_ceiling_below_people(event: EventPage, ceiling: int | None, *, now: datetime) -> None:
    """Raise CeilingTooLow where more people have a seat in the room."""
    if ceiling is None:
        return
    in_room = seat_availability(event, now=now, count_all=True).in_room
    if ceiling < in_room:
        raise CeilingTooLow(in_room=in_room)


def _settings(event: EventPage) -> Sequence[Any]:
    """The settings that the event holds; made, closed to everybody, for one that has none."""
    if not event.registration_settings.all():
        event.registration_settings.add(RegistrationSettings(enabled=False))
    return children(event, "registration_settings")
