"""What the script of the inputs is answered, as a person types."""

import pytest
import time_machine
from django.test import Client

from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, relay

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/dates/lire/"


@pytest.fixture
def desk() -> Client:
    return browser_of(relay(make_site_tree(regions=("la-reunion",)).regions["la-reunion"].region))


def asked(desk: Client, **question: str) -> dict:
    answer = desk.get(ADDRESS, question)
    assert answer.status_code == 200
    return {
        name: said.replace("\N{NO-BREAK SPACE}", " ") for name, said in answer.json().items() if said != ""
    }


@time_machine.travel("2026-11-29T12:00:00Z")
def test_a_moment_is_said_in_figures_and_in_words(desk: Client) -> None:
    assert asked(desk, kind="moment", day="15 déc. 2026, 8h30", zone="Indian/Reunion") == {
        "day": "15/12/2026",
        "hour": "08:30",
        "iso_day": "2026-12-15",
        "iso_hour": "08:30",
        "words": "mardi 15 décembre 2026 à 8 h 30",
    }


@time_machine.travel("2026-11-29T12:00:00Z")
def test_half_a_moment_is_no_error_yet(desk: Client) -> None:
    assert asked(desk, kind="moment", day="15/12/2026")["words"] == "mardi 15 décembre 2026"
    assert asked(desk, kind="moment", hour="17h30")["hour"] == "17:30"
    assert asked(desk, kind="moment", day="17h30") == {
        "hour": "17:30",
        "iso_hour": "17:30",
        "words": "17 h 30",
    }
    assert asked(desk, kind="moment") == {}


@time_machine.travel("2026-11-29T12:00:00Z")
def test_an_hour_that_a_day_alone_implies_is_said_and_not_written(desk: Client) -> None:
    answer = asked(desk, kind="moment", day="15/12/2026", alone="23:59")
    assert answer["words"] == "mardi 15 décembre 2026 à 23 h 59"
    assert "hour" not in answer


@time_machine.travel("2026-11-29T12:00:00Z")
def test_a_moment_that_is_over_is_said_so(desk: Client) -> None:
    words = "vendredi 20 novembre 2026 à 9 h (déjà passé)"
    assert asked(desk, kind="moment", day="20/11/2026", hour="9h", zone="Europe/Paris")["words"] == words
    assert "passé" not in asked(desk, kind="day", day="20/11/2026")["words"]


def test_what_is_refused_is_said_with_an_example(desk: Client) -> None:
    assert "28/02/2027" in asked(desk, kind="moment", day="31/02/2027", hour="8h")["error"]
    assert (
        "n’existe pas"
        in asked(desk, kind="moment", day="28/03/2027", hour="2h30", zone="Europe/Paris")["error"]
    )
    assert "« 8 h 30 »" in asked(desk, kind="hour", hour="bientôt")["error"]
    assert "sans heure" in asked(desk, kind="day", day="15/12/2026 8h")["error"]


@time_machine.travel("2026-11-29T21:30:00Z")  # already the 30th on the island
def test_without_a_year_it_is_the_next_such_day_where_the_event_is(desk: Client) -> None:
    assert asked(desk, kind="moment", day="29 novembre", zone="Europe/Paris")["day"] == "29/11/2026"
    assert asked(desk, kind="moment", day="29 novembre", zone="Indian/Reunion")["day"] == "29/11/2027"


@pytest.mark.parametrize(
    "question",
    [{"kind": "x"}, {"kind": "moment", "zone": "../etc"}, {"kind": "moment", "alone": "abc"}],
)
def test_a_question_that_no_input_asks_is_refused(desk: Client, question: dict) -> None:
    assert desk.get(ADDRESS, question).status_code == 400


def test_it_is_of_the_admin_and_only_reads(desk: Client, client: Client) -> None:
    assert client.get(ADDRESS, {"kind": "day", "day": "15/12/2026"}).status_code == 302
    assert desk.post(ADDRESS).status_code == 405
