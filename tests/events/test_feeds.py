"""The agenda for machines: calendar, Atom, JSON and frame, with the filters of the list."""

import json
from datetime import timedelta
from io import StringIO
from xml.etree import ElementTree

import ics
import pytest
import vobject
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar import Event as Entry
from jsonschema import validate
from time_machine import travel
from wagtail.models import PageViewRestriction

from conference.regions.models import Commune, Department
from events import feeds
from events.models import EventFormat, EventPage, EventStatus
from events.open_list import described
from tests.conference.factories import SiteTree, make_site_tree
from tests.events.factories import EventPageFactory, at
from tests.measures.test_embeds import HEAVIEST, stylesheet
from tests.queries import check_few, check_same, page_queries

pytestmark = pytest.mark.django_db
REUNION = "Indian/Reunion"
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/agenda.ics", "/agenda.atom", "/agenda.json"]


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


@pytest.fixture
def sessions(tree: SiteTree) -> list[EventPage]:
    """On two clocks, over two days, on line, without hours, cancelled, moved on line, undated."""
    with travel(at("2026-12-01"), tick=False):
        return [
            EventPageFactory(
                title="Conférence locale ; l’île, ensemble",
                parent=tree.regions["la-reunion"].agenda,
                time_zone=REUNION,
                start=at("2026-12-15", "08:30", REUNION),
                end=at("2026-12-15", "16:00", REUNION),
                town="Saint-Denis",
            ),
            EventPageFactory(
                title="Nuit d’été", start=at("2027-07-01", "22:00"), end=at("2027-07-02", "02:00")
            ),
            EventPageFactory(
                title="Deux jours",
                whole_day=True,
                start=at("2027-01-08", "00:00"),
                end=at("2027-01-09", "23:59"),
            ),
            EventPageFactory(title="En ligne", online=True, start=at("2026-12-20", "09:00")),
            EventPageFactory(title="Annulée", cancelled=True, start=at("2026-12-21", "09:00")),
            EventPageFactory(
                title="Passée en ligne", status=EventStatus.MOVED_ONLINE, start=at("2026-12-22", "09:00")
            ),
            EventPageFactory(title="Sans date", date_uncertain=True, start=at("2026-12-23", "09:00")),
        ]


@pytest.fixture(autouse=True)
def _in_december():
    with travel(at("2026-12-02"), tick=False):
        yield


def entries(client: Client, address: str = "/agenda.ics") -> dict[str, Entry]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(entry["SUMMARY"]): entry for entry in Calendar.from_ical(response.content).walk("VEVENT")}


def atom(client: Client, address: str = "/agenda.atom") -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def listed(client: Client, address: str = "/agenda.json") -> dict:
    response = client.get(address)
    assert response["Content-Type"] == "application/json; charset=utf-8"
    return json.loads(response.content)


# --- The calendar ------------------------------------------------------------------------------


