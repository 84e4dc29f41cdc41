"""An announced event, and what is done to it and taken back."""

from typing import Any

from django.utils import timezone

from events.models import EventOperation, EventPage
from events.operations import operate, undo
from tests.events.factories import SessionFactory, at

from .factories import RegistrationFactory, open_event
from .publishing import publish

NEW = at("2099-12-22", "08:30")


def announced_event() -> EventPage:
    """An event of December with a programme, a closing time and two people; published once."""
    event = open_event(
        start=at("2099-12-15", "08:30"),
        end=at("2099-12-15", "16:00"),
        closes_at=at("2099-12-14", "12:00"),
        capacity=10,
        town="Rennes",
    )
    SessionFactory(event=event, title="Accueil", start=at("2099-12-15", "09:00"))
    event = EventPage.objects.get(pk=event.pk)
    publish(event)
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, unconfirmed=True)
    return EventPage.objects.get(pk=event.pk)


def do(event: EventPage, operation: Any, *, now: Any = None) -> EventOperation:
    return operate(event, operation, by=None, now=now or timezone.now())


def take_back(done: EventOperation, *, now: Any = None) -> None:
    undo(done, by=None, now=now or timezone.now())


def fresh(event: EventPage) -> EventPage:
    return EventPage.objects.get(pk=event.pk)


def draft(event: EventPage) -> EventPage:
    return fresh(event).get_latest_revision_as_object()


def closing(event: EventPage) -> Any:
    return event.registration_settings.get_object_list()[0].closes_at


def first_item(event: EventPage) -> Any:
    return event.sessions.get_object_list()[0].start
