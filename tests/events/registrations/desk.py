"""Who knocks at the registrations of an event in the admin."""

from dataclasses import dataclass

from django.test import Client

from events.models import EventPage
from events.registrations.models import Registration
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, relay

from .factories import RegistrationFactory, open_event


@dataclass
class Desk:
    """A Breton event with one registration, and who knocks: its relay, a team-mate, a stranger."""

    event: EventPage
    registration: Registration
    owner: Client
    mate: Client
    stranger: Client


def make_desk() -> Desk:
    tree = make_site_tree(regions=("bretagne", "la-reunion"))
    event = open_event(title="Rencontre de Rennes", parent=tree.regions["bretagne"].agenda, capacity=3)
    breton = tree.regions["bretagne"].region
    return Desk(
        event=event,
        registration=RegistrationFactory(event=event, first_name="Nolwenn", last_name="Le Goff"),
        owner=browser_of(relay(breton)),
        mate=browser_of(relay(breton, username="relais-bretagne-2")),
        stranger=browser_of(relay(tree.regions["la-reunion"].region)),
    )
