"""At most twelve queries from cold, and the same number with 1, 3 and 30 items."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import EventPage, EventSpeaker, SessionSpeaker
from events.registrations.models import RegistrationSettings
from home.models import MenuEntry
from measures.models import Dimension, Measure
from tests.conference.bodies import full_body
from tests.conference.factories import NationalConferencePageFactory, SiteTree, make_site_tree
from tests.events.factories import EventPageFactory, SessionFactory, SpeakerFactory

pytestmark = pytest.mark.django_db

AGENDA = 8
ARCHIVES = 7
EVENT = 11
CALENDAR = 3


@pytest.fixture
def tree() -> SiteTree:
    tree = make_site_tree()
    for page in (tree.agenda, tree.measures, tree.regions_index):
        MenuEntry.objects.create(location="header", page=page)
    return tree


@pytest.fixture
def measures() -> list[Measure]:
    dimension = Dimension.objects.create(
        key="politique", name="Politique", horizon_min=24, horizon_max=60, purpose="Faire ensemble"
    )
    return [
        Measure.objects.create(
            number=number,
            title=f"Mesure {number}",
            short_title=f"mesure {number}",
            keyword="mesure",
            slug=f"mesure-{number}",
            dimension=dimension,
        )
        for number in range(1, 22)
    ]


def make_events(number: int, *, tree: SiteTree, measures: list[Measure], start: timedelta) -> None:
    """Events of every agenda, each with an edition, measures and registrations."""
    edition = NationalConferencePageFactory(parent=tree.editions)
    agendas = [*(local.agenda for local in tree.regions.values()), tree.agenda]
    for rank in range(number):
        agenda = agendas[rank % 3]
        agenda.refresh_from_db()
        event = EventPageFactory(parent=agenda, edition=edition, start=timezone.now() + start)
        event.measures = measures[rank % 5 : rank % 5 + 3]
        event.save()
        RegistrationSettings.objects.create(event=event, capacity=50)


def assert_queries(client: Client, address: str, number: int) -> str:
    """Ask for the page with every cache cleared; on failure the queries are printed."""
    client.get(address)  # the process is warm: templates are compiled, content types known
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    listing = "\n".join(query["sql"][:160] for query in queries)
    assert len(queries) == number, f"{len(queries)} queries in place of {number}:\n{listing}"
    return response.content.decode()


@pytest.mark.parametrize("number", [1, 3, 30])
def test_agenda(client: Client, tree: SiteTree, measures: list[Measure], number: int) -> None:
    make_events(number, tree=tree, measures=measures, start=timedelta(days=5))
    html = assert_queries(client, "/agenda/", AGENDA)
    assert html.count("data-event=") == min(number, 20)
    assert html.count("Places disponibles") == min(number, 20)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_narrowed_agenda(client: Client, tree: SiteTree, measures: list[Measure], number: int) -> None:
    make_events(number, tree=tree, measures=measures, start=timedelta(days=5))
    assert_queries(client, "/agenda/?q=renc ren&region=bretagne&region=la-reunion&format=presentiel", AGENDA)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_archives(client: Client, tree: SiteTree, measures: list[Measure], number: int) -> None:
    make_events(number, tree=tree, measures=measures, start=timedelta(days=-5))
    html = assert_queries(client, "/agenda/archives/", ARCHIVES)
    assert html.count("data-event=") == min(number, 20)


@pytest.fixture
def event(tree: SiteTree) -> EventPage:
    edition = NationalConferencePageFactory(parent=tree.editions)
    event = EventPageFactory(parent=tree.regions["la-reunion"].agenda, edition=edition, slug="ma-session")
    RegistrationSettings.objects.create(event=event, capacity=50)
    return event


def fill(event: EventPage, number: int, measures: list[Measure]) -> None:
    """A full body, that many sessions in the programme, two speakers each, and as many people announced."""
    event.measures = measures[:number]
    event.body = full_body(measures, leads_to=event.get_parent())
    event.save()
    for rank in range(number):
        session = SessionFactory(event=event, start=event.start + timedelta(minutes=10 * rank))
        for _speaker in range(2):
            SessionSpeaker.objects.create(session=session, speaker=SpeakerFactory())
        EventSpeaker.objects.create(event=event, speaker=SpeakerFactory())


@pytest.mark.parametrize("number", [1, 3, 30])
def test_event(client: Client, event: EventPage, measures: list[Measure], number: int) -> None:
    fill(event, number, measures)
    html = assert_queries(client, "/regions/la-reunion/agenda/ma-session/", EVENT)
    assert len(re.findall(r"<li>\s*<time", html)) == number
    assert html.count("data-measure=") == min(number, 21) + 48


@pytest.mark.parametrize("number", [1, 3, 30])
def test_calendar_file(client: Client, event: EventPage, measures: list[Measure], number: int) -> None:
    fill(event, number, measures)
    assert_queries(client, "/regions/la-reunion/agenda/ma-session/evenement.ics", CALENDAR)


def test_the_literals_keep_the_promise() -> None:
    assert max(AGENDA, ARCHIVES, EVENT, CALENDAR) <= 12
