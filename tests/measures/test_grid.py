"""The grid of a review: a plain form that saves a draft, and the JSON that its script reads."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.test.utils.form_data import querydict_from_html

from measures.levels import Said, grid_of
from measures.models import Assessment, AssessmentCitation, Measure, Review, ReviewCitation, Source
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator, person, superuser
from tests.measures.factories import ReviewFactory, SourceFactory, make_measures

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Client:
    make_site_tree(regions=())
    return browser_of(communicator())


@pytest.fixture
def review() -> Review:
    """A published review of two levels, with one source, of which no measure has a level."""
    make_measures()
    review = ReviewFactory()
    review.scale.update(published_total=None)
    ReviewCitation.objects.create(review=review, source=SourceFactory())
    return review


def grid(review: Review) -> str:
    return reverse("bilans:grid", args=[review.pk])


def fields(client: Client, review: Review) -> dict:
    """What the grid's form holds, as a browser would send it."""
    html = client.get(grid(review)).content.decode()
    data = querydict_from_html(html, form_id="review-grid")
    return {name: data.getlist(name) for name in data if not name.startswith("action-")}


def as_script(client: Client, review: Review, data: dict):
    return client.post(grid(review), data, headers={"Accept": "application/json"})


def draft(review: Review) -> Review:
    return Review.objects.get(pk=review.pk).get_latest_revision_as_object()


def test_the_21_are_there_with_the_levels_of_the_review(team: Client, review: Review) -> None:
    ReviewFactory(levels=("Niveau étranger",))
    soup = BeautifulSoup(team.get(grid(review)).content, "html.parser")
    assert [int(row["data-measure"]) for row in soup.select("[data-measure]")] == list(range(1, 22))
    row = soup.select_one("[data-measure='3']")
    assert [radio["data-digit"] for radio in row.select("[type=radio]")] == ["1", "2", "0"]
    assert "Niveau étranger" not in soup.get_text()


def test_without_script_the_form_saves_a_draft_and_publishes_nothing(team: Client, review: Review) -> None:
    source = Source.objects.get()
    data = fields(team, review) | {
        "mesure-3-level": "niveau-1",
        "mesure-3-comment": "Un fait",
        "mesure-3-date_of_fact": "2024-02-01",
        "mesure-3-sources": [source.pk],
    }
    answer = team.post(grid(review), data, follow=True)
    assert "Brouillon enregistré à" in answer.content.decode()
    said = Said("niveau-1", "Un fait", date(2024, 2, 1), (source.pk,))
    assert grid_of(draft(review)) == {3: said}
    assert not Assessment.objects.exists()
    assert fields(team, review)["mesure-3-date_of_fact"] == ["2024-02-01"]


def test_saving_what_is_there_changes_nothing(team: Client, review: Review) -> None:
    row = Assessment.objects.create(review=review, measure_id=_key(3), level="niveau-0", comment="A\nB")
    AssessmentCitation.objects.create(assessment=row, source=Source.objects.get(), says="Autre chiffre")
    team.post(grid(review), fields(team, review))
    assert Review.objects.get().latest_revision is None


def test_what_a_source_says_outlives_the_grid(team: Client, review: Review) -> None:
    row = Assessment.objects.create(review=review, measure_id=_key(3), level="niveau-0")
    AssessmentCitation.objects.create(assessment=row, source=Source.objects.get(), says="Autre chiffre")
    team.post(grid(review), fields(team, review) | {"mesure-3-comment": "Un fait"})
    assert [each.says for each in draft(review).assessments.get().citations.all()] == ["Autre chiffre"]


def test_everything_is_published_as_one_act(team: Client, review: Review) -> None:
    data = fields(team, review) | {
        "mesure-3-level": "niveau-1",
        "mesure-3-sources": _source(),
    }
    answer = team.post(grid(review), data | {"action-publish": "1"}, follow=True)
    assert "Le bilan est publié." in answer.content.decode()
    assert str(Assessment.objects.get().step) == "En retard"


