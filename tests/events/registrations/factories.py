"""Registrations for tests: a confirmed one at a coming event, unless said otherwise."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from events.models import EventPage
from events.registrations.actions.applicants import Applicant, Person, email_key
from events.registrations.models import Attendee, Registration, RegistrationSettings
from events.registrations.states import Status
from tests.events.factories import EventPageFactory


class RegistrationSettingsFactory(DjangoModelFactory):
    """Settings without a queue, unless said otherwise: a full event refuses."""

    enabled = True
    waiting_list = False

    class Meta:
        model = RegistrationSettings


OF_THE_SETTINGS = {field.name for field in RegistrationSettings._meta.fields} - {"id", "event", "capacity"}


def open_event(*, capacity: int | None = 10, **values) -> EventPage:
    """A published event for which one can register; values of the event or of its settings."""
    settings = {name: values.pop(name) for name in OF_THE_SETTINGS & values.keys()}
    event = EventPageFactory(**values)
    RegistrationSettingsFactory(event=event, capacity=capacity, **settings)
    return EventPage.objects.get(pk=event.pk)


OF_THE_REQUEST = {"email", "organisation_kind", "phone"}


def applicant(number: int = 1, **values: str) -> Applicant:
    """Somebody who asks for one seat; each number is another person."""
    shared = {name: values.pop(name) for name in OF_THE_REQUEST & values.keys()}
    person = Person(**{"first_name": "Aïcha", "last_name": f"Boyer {number}"} | values)
    return Applicant(**{"email": f"aicha.boyer.{number}@exemple.invalid"} | shared, people=(person,))


def party(*names: str, number: int = 1, **values) -> Applicant:
    """People who ask together (« Marie Martin »), with one address; ``values`` are each person's."""
    people = [
        Person(first_name=first_name, last_name=last_name, **values)
        for first_name, _space, last_name in (name.partition(" ") for name in names)
    ]
    return Applicant(email=f"groupe.{number}@exemple.invalid", people=tuple(people))


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
