"""The month of the agenda: each event on its days, where it takes place; the map: each region's number."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from time_machine import travel

from events.lists import month
from tests.conference.factories import SiteTree, make_site_tree
from tests.events.factories import EventPageFactory, at
from tests.queries import check_few, check_same, page_queries

pytestmark = pytest.mark.django_db
REUNION = "Indian/Reunion"


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


@pytest.fixture(autouse=True)
def _in_december() -> Iterator[None]:
    with travel(at("2026-12-10"), tick=False):
        yield


def read(client: Client, query: str) -> BeautifulSoup:
    response = client.get(f"/agenda/?{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def days(page: BeautifulSoup) -> dict[str, list[str]]:
    """The words of the events of each day that has any."""
    cells = page.select(".month-grid td:not(.month-grid__empty, .month-grid__beside)")
    return {cell.time["datetime"]: [words_of(row) for row in cell.select("li")] for cell in cells}


def words_of(row: Tag) -> str:
    return " ".join(row.get_text(" ").replace("\N{NO-BREAK SPACE}", " ").split())


def test_each_event_stands_on_its_days_over_or_not(tree: SiteTree, client: Client) -> None:
    EventPageFactory(title="Passée", start=at("2026-12-01", "08:30"))
    EventPageFactory(title="Au soir", start=at("2026-12-31", "21:00"), end=at("2027-01-01", "02:00"))
    EventPageFactory(
        title="Là-bas",
        time_zone=REUNION,
        start=at("2026-12-15", "01:00", REUNION),
        end=at("2026-12-15", "09:00", REUNION),
    )
    EventPageFactory(
        title="Deux jours", whole_day=True, start=at("2026-12-28", "00:00"), end=at("2026-12-29", "23:59")
    )
    EventPageFactory(title="Annulée", cancelled=True, start=at("2026-12-20", "09:00"))
    EventPageFactory(title="Un jour de décembre", date_uncertain=True, start=at("2026-12-24", "09:00"))
    december = read(client, "vue=mois")

    assert days(december) == {
        "2026-12-01": ["8 h 30 Passée"],
        "2026-12-15": ["1 h Là-bas"],
        "2026-12-20": ["9 h Annulée annulé"],
        "2026-12-28": ["Deux jours"],
        "2026-12-29": ["Deux jours"],
        "2026-12-31": ["21 h Au soir"],
    }
    assert december.select_one(".month-grid h3").get_text() == "Date à confirmer"
    assert "6 sessions en décembre 2026" in december.select_one(".results__count").get_text(" ", strip=True)
    assert december.select_one("[aria-current=date]")["datetime"] == "2026-12-10"
    assert days(read(client, "vue=mois&mois=2027-01")) == {"2027-01-01": ["Au soir"]}


def test_a_month_keeps_the_criteria_and_leads_to_its_neighbours(tree: SiteTree, client: Client) -> None:
    EventPageFactory(title="Bretonne", start=at("2027-02-01"))
    EventPageFactory(title="Réunionnaise", parent=tree.regions["la-reunion"].agenda, start=at("2027-02-01"))
    page = read(client, "vue=mois&mois=2027-02&region=bretagne")

    assert days(page) == {"2027-02-01": ["9 h Bretonne"]}
    assert [link["href"] for link in page.select(".month-grid__way a")] == [
        "/agenda/?region=bretagne&vue=mois&mois=2027-01",
        "/agenda/?region=bretagne&vue=mois&mois=2027-03",
    ]
    assert [link["href"] for link in page.select(".active a")] == ["/agenda/?vue=mois&mois=2027-02"]
    hidden = {box["name"]: box["value"] for box in page.select("form.filters [type=hidden]")}
    assert hidden == {"vue": "mois", "mois": "2027-02"}
    assert len(read(client, "vue=mois&mois=2000-01").select(".month-grid__way a")) == 1
    assert days(read(client, "vue=mois&du=2027-02-01&region=bretagne")) == days(page)


def test_a_full_day_leads_to_its_list(tree: SiteTree, client: Client) -> None:
    EventPageFactory.create_batch(6, start=at("2026-12-15", "09:00"))
    page = read(client, "vue=mois&region=bretagne&quand=mois")
    *_first, last = page.select(".month-grid td li")

    assert last.a["href"] == "/agenda/?region=bretagne&du=2026-12-15&au=2026-12-15"
    assert last.get_text(" ", strip=True).startswith("et 2 autres")
    assert len(read(client, last.a["href"].partition("?")[2]).select(".event-row")) == 6


def test_a_month_too_full_says_so(tree: SiteTree, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(month, "AT_MOST", 2)
    EventPageFactory.create_batch(3, start=at("2026-12-15", "09:00"))
    assert "Ce mois compte trop de sessions" in read(client, "vue=mois").get_text()


def test_the_map_counts_what_the_other_criteria_find(tree: SiteTree, client: Client) -> None:
    EventPageFactory.create_batch(2, start=at("2026-12-15"))
    EventPageFactory(start=at("2026-12-15"), online=True)
    EventPageFactory(parent=tree.regions["la-reunion"].agenda, start=at("2026-12-15"))
    EventPageFactory(national=True, start=at("2026-12-15"))
    page = read(client, "vue=carte&format=presentiel&region=la-reunion")

    assert [(link["href"], link.get_text()) for link in page.select(".names a")] == [
        ("/agenda/?format=presentiel&region=bretagne", "Bretagne (2)"),
        ("/agenda/?format=presentiel&region=la-reunion", "La Réunion (1)"),
    ]
    assert [number.get_text(strip=True) for number in page.select(".regions-map__number")] == ["2"]
    assert len(read(client, "format=presentiel&region=bretagne").select(".event-row")) == 2


@pytest.mark.parametrize("query", ["vue=mois", "vue=carte", "mesure=1&places=1&quand=mois&acces=lift"])
def test_few_questions_whatever_there_is(tree: SiteTree, client: Client, query: str) -> None:
    EventPageFactory(start=at("2026-12-15"))
    few = page_queries(client, f"/agenda/?{query}")
    EventPageFactory.create_batch(29, start=at("2026-12-15"))
    check_few(few)
    check_same(few, page_queries(client, f"/agenda/?{query}"))
