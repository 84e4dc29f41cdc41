"""The fields of an operation on each version of an event: its page, and the drafts that wait.

A draft keeps every other field as it was written, so that approving it afterwards neither loses the
operation nor publishes anything early.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from wagtail.models import Revision, TaskState

from ..days import over_at
from ..models import EventPage
from .verb import Operation, children

PAGE = "page"


class Version:
    """One version of an event, and the fields of one kind of operation in it. ``key`` names it."""

    key = PAGE

    def __init__(self, event: EventPage, operation: type[Operation]) -> None:
        self.event, self.operation = event, operation

    def values(self) -> dict[str, Any]:
        """The fields of the operation, as JSON can hold them."""
        event = self.event
        found = {name: getattr(event, name) for name in (*self.operation.fields, *self.operation.happened)}
        for relation, names in self.operation.children.items():
            found[relation] = [
                {name: getattr(child, name) for name in names} for child in children(event, relation)
            ]
        return found

    def save(self) -> None:
        """Write these fields, and what follows from them, into the page."""
        event, operation = self.event, self.operation
        written = {name: getattr(event, name) for name in (*operation.fields, *operation.happened)}
        if written:
            event.over_at = over_at(event)
            event.listed_until = event.over_at if event.live else None
            written |= {"over_at": event.over_at, "listed_until": event.listed_until}
        if operation.in_calendars:
            event.sequence += 1
            written["sequence"] = F("sequence") + 1
        if written:  # an update: saving the page would write what else this copy of it holds
            EventPage.objects.filter(pk=event.pk).update(**written)
        for relation, names in operation.children.items():
            for child in children(event, relation):
                if child.pk is None:
                    child.event = event
                    child.save()
                else:
                    values = {name: getattr(child, name) for name in names}
                    type(child)._default_manager.filter(pk=child.pk).update(**values)


class DraftVersion(Version):
    """A draft: an older or newer state of the whole page, kept as JSON."""

    def __init__(self, revision: Revision, operation: type[Operation]) -> None:
        super().__init__(revision.as_object(), operation)
        self.revision, self.key = revision, str(revision.pk)

    def save(self) -> None:
        content, data = self.revision.content, self.event.serializable_data()
        for name in self.operation.fields:
            content[name] = data[name]
        for relation, names in self.operation.children.items():
            kept = content.get(relation) or []
            if len(kept) != len(data[relation]):
                content[relation] = data[relation]
                continue
            for child, values in zip(kept, data[relation], strict=True):
                child.update({name: values[name] for name in names})
        Revision.objects.filter(pk=self.revision.pk).update(content=content)


def versions(event: EventPage, operation: type[Operation]) -> Iterator[Version]:
    """The page, then every draft that may still be edited or published."""
    yield Version(event, operation)
    if not (operation.fields or operation.children):
        return
    moderated = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).values("revision")
    waits = Q(pk=event.latest_revision_id) | Q(approved_go_live_at__isnull=False) | Q(pk__in=moderated)
    # Locked: what an editor saves at this moment is read by us, or written after us.
    drafts = Revision.page_revisions.select_for_update(of=("self",))
    for revision in drafts.filter(waits, object_id=str(event.pk)).order_by("pk"):
        yield DraftVersion(revision, operation)


def as_it_would_be(event: EventPage, operation: Operation, *, now: datetime) -> EventPage:
    """A copy of the event after the operation, in memory only: what a preview of its mail shows."""
    copy = EventPage.objects.select_related("region__team").get(pk=event.pk)
    operation.write(copy, now=now)
    return copy
