"""The library: its list, its filters, the page of a document; what is kept for some is not there."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from conference.core.models import Resource, Sdg
from conference.regions.rights import ensure_relay_team
from home.resources import listing
from home.resources.models import ResourcesPage, ResourceTopics
from measures.models import Measure
from tests.conference.core.uploads.files import pdf
from tests.conference.factories import make_site_tree
from tests.measures.factories import make_measures
from tests.queries import check_few, check_same, page_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home() -> Any:
    tree = make_site_tree()
    tree.home.refresh_from_db()
    tree.home.add_child(instance=ResourcesPage(title="Ressources", slug="ressources"))
    return tree


def make_resource(
    title: str, *, measures: tuple[Measure, ...] = (), goals: tuple[int, ...] = (), **values: Any
) -> Resource:
    resource = Resource(
        **{"title": title, "listed": True, "kind": "kit", **values},
        file=ContentFile(pdf(), name="document.pdf"),
    )
    resource.save()
    resource.get_file_size()
    if measures or goals:
        topics = ResourceTopics.objects.create(resource=resource)
        topics.measures.set(measures)
        topics.sdgs.set(
            [Sdg.objects.get_or_create(number=n, defaults={"name": f"But {n}"})[0] for n in goals]
        )
    return resource


def main_of(address: str) -> BeautifulSoup:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser").select_one("main")


def shown(query: str = "") -> list[str]:
    return [title.text for title in main_of(f"/ressources/{query}").select(".resource-row h2")]


def test_the_library_shows_what_is_ticked_for_it_latest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    make_resource("Sans date")
    make_resource("Ancienne", date=datetime.date(2024, 3, 1))
    make_resource("Récente", date=datetime.date(2026, 3, 1))
    make_resource("Interne", listed=False)
    assert shown() == ["Récente", "Ancienne", "Sans date"]
    monkeypatch.setattr(listing, "PER_PAGE", 2)
    assert shown("?page=2") == ["Sans date"]


def test_what_is_kept_for_some_is_neither_listed_nor_found(client: Client) -> None:
    above = Collection.get_first_root_node().add_child(name="Interne")
    below = above.add_child(name="Plus bas")
    CollectionViewRestriction.objects.create(collection=above, restriction_type="login")
    kept = [make_resource("Gardé", collection=above), make_resource("Gardé aussi", collection=below)]
    make_resource("Public")
    assert shown() == ["Public"]
    for resource in kept:
        assert client.get(f"/ressources/{resource.pk}-garde/").status_code == 404


def test_the_filters_narrow_the_library() -> None:
    measures = make_measures(9, 16)
    region = make_site_tree().regions["bretagne"].region
    team = ensure_relay_team(region)
    make_resource("Kit de l’œuvre commune", measures=(measures[9], measures[16]), goals=(4, 17))
    make_resource("Bilan", kind="rapport", date=datetime.date(2025, 5, 5), measures=(measures[16],))
    make_resource("Compte rendu breton", kind="compte-rendu", collection=team.collection)
    assert shown("?nature=rapport") == ["Bilan"]
    assert shown("?mesure=9&mesure=16&nature=kit") == ["Kit de l’œuvre commune"]
    assert shown("?odd=4&odd=17") == ["Kit de l’œuvre commune"]
    assert shown("?annee=2025") == ["Bilan"]
    assert shown("?region=bretagne") == ["Compte rendu breton"]
    assert shown("?q=OEUVRE+comm") == ["Kit de l’œuvre commune"]
    assert shown("?q=oeuvre+bilan") == []
    said = main_of("/ressources/?nature=x&odd=99&annee=1900&q=%21").text.replace("\N{NO-BREAK SPACE}", " ")
    for sentence in (
        "« x » n’est pas une nature",
        "« 99 » n’est pas un objectif",
        "Aucun document de l’année « 1900 »",
        "« ! » ne contient ni lettre ni chiffre",
    ):
        assert sentence in said


def test_a_document_has_a_page_of_its_own(client: Client) -> None:
    measures = make_measures(16)
    team = ensure_relay_team(make_site_tree().regions["bretagne"].region)
    resource = make_resource(
        "Kit du relais",
        description="Tout pour une session.",
        measures=(measures[16],),
        goals=(4,),
        collection=team.collection,
        author="Camille Exemple",
        licence="ouverte",
        accessible=False,
        html_version="https://site.invalid/kit/",
    )
    address = f"/ressources/{resource.pk}-kit-du-relais/"
    assert main_of("/ressources/").select_one(f'a[href="{address}"]')
    item = main_of(address)
    assert item.select_one("h1").text == "Kit du relais"
    assert item.select_one(f'a.button[href="{resource.url}"]')
    facts = {row.dt.text: " ".join(row.dd.text.split()) for row in item.select(".facts > div")}
    assert facts["Format"].startswith("PDF, ")
    assert (facts["Par"], facts["Accessible"], facts["Région"]) == ("Camille Exemple", "non", "Bretagne")
    assert item.select_one('[data-measure="16"]')
    assert item.select_one('a[href="https://site.invalid/kit/"]')
    moved = client.get(f"/ressources/{resource.pk}-ancien-titre/")
    assert (moved.status_code, moved["Location"]) == (301, address)
    assert client.get("/ressources/999999-rien/").status_code == 404
    assert f"{address}</loc>" in client.get("/sitemap.xml").content.decode()


def test_thirty_documents_ask_as_much_as_one() -> None:
    measures = make_measures(16)
    team = ensure_relay_team(make_site_tree().regions["bretagne"].region)
    first = make_resource("Kit", measures=(measures[16],), goals=(4,), date=datetime.date(2026, 1, 1))
    pages = ["/ressources/", "/ressources/?mesure=16&q=kit&odd=4", f"/ressources/{first.pk}-kit/"]
    few = {page: page_queries(Client(), page) for page in pages}
    for number in range(29):
        make_resource(f"Kit {number}", measures=(measures[16],), goals=(4,), collection=team.collection)
    many = {page: page_queries(Client(), page) for page in pages}
    for page in pages:
        check_few(many[page], of=page)
        check_same(few[page], many[page], of=page)
