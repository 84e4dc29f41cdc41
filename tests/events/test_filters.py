"""Each filter of the agenda and of its archives finds what it says, for anybody, whatever else is chosen."""

from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from time_machine import travel

from conference.regions.models import Commune, Department
from events.lists.filters import AgendaFilters
from events.models import EventFormat, EventKind, EventPage
from events.registrations.models import RegistrationGate, RegistrationSettings
from events.registrations.seats.availability import seat_availabilities
from measures.models import Dimension, Measure
from tests.conference.factories import SiteTree, make_site_tree
from tests.events.factories import EventPageFactory, at
from tests.events.registrations.factories import RegistrationFactory, open_event

pytestmark = pytest.mark.django_db
REUNION, GUADELOUPE, PARIS = "Indian/Reunion", "America/Guadeloupe", "Europe/Paris"
# Title, zone, start and end as clocks show them there; soonest first.
DATED = [
    ("lundi à La Réunion", REUNION, "2026-12-14T02:00", "2026-12-14T23:00"),
    ("dimanche en Guadeloupe", GUADELOUPE, "2026-12-13T20:00", "2026-12-13T22:00"),
    ("dimanche soir", PARIS, "2026-12-20T20:00", "2026-12-21T00:00"),
    ("minuit passé", PARIS, "2026-12-20T22:00", "2026-12-21T02:00"),
    ("lundi d’après", PARIS, "2026-12-21T00:00", "2026-12-21T01:00"),
    ("réveillon en Guadeloupe", GUADELOUPE, "2026-12-31T21:00", "2027-01-01T00:00"),
    ("fin janvier", REUNION, "2027-01-31T09:00", "2027-01-31T12:00"),
]
EVERY = [title for title, _zone, _start, _end in DATED]


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


def found(query: str) -> list[str]:
    events = EventPage.objects.shown().upcoming(timezone.now())
    return [event.title for event in AgendaFilters(QueryDict(query)).narrow(events)]


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [row.h3.get_text() for row in page.select(".event-row")]


def make_measure(number: int) -> Measure:
    dimension, _new = Dimension.objects.get_or_create(
        key="politique", name="Politique", horizon_min=24, horizon_max=60, purpose="Faire ensemble"
    )
    return Measure.objects.create(
        number=number,
        title=f"Mesure {number}",
        short_title=f"mesure {number}",
        keyword="mesure",
        slug=f"mesure-{number}",
        dimension=dimension,
    )


def test_kind_access_and_audience(tree: SiteTree) -> None:
    EventPageFactory(title="Atelier", kind=EventKind.WORKSHOP, step_free="oui", lift="oui")
    EventPageFactory(title="Forum", kind=EventKind.FORUM, step_free="oui", lift="non")
    EventPageFactory(title="Dîner", kind=EventKind.DINNER, audiences=["association"])

    assert found("type=atelier&type=forum") == ["Atelier", "Forum"]
    assert found("acces=step_free") == ["Atelier", "Forum"]
    assert found("acces=step_free&acces=lift") == ["Atelier"]
    assert found("public=association") == ["Dîner"]
    assert found("type=forum&acces=lift") == []


def test_a_department_by_its_commune_or_by_what_was_typed(tree: SiteTree) -> None:
    ille = Department.objects.create(
        code="35", name="Ille-et-Vilaine", slug="ille-et-vilaine", region=tree.regions["bretagne"].region
    )
    rennes = Commune.objects.create(
        code="35238",
        name="Rennes",
        folded="rennes",
        department=ille,
        population=1,
        latitude=48,
        longitude=-1,
        precision="commune",
    )
    EventPageFactory(title="De la table", commune=rennes, department="")
    EventPageFactory(title="Tapé", department="Ille-et-Vilaine")
    EventPageFactory(title="Ailleurs", town="Quimper", postcode="29000", department="Finistère")

    assert found("departement=35") == ["De la table", "Tapé"]
    assert found("departement=35&departement=29") == ["De la table", "Tapé", "Ailleurs"]
    assert found("departement=2A") == []


def test_an_event_that_serves_two_measures_stands_once(tree: SiteTree) -> None:
    first, second = make_measure(1), make_measure(2)
    both, one, _none = (EventPageFactory(title=title) for title in ("Les deux", "Une", "Aucune"))
    both.measures, one.measures = [first, second], [second]
    both.save()
    one.save()

    assert found("mesure=1&mesure=2") == ["Les deux", "Une"]
    assert found("mesure=1") == ["Les deux"]


