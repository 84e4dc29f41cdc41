"""The agenda for machines: calendar, Atom, JSON and frame, with the filters of the list."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import validate
from wagtail.models import PageViewRestriction

from events.feeds import agenda as feeds
from events.feeds.open_list import described
from events.models import EventFormat, EventPage
from tests.conference.factories import SiteTree
from tests.events.factories import EventPageFactory
from tests.measures.test_embeds import HEAVIEST, stylesheet
from tests.queries import check_few, check_same, page_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_december")]
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/agenda.ics", "/agenda.atom", "/agenda.json"]


def atom(client: Client, address: str = "/agenda.atom") -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def listed(client: Client, address: str = "/agenda.json") -> dict:
    response = client.get(address)
    assert response["Content-Type"] == "application/json; charset=utf-8"
    return json.loads(response.content)


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
    summaries = "".join(entry.find(f"{ATOM}summary").text for entry in feed.findall(f"{ATOM}entry"))
    assert "<p>Maison commune, 35000 Rennes</p>" in summaries.replace("\N{NO-BREAK SPACE}", " ")
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
@example(asked=[("q", "f\x02ête")])
def test_no_question_is_an_error(sessions: list[EventPage], client: Client, asked: list) -> None:
    data: dict[str, list[str]] = {}
    for name, value in asked:
        data.setdefault(name, []).append(value)
    for address in (*FEEDS, "/agenda/", "/agenda/archives/", "/agenda/integration/"):
        assert client.get(address, data).status_code == 200
