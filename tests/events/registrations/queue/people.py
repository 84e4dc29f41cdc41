"""People who have a seat or wait for one, made directly, and what became of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from django.db import transaction
from django.db.models import F

from events.models import EventPage
from events.registrations.actions.applicants import email_key
from events.registrations.models import Attendee, Registration, RegistrationMail, RegistrationSettings
from events.registrations.queue.feeding import feed
from events.registrations.seats import lock_seats
from events.registrations.states import Status
from tests.events.factories import at
from tests.events.registrations.factories import open_event

NOW = at("2099-12-01", "10:00")
START = at("2099-12-15", "09:00")
_numbers = count(1)


def full_event(*, capacity: int | None = 2, **settings) -> EventPage:
    """An event of the 15th of December 2099, all of whose places are taken."""
    event = open_event(capacity=capacity, start=START, end=START + timedelta(hours=7), waiting_list=True)
    if settings:
        RegistrationSettings.objects.filter(event=event).update(**settings)
    for _place in range(capacity or 0):
        seated(event)
    return EventPage.objects.get(pk=event.pk)


def party(event: EventPage, people: int = 1, *, status: Status, at: datetime, email: str = "", **values):
    """A registration of so many people in one state."""
    number = next(_numbers)
    email = email or f"noelle.hoarau.{number}@exemple.invalid"
    registration = Registration.objects.create(
        event=event, email=email, email_key=email_key(email), created_at=at, confirmed_at=at
    )
    for person in range(people):
        Attendee.objects.create(
            registration=registration,
            event=event,
            first_name="Noëlle",
            last_name=f"Hoarau {number}.{person}",
            status=status,
            changed_at=at,
            **values,
        )
    return registration


def seated(event: EventPage, people: int = 1, **values) -> Registration:
    """A registration all of whose people have a confirmed seat."""
    since = values.pop("at", NOW - timedelta(days=20))
    return party(event, people, status=Status.CONFIRMED, at=since, confirmed_at=since, **values)


def queued(event: EventPage, people: int = 1, *, after: int = 0, **values) -> Registration:
    """A registration that waits; ``after``: minutes after the others."""
    since = NOW - timedelta(hours=10) + timedelta(minutes=after)
    return party(event, people, status=Status.WAITLISTED, at=since, queued_at=since, **values)


def add_places(event: EventPage, places: int, *, now: datetime = NOW) -> int:
    """Open so many more places and offer them; returns how many were offered."""
    settings = RegistrationSettings.objects.get(event=event)
    RegistrationSettings.objects.filter(event=event).update(capacity=(settings.capacity or 0) + places)
    with transaction.atomic():
        return feed(lock_seats(event.pk)[0], now=now)


def states(registration: Registration) -> list[str]:
    """The states of its people, in their order."""
    return list(registration.attendees.order_by("pk").values_list("status", flat=True))


def offered(*registrations: Registration) -> list[int]:
    """How many seats each is offered."""
    return [states(registration).count(Status.OFFERED) for registration in registrations]


def mails(registration: Registration) -> Sequence[str]:
    """The kinds of mails written to the registration, in their order."""
    rows = RegistrationMail.objects.filter(registration=registration).order_by("pk")
    return list(rows.values_list("kind", flat=True))


def all_sent() -> None:
    """The mail server took everything."""
    RegistrationMail.objects.update(state=RegistrationMail.State.SENT, sent_at=F("created_at"))
