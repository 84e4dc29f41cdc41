"""Events for tests: coming, in Brittany and complete, unless said otherwise."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import factory
import wagtail_factories
from django.utils import timezone
from factory.django import DjangoModelFactory

from events.models import EventFormat, EventPage, EventStatus, Session, Speaker
from tests.conference.factories import make_site_tree


def at(day: str, hour: str = "09:00", zone: str = "Europe/Paris") -> datetime:
    """The aware moment when clocks of ``zone`` show that day and hour: ``at("2026-12-15", "08:30")``."""
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZoneInfo(zone))


def _in_a_month() -> datetime:
    return (timezone.now() + timedelta(days=30)).replace(minute=0, second=0, microsecond=0)


class EventPageFactory(wagtail_factories.PageFactory):
    """A published event. Give ``parent`` an agenda of `make_site_tree()` to place it elsewhere."""

    title = factory.Sequence(lambda n: f"Rencontre {n + 1}")
    slug = factory.Sequence(lambda n: f"rencontre-{n + 1}")
    parent = factory.LazyFunction(lambda: make_site_tree(regions=("bretagne",)).regions["bretagne"].agenda)
    start = factory.LazyFunction(_in_a_month)
    end = factory.LazyAttribute(lambda event: event.start + timedelta(hours=7))
    summary = "Une journée pour relier celles et ceux qui agissent."
    venue_name = "Maison commune"
    postcode = "35000"
    town = "Rennes"
    department = "Ille-et-Vilaine"

    class Meta:
        model = EventPage

    class Params:
        national = factory.Trait(
            parent=factory.LazyFunction(lambda: make_site_tree(regions=()).agenda),
            postcode="75007",
            town="Paris",
            department="Paris",
        )
        online = factory.Trait(
            format=EventFormat.ONLINE,
            venue_name="",
            postcode="",
            town="",
            department="",
            online_url="https://visio.invalid/salon",
        )
        past = factory.Trait(start=factory.LazyFunction(lambda: _in_a_month() - timedelta(days=60)))
        draft = factory.Trait(live=False)
        cancelled = factory.Trait(status=EventStatus.CANCELLED, status_reason="Salle fermée.", sequence=1)
        whole_day = factory.Trait(times_known=False)
        by_others = factory.Trait(past=True, organised_by_others=True)


class SpeakerFactory(DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Personne {n + 1}")
    role = "déléguée"
    fictional = True

    class Meta:
        model = Speaker


class SessionFactory(DjangoModelFactory):
    """A part of an event's agenda, an hour long, at the event's start."""

    event = factory.SubFactory(EventPageFactory)
    start = factory.LazyAttribute(lambda session: session.event.start)
    end = factory.LazyAttribute(lambda session: session.start + timedelta(hours=1))
    title = factory.Sequence(lambda n: f"Temps {n + 1}")

    class Meta:
        model = Session