@pytest.mark.parametrize(
    ("now", "period", "expected"),
    [
        # It is Monday already in La Réunion, and still Sunday afternoon in Guadeloupe.
        (at("2026-12-13", "23:30"), "semaine", ["dimanche en Guadeloupe"]),
        (at("2026-12-14", "00:30"), "semaine", ["lundi à La Réunion", "dimanche soir", "minuit passé"]),
        (at("2026-12-31", "22:00"), "mois", ["réveillon en Guadeloupe"]),
        (at("2027-01-01", "04:00"), "mois", ["fin janvier"]),
        (at("2026-12-13", "23:30"), "trois-mois", EVERY),
    ],
)
def test_a_period_is_told_from_paris_and_the_days_of_an_event_are_its_own(
    tree: SiteTree, now: datetime, period: str, expected: list[str]
) -> None:
    with travel(at("2026-12-01"), tick=False):
        for title, zone, start, end in DATED:
            begins, ends = (at(*moment.split("T"), zone) for moment in (start, end))
            EventPageFactory(title=title, time_zone=zone, start=begins, end=ends)
    with travel(now, tick=False):
        assert found(f"quand={period}") == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("du=2027-03-28&au=2027-03-28", ["changement d’heure"]),
        ("du=28/03/2027&au=28 mars 2027", ["changement d’heure"]),
        ("au=2027-03-27", ["la veille à La Réunion"]),
        ("du=2027-03-29", ["trois jours", "le 29 février"]),
        ("du=2027-03-31&au=2027-03-31", []),
        ("du=2028-02-29&au=2028-02-29", ["le 29 février"]),
    ],
)
def test_from_a_day_to_another(tree: SiteTree, query: str, expected: list[str]) -> None:
    EventPageFactory(
        title="la veille à La Réunion",
        time_zone=REUNION,
        start=at("2027-03-27", "22:00", REUNION),
        end=at("2027-03-28", "00:00", REUNION),
    )
    EventPageFactory(
        title="changement d’heure", start=at("2027-03-28", "01:00"), end=at("2027-03-28", "23:59")
    )
    EventPageFactory(
        title="trois jours",
        times_known=False,
        start=at("2027-03-29", "00:00"),
        end=at("2027-03-30", "23:59"),
    )
    leap = EventPageFactory(title="le 29 février", start=at("2028-02-29", "09:00"))
    EventPage.objects.filter(pk=leap.pk).update(end=None)
    with travel(at("2027-01-01"), tick=False):
        assert found(query) == expected


def test_a_year_of_the_archives(tree: SiteTree, client: Client) -> None:
    EventPageFactory(title="En 2024", start=at("2024-12-31", "20:00"))
    EventPageFactory(title="En 2025", start=at("2025-06-01"), kind=EventKind.FORUM)
    page = read(client, "/agenda/archives/?annee=2025")

    assert titles(page) == ["En 2025"]
    assert "2024" in [box["value"] for box in page.select("[name=annee]")]
    assert titles(read(client, "/agenda/archives/?type=forum&annee=2024")) == []
    assert "n’est pas une année des archives" in read(client, "/agenda/archives/?annee=1999").get_text()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("departement=99", "« 99 » n’est pas le numéro d’un département"),
        ("type=bal", "« bal » n’est pas un type"),
        ("mesure=99", "« 99 » n’est pas une mesure"),
        ("acces=ascenseur", "« ascenseur » n’est pas une condition d’accès"),
        ("quand=hier", "« hier » n’est pas une période"),
        ("places=oui", "Pour les places disponibles"),
        ("du=31/11/2026", "Ce critère n’a pas été pris en compte."),
        ("au=0001-01-01", "Ce critère n’a pas été pris en compte."),
        ("du=9999-12-31", "Ce critère n’a pas été pris en compte."),
        ("du=2027-02-01&au=2027-01-01", "La fin demandée précède le début"),
        ("vue=cube", "« cube » n’est pas une vue : voici la liste."),
        ("vue=mois&mois=2026-13", "« 2026-13 » n’est pas un mois"),
        ("mois=0000-01", "« 0000-01 » n’est pas un mois"),
    ],
)
def test_what_is_not_understood_is_said(tree: SiteTree, client: Client, query: str, said: str) -> None:
    EventPageFactory(title="Rencontre")
    page = read(client, f"/agenda/?{query}")
    messages = " ".join(message.get_text() for message in page.select(".message"))
    assert said in messages.replace("\N{NO-BREAK SPACE}", " ")


