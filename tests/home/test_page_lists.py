"""The flat lists of the admin: each team its own rows, useful columns, filters and a spreadsheet."""

import csv
import datetime
import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.search.index import insert_or_update_object

from conference.core.models import Resource
from conference.regions.rights import ensure_review_workflow
from tests.conference.alliances.factories import make_alliance
from tests.conference.factories import NationalConferencePageFactory, SiteTree, make_site_tree
from tests.conference.regions.people import administrator, browser_of, communicator, relay
from tests.home.news.factories import make_news
from tests.measures.factories import make_measures
from tests.queries import check_same, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    tree = make_site_tree()
    ensure_review_workflow()
    return tree


def rows(client: Client, name: str, query: str = "") -> list[str]:
    answer = client.get(reverse(f"{name}:index") + query)
    assert answer.status_code == 200
    table = BeautifulSoup(answer.content, "html.parser")
    return [" ".join(title.text.split()) for title in table.select("td.title .title-wrapper")]


def exported(client: Client, address: str) -> list[dict[str, str]]:
    content = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_a_team_lists_its_own_news_and_the_national_team_all(tree: SiteTree) -> None:
    make_news(title="Bretonne", parent=tree.regions["bretagne"].news, date=datetime.date(2026, 3, 1))
    make_news(title="Réunionnaise", parent=tree.regions["la-reunion"].news, date=datetime.date(2026, 2, 1))
    make_news(title="Nationale", date=datetime.date(2026, 1, 1))
    assert rows(browser_of(relay(tree.regions["bretagne"].region)), "actualites") == ["Bretonne"]
    national = browser_of(communicator())
    assert rows(national, "actualites") == ["Bretonne", "Réunionnaise", "Nationale"]
    assert rows(national, "actualites", "?ordering=date")[0] == "Nationale"


def test_the_lists_are_filtered_and_searched_together(tree: SiteTree) -> None:
    measures = make_measures(9, 16)
    for title, measure in (("Le pacte signé", 9), ("Le pacte rompu", 16)):
        news = make_news(title=title, parent=tree.regions["bretagne"].news, measures=(measures[measure],))
        insert_or_update_object(news)
    make_alliance(title="Alliance du pays", measures=(measures[16],), from_public_sources=True)
    make_alliance(title="Autre alliance", slug="autre")
    client = browser_of(communicator())
    assert rows(client, "actualites", "?measure=16") == ["Le pacte rompu"]
    assert rows(client, "actualites", "?region=la-reunion") == []
    assert rows(client, "actualites", "?q=pacte&measure=9&region=bretagne") == ["Le pacte signé"]
    assert rows(client, "alliances", "?measure=16&from_public_sources=true") == ["Alliance du pays"]
    assert rows(client, "alliances", "?region=bretagne") == ["Alliance du pays", "Autre alliance"]


def test_a_list_is_taken_away_as_a_spreadsheet_that_runs_nothing(tree: SiteTree) -> None:
    make_news(title="=1+1", author="L’équipe", parent=tree.regions["bretagne"].news)
    NationalConferencePageFactory(title="Édition", start_date=datetime.date(2026, 6, 1), place="Paris")
    client = browser_of(communicator())
    [news] = exported(client, reverse("actualites:index") + "?export=csv")
    assert (news["Titre"], news["Régions"], news["Auteur, autrice ou équipe"]) == (
        *("'=1+1", "Bretagne", "L’équipe"),
    )
    [edition] = exported(client, reverse("editions:index") + "?export=csv")
    assert (edition["Titre"], edition["Lieu"], edition["Publiée"]) == ("Édition", "Paris", "oui")
    assert client.get(reverse("alliances:index") + "?export=xlsx").status_code == 200


def test_only_those_who_have_to_do_with_pages_see_the_lists(tree: SiteTree) -> None:
    def menu(client: Client) -> str:
        return client.get(reverse("wagtailadmin_home")).content.decode()

    assert '"url": "/admin/actualites/"' in menu(browser_of(relay(tree.regions["bretagne"].region)))
    assert '"url": "/admin/editions/"' not in menu(browser_of(relay(tree.regions["la-reunion"].region)))
    assert '"url": "/admin/editions/"' in menu(browser_of(communicator()))
    administration = browser_of(administrator())
    assert '"url": "/admin/actualites/"' not in menu(administration)
    assert administration.get(reverse("actualites:index")).status_code == 302


def test_eight_rows_ask_as_much_as_two(tree: SiteTree) -> None:
    client = browser_of(communicator())

    def add(number: int) -> None:
        make_news(parent=tree.regions["bretagne"].news)
        make_alliance()
        NationalConferencePageFactory(title=f"Édition {number}", parent=tree.editions)

    def asked() -> dict[str, list[str]]:
        return {
            name: queries_of(lambda name=name: client.get(reverse(f"{name}:index")))
            for name in ("actualites", "alliances", "editions")
        }

    for number in range(2):
        add(number)
    few = asked()
    for number in range(2, 8):
        add(number)
    for name, many in asked().items():
        check_same(few[name], many, of=name)


def test_documents_are_listed_with_what_they_are(tree: SiteTree) -> None:
    for title, kind, listed in (("Kit", "compte-rendu", True), ("=Note", "autre", False)):
        document = Resource(title=title, kind=kind, listed=listed, file=ContentFile(b"x", name="note.txt"))
        document.save()
        insert_or_update_object(document)
    client, address = browser_of(communicator()), reverse("wagtaildocs:index")
    for query, found in (("?kind=compte-rendu", True), ("?listed=true", True), ("?listed=false", False)):
        table = BeautifulSoup(client.get(address + query).content, "html.parser").select_one("table.listing")
        assert ("Kit" in table.text, "Note" in table.text) == (found, not found), query
    assert "Kit" in client.get(f"{address}?q=kit&kind=compte-rendu&listed=true").content.decode()
    content = b"".join(client.get(f"{address}?export=csv").streaming_content)
    assert content.startswith("\ufeff".encode())
    assert b"Filename" not in content
    told = {
        row["Titre"]: (row["Nature"], row["À montrer dans les ressources"], row["Fichier"][:4])
        for row in exported(client, f"{address}?export=csv")
    }
    assert told == {"Kit": ("compte rendu", "oui", "note"), "'=Note": ("autre", "non", "note")}
