"""The pages of the reviews: latest first, who judged, levels in groups, what was withdrawn, comparison."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from measures.models import Assessment, Measure, Progress, Review, ScaleStep
from tests.conference.factories import make_site_tree
from tests.measures.factories import ReviewFactory, give_levels, make_measures
from tests.measures.reading import read, words
from tests.queries import check_few, check_same, page_queries

pytestmark = pytest.mark.django_db

REVIEWS = "/mesures/bilans/"
COMPARE = "/mesures/bilans/comparer/"


@pytest.fixture(autouse=True)
def measures() -> dict[int, Measure]:
    make_site_tree(regions=())
    return make_measures()


def test_reviews_are_listed_latest_first_everywhere(client: Client) -> None:
    for day in ("2021-05-01", "2020-11-01", "2022-05-01"):
        ReviewFactory(title=f"Bilan de {day}", date=day)
    expected = ["Bilan de 2022-05-01", "Bilan de 2021-05-01", "Bilan de 2020-11-01"]
    for path, names in (
        ("/mesures/", ".review-totals h3 a"),
        (REVIEWS, ".review-totals h2 a"),
        (COMPARE, "h3 a"),
    ):
        assert [words(each) for each in read(client, path).select(names)] == expected, path
    assert [review.title for review in Review.objects.all()] == expected


def test_totals_are_told_in_words_with_who_judged(client: Client) -> None:
    review = ReviewFactory(judge="independent", judged_by="la Cour d’essai")
    ScaleStep.objects.create(review=review, key="sans", label="Sans total", position=3)
    for path in (REVIEWS, review.get_absolute_url(), "/mesures/"):
        figure = read(client, path).select_one(".review-totals__figure")
        assert "7 Tenue 7 En retard" in words(figure), path
        assert "Sans total : total non publié" in words(figure), path
        assert "évaluation indépendante par la Cour d’essai" in words(figure), path
        threads = [len(step.select("svg")) for step in figure.select("li")]
        assert threads == [7, 7, 0], path


def test_a_review_groups_the_measures_by_level_and_says_which_have_none(client: Client) -> None:
    review = ReviewFactory()
    give_levels(review, {2: "niveau-1", 1: "niveau-0"}, comment="Le dit de ce bilan.")
    page = read(client, review.get_absolute_url())
    groups = {
        words(section.h3): [int(each["data-measure"]) for each in section.select("[data-measure]")]
        for section in page.select(".dimension--level")
    }
    assert groups == {"Tenue": [1], "En retard": [2], "Niveau non publié": list(range(3, 22))}
    assert "Le dit de ce bilan." in words(page.select_one(".dimension"))


def test_a_review_without_levels_says_so_once(client: Client) -> None:
    page = read(client, ReviewFactory().get_absolute_url())
    assert words(page).count("n’a publié que des totaux") == 1
    assert page.select(".dimension") == []


def test_levels_that_do_not_make_the_totals_are_told_with_the_reason(client: Client) -> None:
    review = ReviewFactory(totals_note="Deux mesures ont fusionné.")
    give_levels(review, dict.fromkeys(range(1, 8), "niveau-0") | {8: "niveau-1"})
    page = words(read(client, review.get_absolute_url()))
    assert "En retard : total publié 7, mesures à ce niveau 1" in page
    assert "Tenue : total publié" not in page
    assert "Deux mesures ont fusionné." in page


def test_the_notes_of_a_review_are_on_its_page_and_tied_to_no_measure(client: Client) -> None:
    review = ReviewFactory()
    Progress.objects.create(
        subject="Un sujet",
        text="Ce qui est dit.",
        review=review,
        published_at=datetime(2024, 1, 1, tzinfo=UTC),
    )
    Progress.objects.create(
        subject="L’autre sujet", text="Ensuite.", review=review, published_at=datetime(2024, 1, 1, tzinfo=UTC)
    )
    Progress.objects.create(subject="Un brouillon", text="Pas encore.", review=review)
    notes = read(client, review.get_absolute_url()).select_one(".review-notes")
    assert [words(heading) for heading in notes.select("h3")] == ["Un sujet", "L’autre sujet"]
    assert "énoncé dans" not in words(notes)
    assert f"énoncé dans « {review.title} »" in words(read(client, "/mesures/avancees/"))
    assert "Un brouillon" not in words(notes)
    assert notes.select("[data-measure]") == []


def test_a_withdrawn_review_says_when_and_why_and_shows_no_level(client: Client) -> None:
    review = ReviewFactory(
        title="Bilan retiré",
        comment="Ce qu’il disait.",
        narrative="<p>Ce qu’il racontait.</p>",
        withdrawn_at=datetime(2024, 5, 1, 22, 30, tzinfo=UTC),
        withdrawal_reason="Des totaux étaient faux.",
    )
    give_levels(review, {1: "niveau-0"})
    page = read(client, review.get_absolute_url())
    assert "Ce bilan a été retiré le 2 mai 2024 . Motif : Des totaux étaient faux." in words(page)
    assert page.select("[data-level]") == []
    assert "Ce qu’il" not in words(page.main)
    listed = read(client, REVIEWS)
    assert listed.select(".review-totals") == []
    assert "Bilan retiré" in words(listed.find(id="t-retires").find_parent("section"))


def test_a_draft_review_is_nowhere(client: Client) -> None:
    review = ReviewFactory(live=False)
    assert client.get(review.get_absolute_url()).status_code == 404
    assert read(client, REVIEWS).select(".review-totals") == []


def test_a_draft_is_previewed_as_its_page(client: Client, measures: dict[int, Measure]) -> None:
    """Scale and levels that are in the draft alone."""
    review = ReviewFactory(live=False)
    review.scale.add(ScaleStep(key="inedit", label="Niveau inédit", position=9))
    review.assessments.add(Assessment(measure=measures[4], level="inedit"))
    draft = Review.from_json(review.to_json())
    answer = draft.make_preview_request()
    page = BeautifulSoup(answer.render().content, "html.parser")
    group = page.find(id="n-inedit").find_parent("section")
    assert [int(each["data-measure"]) for each in group.select("[data-measure]")] == [4]


def test_side_by_side_nothing_is_added_nor_subtracted(client: Client) -> None:
    for day, total in (("2020-01-01", 4), ("2022-01-01", 9)):
        ReviewFactory(date=day, title="Bilan").scale.update(published_total=total)
    page = read(client, COMPARE)
    totals = [[words(cell) for cell in each.select("td")] for each in page.select(".side-by-side__totals")]
    assert totals == [["9", "9"], ["4", "4"]]
    assert "Pourquoi ils ne se soustraient pas" in words(page)
    figures = {"5", "13", "+5", "-5", "6,5", "18", "8"}
    assert not figures & set(words(page.main).split()), "a difference, a sum or an average"


def test_the_pages_of_reviews_ask_as_little_with_ten_as_with_one(client: Client) -> None:
    def more(number: int) -> None:
        for n in range(number):
            give_levels(ReviewFactory(date=date(2020, 1, 1 + n)), dict.fromkeys(range(1, 22), "niveau-0"))

    first = ReviewFactory(slug="premier", date="2019-01-01")
    give_levels(first, {1: "niveau-0"})
    paths = (REVIEWS, COMPARE, first.get_absolute_url())
    few = [page_queries(client, path) for path in paths]
    more(9)
    for path, one in zip(paths, few, strict=True):
        many = page_queries(client, path)
        check_same(one, many, of=path)
        check_few(many, of=path)
