"""The agenda: what is coming, filtered without JavaScript, whatever the visitor typed."""

from datetime import timedelta
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from events.models import EventFormat
from tests.conference.factories import SiteTree, make_site_tree
from tests.events.factories import EventPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [row.h3.get_text() for row in page.select(".event-row")]


def test_coming_events_stand_in_the_agenda_and_past_ones_in_the_archives(
    tree: SiteTree, client: Client
) -> None:
    EventPageFactory(title="Demain", start=timezone.now() + timedelta(days=1))
    EventPageFactory(title="En cours", start=timezone.now() - timedelta(hours=1))
    EventPageFactory(title="Hier", start=timezone.now() - timedelta(days=1))
    EventPageFactory(title="Avant-hier", start=timezone.now() - timedelta(days=2))

    assert titles(read(client, "/agenda/")) == ["En cours", "Demain"]
    assert titles(read(client, "/agenda/archives/")) == ["Hier", "Avant-hier"]


def test_a_cancelled_event_is_listed_and_not_counted(tree: SiteTree, client: Client) -> None:
    EventPageFactory(cancelled=True)
    EventPageFactory()
    page = read(client, "/agenda/")

    assert len(titles(page)) == 2
    assert "1 session à venir" in page.get_text()


def test_filters_add_up_and_keep_their_state(tree: SiteTree, client: Client) -> None:
    EventPageFactory(title="Rennes, en salle", town="Rennes")
    EventPageFactory(title="Rennes, en ligne", town="Rennes", format=EventFormat.ONLINE)
    EventPageFactory(
        title="Saint-Denis, en ligne",
        parent=tree.regions["la-reunion"].agenda,
        town="Saint-Denis",
        format=EventFormat.ONLINE,
    )

    page = read(client, "/agenda/?q=RÈNNES&region=bretagne&region=la-reunion&format=en-ligne")

    assert titles(page) == ["Rennes, en ligne"]
    assert page.select_one("[name=q]")["value"] == "RÈNNES"
    assert [box["value"] for box in page.select("[name=region][checked]")] == ["bretagne", "la-reunion"]
    assert [box["value"] for box in page.select("[name=format][checked]")] == ["en-ligne"]
    assert "1 session à venir" in page.get_text()
    assert [link["href"] for link in page.select(".active a")] == [
        "/agenda/?region=bretagne&region=la-reunion&format=en-ligne",
        "/agenda/?q=R%C3%88NNES&region=la-reunion&format=en-ligne",
        "/agenda/?q=R%C3%88NNES&region=bretagne&format=en-ligne",
        "/agenda/?q=R%C3%88NNES&region=bretagne&region=la-reunion",
    ]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("region=atlantide", "« atlantide » n’est pas une région : ce critère n’a pas été pris en compte."),
        ("format=hologramme", "« hologramme » n’est pas un format : ce critère n’a pas été pris en compte."),
        ("page=deux", "« deux » n’est pas un numéro de page : voici la première."),
        ("page=-1", "« -1 » n’est pas un numéro de page : voici la première."),
        ("page=0", "« 0 » n’est pas un numéro de page : voici la première."),
        ("page=9999999999999", "« 9999999999999 » n’est pas un numéro de page : voici la première."),
        ("page=7", "La page 7 n’existe pas : voici la dernière."),
        ("q=%00", "Le critère « q » contient un signe interdit : il n’a pas été pris en compte."),
        ("q=???", "« ??? » ne contient ni lettre ni chiffre : ce texte n’a pas été pris en compte."),
        ("q=" + "a" * 101, "Le texte cherché dépasse 100 signes : il n’a pas été pris en compte."),
    ],
)
def test_what_is_not_understood_is_left_out_and_said(
    tree: SiteTree, client: Client, query: str, said: str
) -> None:
    EventPageFactory(title="Rencontre")
    page = read(client, f"/agenda/?{query}")

    assert titles(page) == ["Rencontre"]
    messages = [message.get_text(strip=True) for message in page.select(".message")]
    assert [message.replace("\N{NO-BREAK SPACE}", " ") for message in messages] == [said]


def test_a_good_value_counts_beside_a_bad_one(tree: SiteTree, client: Client) -> None:
    EventPageFactory(title="En Bretagne")
    EventPageFactory(title="À La Réunion", parent=tree.regions["la-reunion"].agenda)
    page = read(client, "/agenda/?region=atlantide&region=la-reunion&region=")

    assert titles(page) == ["À La Réunion"]
    assert len(page.select(".message")) == 1


def test_twenty_a_page_and_the_filters_follow(tree: SiteTree, client: Client) -> None:
    EventPageFactory.create_batch(21, town="Rennes")
    first = read(client, "/agenda/?q=rennes&format=presentiel")
    (link,) = first.select(".pager a")
    second = read(client, f"/agenda/{unescape(link['href'])}")

    assert (len(titles(first)), len(titles(second))) == (20, 1)
    assert link["href"] == "?q=rennes&format=presentiel&page=2"
    assert "21 sessions à venir" in first.get_text()
    assert "page 2" in second.title.get_text()


def test_an_empty_list_says_why_and_what_to_do_next(tree: SiteTree, client: Client) -> None:
    nothing = read(client, "/agenda/")
    assert "Aucune session n’est encore annoncée." in nothing.get_text()
    assert nothing.select_one('a[href="/agenda/archives/"]')

    EventPageFactory()
    narrowed = read(client, "/agenda/?q=introuvable")
    assert "Aucune session à venir ne répond à ces critères." in narrowed.get_text()
    assert narrowed.select_one('.results__next a[href="/agenda/"]')
    assert narrowed.select_one('a[href="/agenda/archives/?q=introuvable"]')


def test_the_agenda_of_a_region_leads_to_the_agenda_of_that_region(tree: SiteTree, client: Client) -> None:
    response = client.get("/regions/la-reunion/agenda/")
    assert (response.status_code, response["Location"]) == (302, "/agenda/?region=la-reunion")


def test_the_agenda_is_the_same_for_everybody(tree: SiteTree, client: Client) -> None:
    response = client.get("/agenda/?q=rennes")

    assert not response.cookies
    assert response["Cache-Control"].startswith("public")
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert "Cookie" not in response.get("Vary", "")


PARAMETERS = st.lists(
    st.tuples(
        st.sampled_from(["q", "region", "format", "page", "public", "du", "x"]),
        st.one_of(
            st.text(max_size=60),
            st.integers().map(str),
            st.sampled_from(["bretagne", "en-ligne", "1", "ren", "\0", "'\"<script>"]),
        ),
    ),
    max_size=5,
)


@given(asked=PARAMETERS)
def test_no_question_is_an_error(tree: SiteTree, client: Client, asked: list[tuple[str, str]]) -> None:
    data: dict[str, list[str]] = {}
    for name, value in asked:
        data.setdefault(name, []).append(value)

    assert client.get("/agenda/", data).status_code == 200
    assert client.get("/agenda/archives/", data).status_code == 200


@pytest.mark.parametrize(
    "query", [b"q=%ff%fe", b"region=%c3%28", b"page=%80", b"q=%ed%a0%80", b"&&=&%", b"q[]=1"]
)
def test_bytes_that_are_no_text_are_no_error(tree: SiteTree, client: Client, query: bytes) -> None:
    assert client.get("/agenda/", QUERY_STRING=query.decode()).status_code == 200
