"""What an editor does to an event."""

from events.models import EventPage
from tests.events.factories import at

from .factories import open_event


def publish(event: EventPage, **changes) -> None:
    """Change the newest draft and publish it."""
    draft = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision().publish()


def of_december() -> EventPage:
    """A published event without a limit of seats."""
    event = open_event(capacity=None, start=at("2099-12-15"), end=at("2099-12-15", "16:00"), town="Rennes")
    publish(event)
    return event
