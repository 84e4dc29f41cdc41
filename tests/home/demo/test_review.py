"""The fictional review: said fictional wherever it shows, apart from the real ones, gone with the rest."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from home.demo.remove import remove_demo
from measures.models import Progress, Review

pytestmark = [pytest.mark.django_db, pytest.mark.demo]

REAL = {"bilan-6-mois", "bilan-1-an", "bilan-final"}


def read(client: Client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def test_it_has_a_scale_of_its_own_and_levels_of_most_measures() -> None:
    review = Review.objects.get(fictional=True)
    assert review.title.startswith("FICTIF")
    keys = set(review.scale.values_list("key", flat=True))
    others = Review.objects.real().values_list("scale__key", flat=True)
    assert len(keys) >= 3
    assert keys.isdisjoint(others)
    assert {each.level for each in review.assessments.all()} == keys
    assert 15 <= review.assessments.count() < 21, "some measures have no level"
    assert len(set(review.scale.values_list("sign", flat=True))) == len(keys)
    assert all(step.meaning for step in review.scale.all())


def test_each_of_its_levels_says_that_it_is_fictional(client: Client) -> None:
    review = Review.objects.get(fictional=True)
    for path in ("/mesures/", "/mesures/?vue=tableau", review.get_absolute_url()):
        shown = read(client, path).select("[data-measure] [data-level]:not([data-level=non-publie])")
        assert len(shown) >= review.assessments.count(), path
        assert all("FICTIF" in each.get_text() for each in shown), path


def test_it_is_not_among_those_that_somebody_published(client: Client) -> None:
    assert set(Review.objects.real().values_list("slug", flat=True)) == REAL
    assert "FICTIF" not in read(client, "/mesures/bilans/comparer/").main.get_text()
    assert "FICTIF" not in read(client, "/").main.get_text()
    apart = read(client, "/mesures/bilans/").find(id="t-fictifs").find_parent("section")
    apart.extract()
    assert "FICTIF" in apart.get_text()


@pytest.mark.long
def test_it_goes_with_the_demonstration_and_a_note_tied_to_it_stays() -> None:
    note = Progress.objects.create(subject="Sujet", text="Texte.", review=Review.objects.get(fictional=True))
    remove_demo()
    assert set(Review.objects.values_list("slug", flat=True)) == REAL
    note.refresh_from_db()
    assert note.review is None