def test_a_level_without_source_stays_in_the_draft_and_its_measure_is_named(
    team: Client, review: Review
) -> None:
    data = fields(team, review) | {"mesure-3-level": "niveau-1", "mesure-9-level": "niveau-1"}
    answer = team.post(grid(review), data | {"action-publish": "1"}, follow=True)
    assert "Sans source\u00a0: les mesures 3 et 9." in answer.content.decode()
    assert not Assessment.objects.exists()
    assert sorted(grid_of(draft(review))) == [3, 9]


def test_a_difference_from_the_totals_is_shown_and_its_reason_publishes(team: Client, review: Review) -> None:
    review.scale.filter(key="niveau-0").update(published_total=5)
    data = fields(team, review) | {
        "mesure-3-level": "niveau-0",
        "mesure-3-sources": _source(),
    }
    answer = team.post(grid(review), data | {"action-publish": "1"}, follow=True)
    assert "dites pourquoi." in answer.content.decode()
    row = BeautifulSoup(answer.content, "html.parser").select_one("li[data-level='niveau-0']")
    assert (row["class"], row.select_one("[data-given]").text) == (["differs"], "1")
    data = fields(team, review) | {"totals_note": "Un seul est publié.", "action-publish": "1"}
    team.post(grid(review), data)
    assert Review.objects.get().totals_note == "Un seul est publié."
    assert Assessment.objects.count() == 1


def test_one_source_is_cited_for_every_measure_with_a_level(team: Client, review: Review) -> None:
    source = Source.objects.get()
    levels = {f"mesure-{number}-level": "niveau-0" for number in (3, 5)}
    team.post(grid(review), fields(team, review) | levels | {"cite": source.pk, "action-cite": "1"})
    cited = {number: said.sources for number, said in grid_of(draft(review)).items()}
    assert cited == {3: (source.pk,), 5: (source.pk,)}


# --- Refusals ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("level", "ailleurs", "Ce niveau n’est pas de l’échelle de ce bilan."),
        ("date_of_fact", "2999-01-01", "Cette date est à venir."),
        ("date_of_fact", "hier", "Saisissez une date valide."),
        ("sources", "999999", "Cette source n’existe pas ou n’est pas à montrer."),
        ("sources", "x", "Cette source n’existe pas ou n’est pas à montrer."),
        ("comment", "=cmd", "Un commentaire ne commence pas par «\u00a0=\u00a0»."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_saved(
    team: Client, review: Review, field: str, value: str, sentence: str
) -> None:
    data = fields(team, review) | {f"mesure-3-{field}": value, "mesure-9-comment": "Gardé"}
    answer = as_script(team, review, data)
    assert (answer.status_code, answer.json()) == (422, {"errors": {f"mesure-3-{field}": [sentence]}})
    answer = team.post(grid(review), data)
    html = answer.content.decode()
    assert (sentence in html, "Gardé" in html, answer.status_code) == (True, True, 422)
    assert draft(review).assessments.count() == 0


def test_a_source_that_is_not_shown_is_not_offered(team: Client, review: Review) -> None:
    hidden = SourceFactory(title="Rapport caché", shown=False)
    SourceFactory(title="Rapport d’été")
    found = team.get(reverse("bilans:sources"), {"q": "rapport ETE"}).json()["sources"]
    assert [each["name"] for each in found] == ["Un éditeur – Rapport d’été"]
    assert team.get(reverse("bilans:sources"), {"q": "caché"}).json() == {"sources": []}
    assert team.get(reverse("bilans:sources")).json() == {"sources": []}
    answer = as_script(team, review, fields(team, review) | {"mesure-3-sources": hidden.pk})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "sent",
    [
        {"version": "\0"},
        {"overwrite": "9" * 50},
        {"cite": "x", "action-cite": "1"},
        {"cite": "9" * 18, "action-cite": "1"},
        {"totals_note": "a\0" * 3000},
        {"mesure-3-sources": ["", "²"]},
        {"mesure-3-comment": "a\0"},
    ],
)
def test_nothing_that_is_sent_makes_it_fail(team: Client, review: Review, sent: dict) -> None:
    assert team.post(grid(review), fields(team, review) | sent).status_code in (302, 409, 422)
    url = reverse("bilans:levels_import", args=[review.pk])
    assert team.post(url, sent | {"checked": "\0"}).status_code in (200, 422)