def test_seats_left_are_those_that_the_list_says(tree: SiteTree) -> None:
    now = timezone.now()
    open_event(title="Ouverte")
    open_event(title="Sans limite", capacity=None)
    full = open_event(title="Complète", capacity=1)
    RegistrationFactory(event=full)
    closed = open_event(title="Fermée")
    RegistrationGate.objects.update_or_create(event=closed, defaults={"closed_at": now})
    late = open_event(title="Close hier")
    RegistrationSettings.objects.filter(event=late).update(closes_at=now - timedelta(days=1))
    off = open_event(title="Décochée")
    RegistrationSettings.objects.filter(event=off).update(enabled=False)
    EventPageFactory(title="Sans inscription")
    for title, facts in (
        ("Annulée", {"status": "cancelled"}),
        ("Reportée à un jour connu", {"status": "postponed"}),
        ("Reportée sans date", {"status": "postponed", "date_uncertain": True}),
        ("Passée en ligne", {"status": "moved_online"}),
        ("À confirmer", {"date_uncertain": True}),
    ):
        event = open_event(title=title)
        EventPage.objects.filter(pk=event.pk).update(**facts)

    events = list(EventPage.objects.shown().upcoming(now))
    said = seat_availabilities(events, now=now)
    assert set(found("places=1")) == {event.title for event in events if said[event.pk].is_open}
    assert set(found("places=1")) == {
        "Ouverte",
        "Sans limite",
        "Reportée à un jour connu",
        "Passée en ligne",
        "À confirmer",
    }


def test_the_numbers_beside_the_choices_follow_what_else_is_chosen(tree: SiteTree, client: Client) -> None:
    first, second = make_measure(1), make_measure(2)
    for title, form, measures in (
        ("A", EventFormat.ONLINE, [first, second]),
        ("B", EventFormat.IN_PERSON, [first]),
        ("C", EventFormat.IN_PERSON, []),
    ):
        event = EventPageFactory(title=title, format=form)
        event.measures = measures
        event.save()
    EventPageFactory(title="D", parent=tree.regions["la-reunion"].agenda, format=EventFormat.ONLINE)
    EventPageFactory(title="Passée", past=True)

    def numbers(query: str, name: str) -> dict[str, str]:
        page = read(client, f"/agenda/?{query}")
        boxes = page.select(f"[name={name}]")
        said = {box["value"]: box.find_parent("label").select_one(".filters__number") for box in boxes}
        return {value: number.get_text() for value, number in said.items() if number.get_text() != "(0)"}

    assert numbers("", "region") == {"bretagne": "(3)", "la-reunion": "(1)"}
    assert numbers("region=bretagne", "region") == {"bretagne": "(3)", "la-reunion": "(1)"}
    assert numbers("region=bretagne", "format") == {"en-ligne": "(1)", "presentiel": "(2)"}
    assert numbers("region=bretagne", "mesure") == {"1": "(2)", "2": "(1)"}
    assert numbers("mesure=1", "format") == {"en-ligne": "(1)", "presentiel": "(1)"}
    assert set(numbers("q=rencontre", "format").values()) == {""}
    assert set(numbers("mesure=1&mesure=2", "region").values()) == {""}
    assert set(numbers("", "public").values()) == {""}


def test_every_choice_leads_to_as_many_events_as_it_says(tree: SiteTree, client: Client) -> None:
    for rank, kind in enumerate([EventKind.FORUM, EventKind.WORKSHOP, EventKind.FORUM]):
        parent = tree.regions["bretagne" if rank else "la-reunion"].agenda
        EventPageFactory(title=f"R{rank}", kind=kind, parent=parent)
    page = read(client, "/agenda/?region=bretagne&region=la-reunion")
    for box in page.select("[name=type]"):
        said = int(box.find_parent("label").select_one(".filters__number").get_text().strip("()"))
        asked = f"region=bretagne&region=la-reunion&type={box['value']}"
        assert len(titles(read(client, f"/agenda/?{asked}"))) == said
