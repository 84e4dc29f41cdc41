"""An assessment names a step of its own review's scale by its key."""

import pytest
from django.core.exceptions import ValidationError

from measures.models import Assessment, Review, ScaleStep, Sign
from measures.record import reviews_of
from measures.templatetags.measures_tags import PATHS
from tests.measures.factories import ReviewFactory, make_measures

pytestmark = pytest.mark.django_db


def test_a_level_is_a_key_of_the_reviews_own_scale_or_blank() -> None:
    review, other, measures = ReviewFactory(), ReviewFactory(), make_measures(3)
    ScaleStep.objects.create(review=other, key="ailleurs", label="Ailleurs")
    for level in ("niveau-1", ""):
        Assessment(review=review, measure=measures[3], level=level).full_clean()
    with pytest.raises(ValidationError) as refusal:
        Assessment(review=review, measure=measures[3], level="ailleurs").full_clean()
    assert list(refusal.value.message_dict) == ["level"]


def test_the_word_of_a_level_is_its_own_reviews_and_a_level_that_left_is_not_published() -> None:
    early, late = ReviewFactory(date="2023-01-01"), ReviewFactory(date="2024-01-01")
    measure = make_measures(3)[3]
    early.scale.filter(key="niveau-0").update(label="Acquise")
    for review in (early, late):
        Assessment.objects.create(review=review, measure=measure, level="niveau-0")

    def words() -> list[str]:
        return [str(assessment.step) for _review, assessment in reviews_of(measure)]

    assert words() == ["Tenue", "Acquise"]
    assert [str(each.step) for each in Assessment.objects.order_by("-review__date")] == words()
    ScaleStep.objects.filter(review=late, key="niveau-0").delete()
    assert words() == ["None", "Acquise"]


def test_a_review_may_be_a_draft_with_a_scale_that_is_not_saved() -> None:
    review, measure = ReviewFactory(), make_measures(3)[3]
    review.scale.add(ScaleStep(key="inedit", label="Inédit", position=9))
    review.assessments.add(Assessment(measure=measure, level="inedit"))

    draft = Review.from_json(review.to_json())

    assert [str(each.step) for each in draft.assessments.all()] == ["Inédit"]
    assert not Assessment.objects.exists()


def test_each_sign_has_a_shape_of_its_own() -> None:
    assert set(PATHS) == {*Sign.values, "hollow"}
    assert len(set(PATHS.values())) == len(PATHS)