# --- Two people ----------------------------------------------------------------------------------


def test_a_later_save_does_not_overwrite_the_other_persons(team: Client, review: Review) -> None:
    other = browser_of(superuser())
    mine, theirs = fields(team, review), fields(other, review)
    as_script(other, review, theirs | {"mesure-9-comment": "La leur"})
    answer = as_script(team, review, mine | {"mesure-9-comment": "La mienne"})
    said = answer.json()
    assert answer.status_code == 409
    assert "racine a enregistré ce bilan à" in said["sentence"]
    assert "Elles diffèrent pour la mesure 9." in said["sentence"]
    assert grid_of(draft(review))[9].comment == "La leur"
    page = team.post(grid(review), mine | {"mesure-9-comment": "La mienne"})
    assert (page.status_code, "La mienne" in page.content.decode()) == (409, True)
    answer = as_script(team, review, mine | {"mesure-9-comment": "La mienne", "version": said["version"]})
    assert (answer.status_code, grid_of(draft(review))[9].comment) == (200, "La mienne")


def test_the_form_of_the_review_and_the_grid_are_told_apart_too(team: Client, review: Review) -> None:
    data = fields(team, review)
    version = draft(review)
    version.title = "Changé dans la fiche"
    version.save_revision(user=person("autre"))
    assert as_script(team, review, data | {"mesure-3-comment": "Un fait"}).status_code == 409


def test_a_request_without_its_rows_empties_nothing(team: Client, review: Review) -> None:
    Assessment.objects.create(review=review, measure_id=_key(3), level="niveau-0")
    assert as_script(team, review, {}).status_code == 409
    assert grid_of(draft(review))[3].level == "niveau-0"


def test_one_persons_autosaves_are_one_version_in_the_history(team: Client, review: Review) -> None:
    data = fields(team, review)
    for comment in ("U", "Un", "Un fait"):
        said = as_script(team, review, data | {"mesure-3-comment": comment}).json()
        data |= {"version": said["version"], "overwrite": said["overwrite"]}
    assert review.revisions.count() == 1
    as_script(team, review, data | {"mesure-3-comment": "Deux", "overwrite": ""})
    assert review.revisions.count() == 2


def test_a_published_version_is_never_written_over(team: Client, review: Review) -> None:
    said = as_script(team, review, fields(team, review) | {"mesure-3-comment": "Un"}).json()
    Review.objects.get().latest_revision.publish()
    data = fields(team, review) | {"mesure-3-comment": "Deux", "overwrite": said["overwrite"]}
    as_script(team, review, data)
    assert review.revisions.count() == 2
    assert Assessment.objects.get().comment == "Un"


# --- Bars ----------------------------------------------------------------------------------------


def test_the_grid_asks_as_much_with_21_levels_as_with_none(
    team: Client, review: Review, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    team.get(grid(review))
    with django_assert_max_num_queries(40) as empty:
        team.get(grid(review))
    for number in range(1, 22):
        row = Assessment.objects.create(review=review, measure_id=_key(number), level="niveau-0")
        AssessmentCitation.objects.create(assessment=row, source=Source.objects.get())
    with django_assert_max_num_queries(len(empty) + 2):
        team.get(grid(review))


def test_a_fact_of_today_is_not_to_come(team: Client, review: Review) -> None:
    today = timezone.localdate()
    data = fields(team, review) | {"mesure-3-date_of_fact": today.isoformat()}
    assert as_script(team, review, data).status_code == 200
    data = fields(team, review) | {"mesure-3-date_of_fact": (today + timedelta(days=1)).isoformat()}
    assert as_script(team, review, data).status_code == 422


def _source() -> int:
    return Source.objects.get().pk


def _key(number: int) -> int:
    return Measure.objects.get(number=number).pk
