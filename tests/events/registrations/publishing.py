"""What an editor does to an event."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from events.models import EventPage
from events.registrations.notices import DELAY
from tests.conference.platform.worker import run_queue
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


def run_queue_once_news_leave() -> int:
    """Run every task, as it is once the mails of changes and operations leave; returns how many ran."""
    with time_machine.travel(timezone.now() + DELAY + timedelta(seconds=1)):
        return run_queue()
