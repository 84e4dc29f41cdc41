"""The page of a measure as it stood at a date."""

from datetime import date

import pytest
from django.test import Client

from measures.models import Measure, Precision
from tests.conference.factories import make_site_tree
from tests.measures.factories import (
    ProgressFactory,
    ReviewFactory,
    make_measures,
)
from tests.measures.test_measure_page import assess, page, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def measure() -> Measure:
    make_site_tree(regions=())
    return make_measures(2, 3, 4)[3]


def test_the_state_at_a_date_uses_no_later_fact(measure: Measure) -> None:
    early, late = ReviewFactory(date="2020-11-23"), ReviewFactory(date="2022-05-10")
    assess(measure, early, comment="Tôt")
    assess(measure, late, comment="Tard")
    ProgressFactory(measure=measure, date=date(2021, 3, 2), text="Entre deux")
    ProgressFactory(
        measure=measure, date=date(2021, 1, 1), date_precision=Precision.YEAR, text="Dans l’année"
    )
    ProgressFactory(measure=measure, date=None, text="Un jour")
    ProgressFactory(measure=measure, date=None, review=late, text="Dit tard")
    measure.next_update = date(2024, 1, 1)
    measure.save()
    answer = Client().get("/mesures/3-adresse-3/?au=2021-06-01")
    assert (answer.status_code, answer["Location"]) == (302, "/mesures/3-adresse-3/?au=2021-03-02")
    said = words(page("?au=2021-03-02"))
    for known in (
        "État au 2 mars 2021",
        "Tôt",
        "Entre deux",
        "Un jour",
        "Dernier bilan public : 23 novembre 2020.",
    ):
        assert known in said
    for later in ("Tard", "Dans l’année", "Dit tard", "aucun depuis", "Prochaine mise à jour", "10 mai 2022"):
        assert later not in said
    assert "/mesures/3-adresse-3/?au=2021-03-02" in said  # how to quote it


def test_at_a_date_what_is_not_known_is_told_in_the_past(measure: Measure) -> None:
    ProgressFactory(measure=measure, date=date(2020, 5, 7))
    review = ReviewFactory(date="2020-11-23")
    assess(measure, review, date_of_fact=date(2021, 2, 1))
    before = words(page("?au=1999-01-01"))
    assert "Où en était-elle au 1er janvier 1999 ?" in before
    assert "De cette mesure, aucun fait n’est connu à cette date." in before
    assert "Seul le titre de cette mesure est public" not in before
    assert "À cette date, aucun bilan public n’était encore paru." in words(page("?au=2020-05-07"))
    between = words(page("?au=2020-11-23"))
    assert "À cette date, aucun bilan public n’avait donné le niveau de cette mesure." in between


def test_a_level_whose_fact_is_later_than_its_review_waits_for_it(measure: Measure) -> None:
    assess(measure, ReviewFactory(date="2020-11-23"), date_of_fact=date(2021, 2, 1))
    assert page("?au=2020-11-23").select(".level") == []
    assert len(page("?au=2021-02-01").select(".review-columns .level")) == 1


def test_a_date_that_is_none_is_left_out_in_words(measure: Measure) -> None:
    ReviewFactory(date="2020-11-23")
    assert "« hier » n’est pas une date" in words(page("?au=hier"))
    assert "le premier est du 23 novembre 2020" in words(page("?au=1999-01-01"))