def test_a_calendar_that_one_subscribes_to_says_what_each_became(
    sessions: list[EventPage], client: Client
) -> None:
    content = client.get("/agenda.ics").content
    calendar = Calendar.from_ical(content)
    found = entries(client)

    assert str(calendar["X-WR-CALNAME"]) == "Agenda de la Conférence des alliances stratégiques"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT2H" in content
    assert b"X-PUBLISHED-TTL:PT2H" in content
    assert set(found) == {session.title for session in sessions} - {"Sans date"}
    assert [found[title]["STATUS"] for title in ("Annulée", "Passée en ligne")] == ["CANCELLED", "CONFIRMED"]
    reunion = found["Conférence locale ; l’île, ensemble"]
    assert reunion["DTSTART"].params["TZID"] == REUNION
    assert [str(each) for each in reunion["CATEGORIES"].cats] == ["rencontre", "présentiel", "La Réunion"]
    assert sorted(str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")) == ["Europe/Paris", REUNION]
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_the_filters_are_in_the_name_and_in_what_is_found(sessions: list[EventPage], client: Client) -> None:
    calendar = Calendar.from_ical(client.get("/agenda.ics?region=la-reunion&format=presentiel").content)
    assert str(calendar["X-WR-CALNAME"]).endswith(" – La Réunion, présentiel")
    assert list(entries(client, "/agenda.ics?region=la-reunion")) == [sessions[0].title]
    assert len(entries(client, "/agenda.ics?region=atlantide&page=9&vue=mois")) == 6


@pytest.mark.parametrize("precision", ["commune", "code postal", None])
def test_a_place_is_told_where_it_is_known(tree: SiteTree, client: Client, precision: str | None) -> None:
    region = tree.regions["bretagne"].region
    department = Department.objects.create(code="35", name="Ille-et-Vilaine", slug="i-v", region=region)
    commune = precision and Commune.objects.create(
        code="35238",
        name="Rennes",
        folded="rennes",
        department=department,
        population=1,
        latitude="48.11",
        longitude="-1.68",
        precision=precision,
    )
    EventPageFactory(title="R", commune=commune or None, latitude="48.11", longitude="-1.68")
    assert ("GEO" in entries(client)["R"]) is (precision != "code postal")


def test_whom_to_write_to(tree: SiteTree, client: Client) -> None:
    EventPageFactory(title="R", contact_email="rennes@exemple.invalid")
    EventPageFactory(title="D’autres", organised_by_others=True, contact_email="autres@exemple.invalid")
    found = entries(client)
    assert str(found["R"]["ORGANIZER"]) == "mailto:rennes@exemple.invalid"
    assert "ORGANIZER" not in found["D’autres"]


def test_a_subscriber_learns_that_it_is_over_or_cancelled(sessions: list[EventPage], client: Client) -> None:
    with travel(at("2027-01-05"), tick=False):
        assert "Annulée" in entries(client)
        assert "Annulée" not in "".join(atom(client).itertext())
    with travel(at("2027-02-15"), tick=False):
        assert set(entries(client)) == {"Nuit d’été"}


def test_two_other_readers_find_the_same_events(sessions: list[EventPage], client: Client) -> None:
    text = client.get("/agenda.ics").content.decode()
    ours = Calendar.from_ical(text).walk("VEVENT")
    expected = {(str(entry["UID"]), str(entry["SUMMARY"])) for entry in ours}

    by_ics = ics.Calendar(text).events
    assert {(event.uid, event.name) for event in by_ics} == expected
    begins = {event.name: event.begin.datetime for event in by_ics}
    assert begins[sessions[0].title] == sessions[0].start
    assert begins["Nuit d’été"] == sessions[1].start
    assert {event.name for event in by_ics if event.all_day} == {"Deux jours"}

    (by_vobject,) = vobject.readComponents(StringIO(text))
    found = {str(entry.summary.value): entry for entry in by_vobject.vevent_list}
    assert {(str(entry.uid.value), name) for name, entry in found.items()} == expected
    assert found[sessions[0].title].dtstart.value == sessions[0].start
    assert found["Nuit d’été"].dtend.value == sessions[1].end
    assert found["Annulée"].status.value == "CANCELLED"


def test_imported_again_nothing_changes(sessions: list[EventPage], client: Client) -> None:
    """The same bytes, so the same UID, SEQUENCE and DTSTAMP; a change of date raises the SEQUENCE alone."""
    before = client.get("/agenda.ics").content
    with travel(at("2026-12-03"), tick=False):
        assert client.get("/agenda.ics").content == before
    known = entries(client)
    session = EventPage.objects.get(pk=sessions[1].pk)
    session.start += timedelta(hours=1)
    session.save_revision().publish()
    after = entries(client)

    moved = "Nuit d’été"
    assert {title: entry["UID"] for title, entry in after.items()} == {
        title: entry["UID"] for title, entry in known.items()
    }
    assert after[moved]["SEQUENCE"] == known[moved]["SEQUENCE"] + 1
    assert all(after[title] == known[title] for title in known if title != moved)


# --- Atom --------------------------------------------------------------------------------------


def test_the_feed_holds_what_atom_requires(sessions: list[EventPage], client: Client) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: what a feed and an entry must hold, each once; absolute addresses."""
    feed = atom(client, "/agenda.atom?region=bretagne")
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert element.find(f"{ATOM}id").text.startswith(("https://", "urn:uuid:"))
        for link in element.findall(f"{ATOM}link"):
            assert link.get("href").startswith("https://conference.test/")
    (own,) = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == "https://conference.test/agenda.atom?region=bretagne"
    ids = [entry.find(f"{ATOM}id").text for entry in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == 6
    assert all(entry.find(f"{ATOM}summary") is not None for entry in feed.findall(f"{ATOM}entry"))
    titles = [entry.find(f"{ATOM}title").text for entry in feed.findall(f"{ATOM}entry")]
    assert "Annulé – Annulée" in titles


# --- JSON --------------------------------------------------------------------------------------

SCHEMA = {
    "type": "object",
    "required": ["format", "titre", "page", "licence", "criteres", "ignores", "complet", "champs"],
    "properties": {
        "licence": {"properties": {"name": {"const": "etalab-2.0"}}},
        "evenements": {
            "items": {
                "properties": {
                    "identifiant": {"pattern": "^[0-9a-f-]{36}$"},
                    "jour": {"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "type": ["string", "null"]},
                    "debut": {"pattern": "T.*[+-][0-9]{2}:[0-9]{2}$", "type": ["string", "null"]},
                    "etat": {"enum": ["maintenu", "reporte", "passe-en-ligne", "annule"]},
                    "page": {"pattern": "^https://conference.test/"},
                    "mesures": {"items": {"type": "integer"}},
                    "lieu": {"required": ["nom", "ville", "latitude"]},
                }
            }
        },
    },
}


def test_the_json_says_what_its_fields_are(sessions: list[EventPage], client: Client) -> None:
    told = listed(client, "/agenda.json?format=presentiel&region=atlantide")

    validate(told, SCHEMA)
    assert told["criteres"] == ["présentiel"]
    assert len(told["ignores"]) == 1
    assert told["complet"] is True
    assert told["champs"] == described()
    rows = {row["titre"]: row for row in told["evenements"]}
    assert all(row.keys() == told["champs"].keys() for row in rows.values())
    assert rows[sessions[0].title]["debut"] == "2026-12-15T08:30:00+04:00"
    assert (rows["Deux jours"]["jour"], rows["Deux jours"]["dernier_jour"]) == ("2027-01-08", "2027-01-09")
    assert (rows["Deux jours"]["debut"], rows["Sans date"]["jour"]) == (None, None)
    assert rows["Annulée"]["etat"] == "annule"


def test_a_list_that_is_too_long_says_so(
    sessions: list[EventPage], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(feeds.find.__kwdefaults__, "at_most", 2)
    told = listed(client)
    assert (len(told["evenements"]), told["complet"]) == (2, False)


# --- All of them -------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [*FEEDS, "/agenda/integration/"])
def test_the_link_to_an_event_on_line_is_in_none(
    sessions: list[EventPage], client: Client, address: str
) -> None:
    response = client.get(address)
    assert "En ligne" in response.content.decode()
    assert b"visio" not in response.content.replace(b"\r\n ", b"")


@pytest.mark.parametrize("address", [*FEEDS, "/agenda/integration/"])
def test_a_draft_or_a_page_kept_for_some_is_in_none(tree: SiteTree, client: Client, address: str) -> None:
    EventPageFactory(title="Brouillon", draft=True)
    EventPageFactory(title="Réservée", parent=tree.regions["la-reunion"].agenda)
    EventPageFactory(title="Publique")
    PageViewRestriction.objects.create(page=tree.regions["la-reunion"].page, restriction_type="login")

    told = client.get(address).content.decode()
    assert [title in told for title in ("Brouillon", "Réservée", "Publique")] == [False, False, True]


@pytest.mark.parametrize("address", FEEDS)
def test_who_asks_again_is_told_that_nothing_changed(
    sessions: list[EventPage], client: Client, address: str
) -> None:
    response = client.get(f"{address}?region=bretagne")
    assert response["Cache-Control"].startswith("public")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    known = {"If-None-Match": response["ETag"]}
    assert client.get(f"{address}?region=bretagne", headers=known).status_code == 304
    EventPageFactory(title="Nouvelle")
    assert client.get(f"{address}?region=bretagne", headers=known).status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_asks_three_questions_whatever_its_length(
    tree: SiteTree, client: Client, address: str
) -> None:
    EventPageFactory(parent=tree.regions["la-reunion"].agenda)
    few = page_queries(client, address)
    EventPageFactory.create_batch(15)
    EventPageFactory.create_batch(14, format=EventFormat.ONLINE, start=timezone.now() + timedelta(days=3))
    many = page_queries(client, address)
    check_few(few, most=3)
    check_same(few, many)
    check_few(
        page_queries(client, f"{address}?region=bretagne&format=en-ligne&places=1&du=2026-01-01"), most=3
    )


# --- The frame ---------------------------------------------------------------------------------


def test_another_site_may_frame_the_agenda_and_nothing_else(
    sessions: list[EventPage], client: Client
) -> None:
    framed = client.get("/agenda/integration/?region=bretagne&theme=sombre")
    page = BeautifulSoup(framed.content, "html.parser")

    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert not page.select("script, form, style, [style]")
    assert page.html["data-theme"] == "dark"
    assert len(page.select("[data-event]")) == 6
    assert page.select_one("footer a")["href"] == "https://conference.test/agenda/?region=bretagne"
    for other in ("/agenda/", "/agenda/archives/", *FEEDS):
        assert "frame-ancestors *" not in client.get(other)["Content-Security-Policy"]


def test_the_frame_weighs_less_than_forty_kilobytes(tree: SiteTree, client: Client) -> None:
    EventPageFactory.create_batch(30, title="Une rencontre au titre assez long pour deux lignes")
    content = client.get("/agenda/integration/").content
    assert content.count(b"data-event=") == 12
    assert len(content) + len(stylesheet().encode()) <= HEAVIEST


def test_the_agenda_gives_the_ways_to_follow_what_is_chosen(
    sessions: list[EventPage], client: Client
) -> None:
    page = BeautifulSoup(client.get("/agenda/?region=bretagne&format=en-ligne").content, "html.parser")
    query = "?region=bretagne&format=en-ligne"

    assert [link["href"] for link in page.select(".agenda-follow a")] == [
        f"webcal://conference.test/agenda.ics{query}",
        f"https://conference.test/agenda.ics{query}",
        f"https://conference.test/agenda.atom{query}",
        f"https://conference.test/agenda.json{query}",
    ]
    code = BeautifulSoup(page.select_one("#code-agenda").get_text(), "html.parser").iframe
    assert code["src"] == f"https://conference.test/agenda/integration/{query}"
    assert code["title"].startswith("Agenda – Bretagne – en ligne")


NAMES = "q region departement format type mesure public acces places quand du au vue mois page theme annee"
VALUES = "1 bretagne 2A en-ligne atelier step_free semaine mois carte trois-mois 2026-02 demain 31/11 \0 2025"
PARAMETERS = st.lists(
    st.tuples(
        st.sampled_from(NAMES.split()),
        st.one_of(
            st.text(max_size=40),
            st.integers().map(str),
            st.dates().map(str),
            st.sampled_from(VALUES.split(" ")),
        ),
    ),
    max_size=6,
)


@given(asked=PARAMETERS)
def test_no_question_is_an_error(sessions: list[EventPage], client: Client, asked: list) -> None:
    data: dict[str, list[str]] = {}
    for name, value in asked:
        data.setdefault(name, []).append(value)
    for address in (*FEEDS, "/agenda/", "/agenda/archives/", "/agenda/integration/"):
        assert client.get(address, data).status_code == 200
