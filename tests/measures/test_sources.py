"""« D’après »: the sources of a fact, wherever it stands."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template

from measures.models import Precision, Review
from tests.measures.factories import ReviewFactory, cite

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
    cite(review, says="3 M€")
    soup = rendered(review)
    assert [p.get_text() for p in soup.select(".sources--beside .sources__says")] == ["1,5 M€", "3 M€"]


def test_a_source_that_nobody_could_read_is_not_shown() -> None:
    review = ReviewFactory()
    cite(review, shown=False)
    assert not rendered(review).get_text().strip()
    cite(review, date=None)
    soup = rendered(review)
    assert len(soup.select("[data-source]")) == 1
    assert "date non publiée" in soup.get_text()
