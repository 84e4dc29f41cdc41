"""« D’après »: the sources of a fact, wherever it stands."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.test import Client

from home.models import MissionPage
from measures.models import Assessment, Citation, Precision, Review
from tests.conference.alliances.factories import make_alliance
from tests.conference.factories import make_site_tree
from tests.events.factories import EventPageFactory
from tests.measures.factories import (
    ProgressFactory,
    ReviewFactory,
    TimelineEntryFactory,
    cite,
    make_measures,
)

pytestmark = pytest.mark.django_db


def rendered(review: Review) -> BeautifulSoup:
    markup = Template("{% load measures_tags %}{% sources fact=review %}").render(
        Context({"review": Review.objects.get(pk=review.pk)})
    )
    return BeautifulSoup(markup, "html.parser")


def test_a_source_is_told_by_its_title_publisher_and_date_with_its_copy() -> None:
    review = ReviewFactory()
    cite(
        review,
        title="Bilan final",
        publisher="Carenews",
        date=date(2022, 5, 1),
        date_precision=Precision.MONTH,
        archived_url="https://archive.example/bilan",
        verified_on=date(2026, 11, 2),
    )
    soup = rendered(review)
    words = " ".join(soup.get_text().split())
    assert "D’après" in words
    assert "Bilan final, Carenews, mai 2022" in words
    assert "vérifiée le 2 novembre 2026" in words
    assert [a["href"] for a in soup.select("a")] == [
        review.citations.get().source.url,
        "https://archive.example/bilan",
    ]
    assert "sources--beside" not in str(soup)


def test_sources_that_say_something_stand_side_by_side() -> None:
    review = ReviewFactory()
    cite(review, says="1,5 M€")
    cite(review, says="montant annoncé")
    soup = rendered(review)
    assert [p.get_text() for p in soup.select(".sources--beside .sources__says")] == [
        "1,5 M€",
        "Montant annoncé",
    ]


def test_a_source_that_nobody_could_read_is_not_shown() -> None:
    review = ReviewFactory()
    cite(review, shown=False)
    assert not rendered(review).get_text().strip()
    cite(review, date=None)
    soup = rendered(review)
    assert len(soup.select("[data-source]")) == 1
    assert "date non publiée" in soup.get_text()


def test_every_kind_of_fact_that_cites_a_source_links_to_it_where_it_stands() -> None:
    """All models of citations are walked: a new one has to say on which page its sources are read."""
    tree = make_site_tree()
    home = tree.home.__class__.objects.get(pk=tree.home.pk)
    home.add_child(instance=MissionPage(title="La mission", slug="mission"))
    measure, review = make_measures(3)[3], ReviewFactory(slug="bilan")
    alliance = make_alliance(slug="alliance", website="https://www.alliance.example/presentation")
    event = EventPageFactory(
        parent=tree.regions["bretagne"].agenda,
        slug="passee",
        start=datetime(2021, 3, 25, 9, tzinfo=UTC),
        end=datetime(2021, 3, 25, 17, tzinfo=UTC),
    )
    assessment = Assessment.objects.create(review=review, measure=measure, level="niveau-0")
    shown_on = {
        review: ["/mesures/bilans/bilan/"],
        assessment: ["/mesures/3-adresse-3/", "/mesures/bilans/bilan/"],
        ProgressFactory(measure=measure): ["/mesures/3-adresse-3/"],
        ProgressFactory(subject="Sans numéro", review=review): [
            "/mesures/avancees/",
            "/mesures/bilans/bilan/",
        ],
        TimelineEntryFactory(): ["/mission/"],
        alliance: [alliance.get_url()],
        event: [event.get_url()],
    }
    assert {type(fact)._meta.get_field("citations").related_model for fact in shown_on} == set(
        Citation.__subclasses__()
    )
    cited = [
        (address, cite(fact).source.url) for fact, addresses in shown_on.items() for address in addresses
    ]
    for address, source in cited:
        page = BeautifulSoup(Client().get(address).content, "html.parser")
        assert page.select_one(f".sources a[href='{source}']") is not None, address
    page = BeautifulSoup(Client().get(alliance.get_url()).content, "html.parser")
    assert page.select_one(".facts a[href^='https://www.alliance']").get_text() == "alliance.example"
