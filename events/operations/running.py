"""Doing an operation, and undoing it: one transaction each, under the lock of the event's row."""

from collections.abc import Iterable
from copy import copy
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..days import over_at
from ..models import EventOperation, EventPage
from ..signals import event_operated
from .verb import Operation, OperationRefused
from .writing import PAGE, versions


class CannotBeUndone(OperationRefused):
    def __init__(self) -> None:
        super().__init__(_("Cette opération ne peut plus être annulée : une autre est venue depuis."))


class TooLateToUndo(OperationRefused):
    def __init__(self) -> None:
        super().__init__(_("L’événement serait déjà passé : cette opération ne peut plus être annulée."))


@transaction.atomic
def operate(event: EventPage, operation: Operation, *, by: User | None, now: datetime) -> EventOperation:
    """Do it to the event itself and in the drafts that wait, and log it. Who listens tells people.

    Raises OperationRefused.
    """
    event = _locked(event.pk)
    operation.check(event, now=now)
    was = copy(event)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for version in versions(event, type(operation)):
        before[version.key] = version.values()
        operation.write(version.event, now=now)
        version.save()
        after[version.key] = version.values()
    operation.act(event, by=by, now=now)
    done = EventOperation.objects.create(
        event=event,
        verb=operation.verb,
        at=now,
        by=by,
        reason=operation.reason,
        before=before,
        after=after,
    )
    why = {"reason": operation.reason} if operation.reason else {}
    log(instance=event, action=f"events.{operation.verb}", user=by, data=why)
    event_operated.send(sender=EventPage, event=event, was=was, now=now)
    done.event = event
    return done


@transaction.atomic
def undo(done: EventOperation, *, by: User | None, now: datetime) -> EventOperation:
    """Write again what was there before, on the page and in the drafts; who listens tells people.

    Raises CannotBeUndone when a later operation in force wrote the same fields, or it is undone already, and
    TooLateToUndo where the event would be over.
    """
    event = _locked(done.event_id)
    done = EventOperation.objects.get(pk=done.pk)
    if done.pk not in undoable(EventOperation.objects.filter(event=event)):
        raise CannotBeUndone
    verb = Operation.by_verb[done.verb]
    was = copy(event)
    for version in versions(event, verb):
        before = done.before.get(version.key, done.before[PAGE])  # a draft written since takes the page's
        verb.restore(version.event, before, now=now)
        version.save()
    end = over_at(event)
    if end is not None and end <= now:
        raise TooLateToUndo
    verb.take_back(event, by=by, now=now)
    done.undone_at, done.undone_by = now, by
    done.save(update_fields=["undone_at", "undone_by"])
    log(instance=event, action="events.undo", user=by, data={"verb": done.verb})
    event_operated.send(sender=EventPage, event=event, was=was, now=now, undone=done)
    done.event = event
    return done


def undoable(operations: Iterable[EventOperation]) -> set[int]:
    """The keys of those of one event's operations, given latest first, that may be undone now.

    Each is in force, and no later one in force wrote the same fields.
    """
    found: set[int] = set()
    written: set[str] = set()
    for done in operations:
        verb = Operation.by_verb.get(done.verb)
        if verb is None or done.undone_at is not None:
            continue
        if not verb.touches() & written:
            found.add(done.pk)
        written |= verb.touches()
    return found


def _locked(pk: int) -> EventPage:
    """The event as it is now, its row locked until the end of the transaction.

    no_key: a registration being written at this moment refers to the event, and must not wait for us
    while it holds the lock of the seats that our listeners want next.
    """
    return EventPage.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
