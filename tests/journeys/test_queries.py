"""A page asks the database the same number of questions however much there is to show."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conference.alliances.models import AlliancePage
from conference.models import EditionPartner, KeyFigure, LocalConferencePage, NationalConferencePage
from events.models import EventPage
from home.models import ContactPage, ContentPage, HomePage, MenuEntry, MissionPage, SiteMapPage
from measures.models import Chantier, TimelineEntry, Tool
from tests.conference.alliances.factories import make_alliance
from tests.conference.bodies import fill
from tests.conference.factories import NationalConferencePageFactory, make_site_tree
from tests.events.factories import EventPageFactory
from tests.measures.factories import ReviewFactory, make_measures

pytestmark = pytest.mark.django_db

# Cold: every cache emptied, the process warm.
PAGES = {
    "/": 11,
    "/mission/": 10,
    "/mesures/": 8,
    "/mesures/16-adresse-16/": 11,
    "/mesures/bilans/": 7,
    "/mesures/bilans/bilan-1/": 9,
    "/conference/": 6,
    "/conference/edition-1/": 12,
    "/regions/": 6,
    "/regions/bretagne/": 12,
    "/regions/bretagne/agenda/rencontre-1/": 10,
    "/alliances/": 8,
    "/regions/bretagne/alliances/alliance-1/": 12,
    "/contact/": 7,
    "/plan-du-site/": 10,
    "/mentions-legales/": 7,
    "/nulle-part/": 5,
    "/sitemap.xml": 6,
}

WITH_BODY = (
    HomePage,
    MissionPage,
    ContentPage,
    NationalConferencePage,
    LocalConferencePage,
    AlliancePage,
    EventPage,
)


def furnish(number: int) -> None:
    """A site with ``number`` of all that a page may list, neighbours for each alliance, full bodies."""
    tree = make_site_tree()
    measures = list(make_measures().values())
    for n in range(1, number + 1):
        edition = NationalConferencePageFactory(
            title=f"Édition {n}", slug=f"edition-{n}", start_date=date(2020 + n, 6, 1), parent=tree.editions
        )
        edition.key_figures = [KeyFigure(value=str(n), label="personnes")]
        edition.partners = [EditionPartner(name=f"Partenaire {n}")]
        edition.measures = measures[: n + 1]
        edition.save()
        event = EventPageFactory(
            parent=tree.regions["bretagne"].agenda, slug=f"rencontre-{n}", edition=edition
        )
        event.measures = measures[10 : 16 + n]
        event.save()
        make_alliance(slug=f"alliance-{n}", title=f"Alliance {n:02d}", measures=measures[15 : 16 + n % 5])
        ReviewFactory(slug=f"bilan-{n}")
        Chantier.objects.create(key=f"chantier-{n}", name=f"Chantier {n}", position=n)
        Tool.objects.create(key=f"outil-{n}", name=f"Outil {n}", position=n)
        TimelineEntry.objects.create(date=date(2020, 1, n), text="Étape")
    make_alliance(slug="voisine", title="Alliance voisine")
    for page in (
        MissionPage(title="La mission", slug="mission"),
        ContactPage(title="Contact", slug="contact"),
        SiteMapPage(title="Plan du site", slug="plan-du-site"),
        ContentPage(title="Mentions légales", slug="mentions-legales", role=ContentPage.Role.LEGAL),
    ):
        tree.home.refresh_from_db()
        MenuEntry.objects.create(location="legal", page=tree.home.add_child(instance=page))
    for model in WITH_BODY:
        fill(*model.objects.all(), measures=measures, leads_to=tree.agenda)
    for n in range(number):
        MenuEntry.objects.create(location="header", page=tree.agenda, label=f"Agenda {n}")


def questions(path: str) -> list[str]:
    """The SQL that a cold page needs."""
    client = Client()
    client.get(path)
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return [query["sql"] for query in asked.captured_queries]


def test_the_numbers_keep_the_promise() -> None:
    assert max(PAGES.values()) <= 12


@pytest.mark.parametrize("number", [1, 3, pytest.param(30, marks=pytest.mark.on_postgres)])
def test_a_page_asks_as_much_with_one_as_with_thirty(number: int) -> None:
    furnish(number)
    asked = {path: questions(path) for path in PAGES}
    assert {path: len(sql) for path, sql in asked.items()} == PAGES, "\n\n".join(
        f"{path}\n" + "\n".join(sql) for path, sql in asked.items() if len(sql) != PAGES[path]
    )
