"""Reviews in the admin: a scale of their own, and refusals in words at the right field."""

import pytest
from django.test import Client
from django.urls import reverse

from measures.models import Assessment, Review, ScaleStep
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator
from tests.measures.factories import ReviewFactory, make_measures
from tests.measures.inline_rows import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Client:
    make_site_tree(regions=())
    return browser_of(communicator())


def form(*, title: str = "Bilan d’étape", scale: tuple = (), assessments: tuple = ()) -> dict:
    return {
        "title": title,
        "date": "2024-03-05",
        "comment": "",
        "judge": "carriers",
        **rows("citations"),
        **rows("scale", *({"sign": "whole", "tone": "neutral"} | step for step in scale)),
        **rows("assessments", *assessments),
        **{
            name: value
            for row in range(len(assessments))
            for name, value in rows(f"assessments-{row}-citations").items()
        },
    }


def errors(response) -> dict[str, list]:
    """The messages of each child form, by its relation."""
    formsets = response.context["form"].formsets
    return {
        name: [message for each in formset.errors for messages in each.values() for message in messages]
        for name, formset in formsets.items()
        if any(formset.errors)
    }


def steps_of(review: Review) -> tuple[dict, ...]:
    return tuple(
        {"id": step.pk, "label": step.label, "published_total": step.published_total}
        for step in review.scale.all()
    )


def edit(client: Client, review: Review, **values: object):
    return client.post(reverse("bilans:edit", args=[review.pk]), form(title=review.title, **values))


def test_a_new_review_gets_its_address_and_its_keys_from_its_words(team: Client) -> None:
    scale = ({"label": "Tenue", "published_total": 12}, {"label": "En retard", "published_total": ""})
    answer = team.post(reverse("bilans:add"), form(scale=scale))
    assert answer.status_code == 302
    review = Review.objects.get()
    assert review.slug == "bilan-d-etape"
    assert list(review.scale.values_list("key", "published_total")) == [("tenue", 12), ("en-retard", None)]


def test_words_change_and_address_and_keys_stay(team: Client) -> None:
    review = ReviewFactory(title="Premier", slug="premier")
    changed = tuple(step | {"label": step["label"] + " !"} for step in steps_of(review))
    data = form(title="Tout autre", scale=changed)
    assert team.post(reverse("bilans:edit", args=[review.pk]), data).status_code == 302
    review = Review.objects.get()
    assert (review.title, review.slug) == ("Tout autre", "premier")
    assert list(review.scale.values_list("key", "label")) == [
        ("niveau-0", "Tenue !"),
        ("niveau-1", "En retard !"),
    ]


def test_a_title_already_taken_is_refused_in_words(team: Client) -> None:
    ReviewFactory(title="Bilan d’étape", slug="bilan-d-etape")
    answer = team.post(reverse("bilans:add"), form())
    assert answer.context["form"].errors == {
        "title": ["Un bilan porte déjà ce titre, ou il ne contient aucune lettre."]
    }


def test_two_levels_of_one_word_are_refused(team: Client) -> None:
    answer = team.post(reverse("bilans:add"), form(scale=({"label": "Tenue"}, {"label": "tenue"})))
    assert errors(answer) == {"scale": ["Un autre niveau de ce bilan porte déjà cet intitulé."]}
    assert not Review.objects.exists()


def test_a_level_of_the_review_is_given_to_a_measure(team: Client) -> None:
    review, measures = ReviewFactory(), make_measures(3)
    level = review.scale.first()
    said = ({"measure": measures[3].pk, "level": level.key},)
    assert edit(team, review, scale=steps_of(review), assessments=said).status_code == 302
    assert [(each.measure, each.step) for each in review.assessments.all()] == [(measures[3], level)]


def test_a_level_of_another_review_is_refused(team: Client) -> None:
    review, other, measures = ReviewFactory(), ReviewFactory(), make_measures(3)
    ScaleStep.objects.create(review=other, key="ailleurs", label="Ailleurs")
    said = ({"measure": measures[3].pk, "level": other.scale.get(key="ailleurs").key},)
    answer = edit(team, review, scale=steps_of(review), assessments=said)
    assert errors(answer) == {"assessments": ["Ce niveau n’est pas de l’échelle de ce bilan."]}
    assert not review.assessments.exists()


def test_only_the_levels_of_the_review_are_offered(team: Client) -> None:
    review = ReviewFactory()
    ReviewFactory(levels=("Niveau étranger",))
    html = team.get(reverse("bilans:edit", args=[review.pk])).content.decode()
    assert "En retard" in html
    assert "Niveau étranger" not in html


def test_a_level_in_use_cannot_leave_the_scale(team: Client) -> None:
    review, measures = ReviewFactory(), make_measures(3)
    level = review.scale.first()
    assessment = Assessment.objects.create(review=review, measure=measures[3], level=level.key)
    scale = tuple(step | ({"DELETE": "1"} if step["id"] == level.pk else {}) for step in steps_of(review))
    said = ({"id": assessment.pk, "measure": measures[3].pk, "level": level.key},)
    answer = edit(team, review, scale=scale, assessments=said)
    assert errors(answer) == {
        "assessments": ["Ce niveau est retiré de l’échelle\u00a0: choisissez-en un autre."]
    }
    assert review.scale.count() == 2


def test_one_measure_is_assessed_once(team: Client) -> None:
    review, measures = ReviewFactory(), make_measures(3)
    said = ({"measure": measures[3].pk, "level": ""}, {"measure": measures[3].pk, "level": ""})
    answer = edit(team, review, scale=steps_of(review), assessments=said)
    assert answer.status_code == 200
    assert not review.assessments.exists()


def test_levels_are_put_in_order_by_dragging(team: Client) -> None:
    review = ReviewFactory()
    first, second = steps_of(review)
    data = form(title=review.title, scale=(first, second)) | {"scale-0-ORDER": 2, "scale-1-ORDER": 1}
    assert team.post(reverse("bilans:edit", args=[review.pk]), data).status_code == 302
    assert [step.label for step in Review.objects.get().scale.all()] == ["En retard", "Tenue"]
