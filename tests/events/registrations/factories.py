"""Registrations for tests: a confirmed one at a coming event, unless said otherwise."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from events.models import EventPage
from events.registrations.applicants import Applicant, email_key
from events.registrations.models import Attendee, Registration, RegistrationSettings
from events.registrations.states import Status
from tests.events.factories import EventPageFactory


class RegistrationSettingsFactory(DjangoModelFactory):
    enabled = True

    class Meta:
        model = RegistrationSettings


def open_event(*, capacity: int | None = 10, closes_at=None, enabled: bool = True, **values) -> EventPage:
    """A published event for which one can register."""
    event = EventPageFactory(**values)
    RegistrationSettingsFactory(event=event, capacity=capacity, closes_at=closes_at, enabled=enabled)
    return EventPage.objects.get(pk=event.pk)


def applicant(number: int = 1, **values: str) -> Applicant:
    """Somebody who asks for a seat; each number is another person."""
    facts = {
        "first_name": "Aïcha",
        "last_name": f"Boyer {number}",
        "email": f"aicha.boyer.{number}@exemple.invalid",
    }
    return Applicant(**facts | values)


OF_BOTH = {"confirmed_at"}
OF_THE_ATTENDEE = {field.name for field in Attendee._meta.fields} - {"id", "registration", "event"}
OF_THE_ATTENDEE -= {field.name for field in Registration._meta.fields} - OF_BOTH


class RegistrationFactory(DjangoModelFactory):
    """A registration and its attendee; values of either may be given."""

    event = factory.LazyFunction(open_event)
    status = Status.CONFIRMED
    first_name = "Aïcha"
    last_name = factory.Sequence(lambda n: f"Payet {n}")
    email = factory.Sequence(lambda n: f"aicha.payet.{n}@exemple.invalid")
    email_key = factory.LazyAttribute(lambda registration: email_key(registration.email))
    created_at = factory.LazyFunction(timezone.now)
    changed_at = factory.SelfAttribute("created_at")
    confirmed_at = factory.LazyAttribute(
        lambda registration: registration.created_at if registration.status == Status.CONFIRMED else None
    )

    class Meta:
        model = Registration

    class Params:
        unconfirmed = factory.Trait(
            status=Status.UNCONFIRMED,
            held_until=factory.LazyAttribute(lambda made: made.created_at + timedelta(days=1)),
        )
        lapsed = factory.Trait(
            status=Status.UNCONFIRMED,
            created_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=2)),
            held_until=factory.LazyAttribute(lambda made: made.created_at + timedelta(days=1)),
        )

    @classmethod
    def _create(cls, model_class, *args, **values) -> Registration:
        seat = {name: values.pop(name) for name in OF_THE_ATTENDEE & values.keys()}
        shared = {name: seat[name] for name in OF_BOTH & seat.keys()}
        registration = super()._create(model_class, *args, **values, **shared)
        Attendee.objects.create(registration=registration, event=registration.event, **seat)
        return registration
