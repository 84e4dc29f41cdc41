"""What an operation is: the fields that are its own, and what it writes there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import User
from django.db import models
from django.utils.functional import Promise

from ..models import EventPage

Values = Mapping[str, Any]


class OperationRefused(Exception):
    """The operation cannot be done; holds a sentence for the person who asked, about a ``field`` if any."""

    field = ""


class Operation:
    """One verb, with what was typed for it. Each subclass is a frozen dataclass, found by its ``verb``.

    ``fields`` are columns that drafts hold too, ``happened`` those that belong to the event alone
    (events/models/event.py, HAPPENED), ``children`` fields of what the event holds: relation → names.
    """

    verb: ClassVar[str]
    words: ClassVar[str | Promise]  # in the log: « Reportée »
    fields: ClassVar[Sequence[str]] = ()
    happened: ClassVar[Sequence[str]] = ()
    children: ClassVar[Mapping[str, Sequence[str]]] = {}
    elsewhere: ClassVar[Sequence[str]] = ()  # what it changes that is not the event's, by a name of its own
    in_calendars: ClassVar[bool] = False  # calendars must learn it anew
    by_verb: ClassVar[dict[str, type["Operation"]]] = {}
    reason: str = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.by_verb[cls.verb] = cls

    def check(self, event: EventPage, *, now: datetime) -> None:
        """Raise OperationRefused where the event, as it is now, cannot become that."""

    def write(self, event: EventPage, *, now: datetime) -> None:
        """Write its own fields, in memory, on the page or on a draft of it."""

    def act(self, event: EventPage, *, by: User | None, now: datetime) -> None:
        """Do what is not a field of the event; within the transaction of the operation."""

    @classmethod
    def restore(cls, event: EventPage, before: Values, *, now: datetime) -> None:
        """Write again, in memory, what was there before."""
        for name in (*cls.fields, *cls.happened):
            setattr(event, name, from_json(EventPage, name, before[name]))
        for relation, names in cls.children.items():
            for child, values in zip(children(event, relation), before[relation], strict=False):
                for name in names:
                    setattr(child, name, from_json(type(child), name, values[name]))
        if "status_changed_at" in cls.happened:
            event.status_changed_at = now

    @classmethod
    def take_back(cls, event: EventPage, *, by: User | None, now: datetime) -> None:
        """Undo what ``act`` did."""

    @classmethod
    def touches(cls) -> set[str]:
        """The names of all that it changes."""
        nested = {f"{relation}.{name}" for relation, names in cls.children.items() for name in names}
        return {*cls.fields, *cls.happened, *cls.elsewhere, *nested}


def children(event: EventPage, relation: str) -> list[Any]:
    """What the event holds there, to be changed in memory."""
    return getattr(event, relation).get_object_list()


def from_json(model: type[models.Model], name: str, value: Any) -> Any:
    """The value of a field, from JSON."""
    return model._meta.get_field(name).to_python(value)  # type: ignore[union-attr]
