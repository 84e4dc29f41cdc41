"""The pages of events ask few queries from cold, and the same number with 1 and with 30 events."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from conference.core.models import Resource
from events.models import EventDocument, EventPage, EventSeries, EventSpeaker, SessionSpeaker
from events.registrations.models import RegistrationSettings
from home.models import MenuEntry
from measures.models import Dimension, Measure
from tests.conference.bodies import full_body
from tests.conference.core.shown import make_pictures
from tests.conference.factories import NationalConferencePageFactory, SiteTree, make_site_tree
from tests.events.factories import EventPageFactory, SessionFactory, SpeakerFactory
from tests.home.resources.test_library import make_resource
from tests.queries import check_few, check_same, page_queries

pytestmark = pytest.mark.django_db


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
    tree.editions.refresh_from_db()
    edition = NationalConferencePageFactory(parent=tree.editions)
    agendas = [*(local.agenda for local in tree.regions.values()), tree.agenda]
    for rank in range(number):
        agenda = agendas[rank % 3]
        agenda.refresh_from_db()
        event = EventPageFactory(parent=agenda, edition=edition, start=timezone.now() + start)
        event.measures = measures[rank % 5 : rank % 5 + 3]
        event.save()
        RegistrationSettings.objects.create(event=event, capacity=50)


@pytest.mark.parametrize(
    ("path", "days"),
    [
        ("/agenda/", 5),
        ("/agenda/?q=renc ren&region=bretagne&region=la-reunion&format=presentiel", 5),
        ("/agenda/archives/", -5),
    ],
)
def test_a_list(client: Client, tree: SiteTree, measures: list[Measure], path: str, days: int) -> None:
    make_events(1, tree=tree, measures=measures, start=timedelta(days=days))
    few = page_queries(client, path)
    make_events(29, tree=tree, measures=measures, start=timedelta(days=days))
    many = page_queries(client, path)
    check_few(few)
    check_same(few, many)
    assert client.get("/agenda/" if days > 0 else path).content.decode().count("data-event=") == 20


@pytest.fixture
def event(tree: SiteTree) -> EventPage:
    edition = NationalConferencePageFactory(parent=tree.editions)
    event = EventPageFactory(parent=tree.regions["la-reunion"].agenda, edition=edition, slug="ma-session")
    RegistrationSettings.objects.create(event=event, capacity=50)
    return event


def fill(event: EventPage, number: int, measures: list[Measure], *, slides: Resource) -> None:
    """A full body, that many sessions with slides and two speakers, and as many documents and people."""
    event.measures = measures[:number]
    event.body = full_body(measures, leads_to=event.get_parent())
    event.save()
    portrait = make_pictures(1)[0]
    for rank in range(number):
        start = event.start + timedelta(minutes=10 * rank)
        session = SessionFactory(event=event, start=start, room=f"Salle {rank % 3}", slides=slides)
        for _speaker in range(2):
            SessionSpeaker.objects.create(session=session, speaker=SpeakerFactory(portrait=portrait))
        EventSpeaker.objects.create(event=event, speaker=SpeakerFactory(portrait=portrait))
        EventDocument.objects.create(event=event, document=slides)


@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize("file", ["", "evenement.ics"])
def test_event(client: Client, event: EventPage, measures: list[Measure], file: str, over: bool) -> None:
    path = f"/regions/la-reunion/agenda/ma-session/{file}"
    slides = make_resource("Support")
    event.photographs = [("image", {"image": picture}) for picture in make_pictures(2)]
    event.report, event.replay_url = "<p>Dit.</p>", "https://video.invalid/"
    event.series = EventSeries.objects.create(title="Série", slug="serie")
    if over:
        event.start -= timedelta(days=60)
        event.end -= timedelta(days=60)
    fill(event, 1, measures, slides=slides)
    few = page_queries(client, path)
    fill(event, 29, measures, slides=slides)
    many = page_queries(client, path)
    check_few(few)
    check_same(few, many)
    if not file:
        html = client.get(path).content.decode()
        assert html.count('id="temps-') == 30
        assert html.count('id="personne-') == 90
        assert html.count("data-measure=") == 21 + 48
