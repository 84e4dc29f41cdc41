"""Every kind of page asks few queries from cold, and the same number with 1 and with 30 of what it lists."""

from datetime import date

import pytest
from django.test import Client

from conference.alliances.models import AlliancePage
from conference.core.models import SharePicture
from conference.models import (
    EditionPartner,
    KeyFigure,
    LocalConferencePage,
    LocalPartner,
    NationalConferencePage,
)
from events.models import EventPage
from home.models import ContactPage, ContentPage, HomePage, MenuEntry, MissionPage, SiteMapPage
from home.news.models import NewsPage
from measures.models import (
    Assessment,
    Chantier,
    ContributionFigure,
    ContributionPage,
    TimelineEntry,
    Tool,
)
from tests.conference.alliances.factories import make_alliance
from tests.conference.bodies import fill
from tests.conference.core.shown import make_pictures
from tests.conference.factories import NationalConferencePageFactory, make_site_tree
from tests.conference.regions.rows import undone
from tests.events.factories import EventPageFactory
from tests.home.news.factories import make_news
from tests.measures.factories import ContributionFactory, ProgressFactory, ReviewFactory, cite, make_measures
from tests.queries import COLD, COLD_COMPOSED, check_few, check_same, page_queries

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/mission/",
    "/mesures/",
    "/mesures/16-adresse-16/",
    "/mesures/avancees/",
    "/mesures/donnees/",
    "/mesures/donnees.zip",
    "/mesures/integration/",
    "/mesures/bilans/",
    "/mesures/bilans/bilan-1/",
    "/mesures/bilans/comparer/",
    "/conference/",
    "/conference/edition-1/",
    "/regions/",
    "/regions/bretagne/",
    "/regions/bretagne/agenda/rencontre-1/",
    "/alliances/",
    "/regions/bretagne/alliances/alliance-1/",
    "/actualites/",
    "/actualites/?region=bretagne&mesure=16",
    "/regions/bretagne/actualites/actualite-1/",
    "/actualites.atom",
    "/contact/",
    "/plan-du-site/",
    "/mentions-legales/",
    "/nulle-part/",
    "/sitemap.xml",
]
MISSING = "/nulle-part/"
# Made of parts in the order that a team wants, each with rows of its own, and a full body.
COMPOSED = ("/", "/conference/edition-1/", "/regions/bretagne/", "/mesures/16-adresse-16/")
WITH_BODY = (
    HomePage,
    MissionPage,
    ContentPage,
    NationalConferencePage,
    LocalConferencePage,
    AlliancePage,
    EventPage,
    NewsPage,
)


def furnish(number: int) -> None:
    """A site with ``number`` of all that a page may list, neighbours for each alliance, full bodies."""
    tree = make_site_tree()
    measures = list(make_measures().values())
    pictures = make_pictures(number)
    shown = [("image", {"image": picture}) for picture in pictures]
    first = None
    for n in range(1, number + 1):
        edition = NationalConferencePageFactory(
            title=f"Édition {n}", slug=f"edition-{n}", start_date=date(2020 + n, 6, 1), parent=tree.editions
        )
        edition.key_figures = [KeyFigure(value=str(n), label="personnes")]
        edition.partners = [EditionPartner(name=f"Partenaire {n}", logo=logo) for logo in pictures[:n]]
        edition.cover, edition.photographs = pictures[n - 1], shown
        edition.measures = measures[: n + 1]
        edition.save()
        event = EventPageFactory(
            parent=tree.regions["bretagne"].agenda, slug=f"rencontre-{n}", edition=edition
        )
        event.measures, event.cover = measures[10 : 16 + n], pictures[n - 1]
        event.save()
        make_news(
            slug=f"actualite-{n}",
            parent=tree.regions["bretagne"].news,
            measures=measures[15 : 16 + n % 5],
            cover=pictures[n - 1],
        )
        national = {"national": True, "edition": first or edition, "cover": event.cover}
        EventPageFactory(parent=tree.agenda, slug=f"nationale-{n}", **national)
        first = first or edition
        alliance = make_alliance(
            slug=f"alliance-{n}", title=f"Alliance {n:02d}", measures=measures[15 : 16 + n % 5]
        )
        alliance.cover = pictures[n - 1]
        alliance.save()
        review = ReviewFactory(slug=f"bilan-{n}")
        assessment = Assessment.objects.create(review=review, measure=measures[15], level="niveau-0")
        notes = ProgressFactory(measure=measures[15]), ProgressFactory(subject="Sujet")
        for fact in (review, assessment, *notes, alliance, event):
            cite(fact)
        contribution = ContributionFactory(
            region=tree.regions["bretagne"].region, measure=measures[15], text=f"Fait {n}"
        )
        contribution.figures = [
            ContributionFigure(value=str(each), unit="u", date=date(2026, 1, 1)) for each in (n, n + 1)
        ]
        contribution.pages = [ContributionPage(page=page.page_ptr) for page in (event, alliance)]
        contribution.save()
        Chantier.objects.create(key=f"chantier-{n}", name=f"Chantier {n}", position=n)
        Tool.objects.create(key=f"outil-{n}", name=f"Outil {n}", position=n)
        cite(TimelineEntry.objects.create(date=date(2020, 1, n), text="Étape"))
    make_alliance(slug="voisine", title="Alliance voisine", cover=pictures[0])
    local = tree.regions["bretagne"].page
    local.cover, local.photographs = pictures[0], shown
    local.partners = [LocalPartner(name="Partenaire", logo=logo) for logo in pictures]
    local.featured = [("page", edition), ("page", event), ("page", alliance)]
    local.save()
    for page in (
        MissionPage(title="La mission", slug="mission"),
        ContactPage(title="Contact", slug="contact"),
        SiteMapPage(title="Plan du site", slug="plan-du-site"),
        ContentPage(title="Mentions légales", slug="mentions-legales", role=ContentPage.Role.LEGAL),
    ):
        tree.home.refresh_from_db()
        MenuEntry.objects.create(location="legal", page=tree.home.add_child(instance=page))
    for page in (edition, local, alliance, event):
        SharePicture.objects.create(page=page, file="images/partage/page.png")
    for model in WITH_BODY:
        fill(*model.objects.all(), measures=measures, leads_to=tree.agenda)
    for n in range(number):
        MenuEntry.objects.create(location="header", page=tree.agenda, label=f"Agenda {n}")


def cold_queries() -> dict[str, list[str]]:
    client = Client()
    return {path: page_queries(client, path, status=404 if path == MISSING else 200) for path in PAGES}


def test_a_page_asks_few_and_as_much_with_one_as_with_thirty() -> None:
    with undone():
        furnish(1)
        few = cold_queries()
    furnish(30)
    many = cold_queries()
    for path in PAGES:
        check_few(few[path], most=COLD_COMPOSED if path in COMPOSED else COLD, of=path)
        check_same(few[path], many[path], of=path)
