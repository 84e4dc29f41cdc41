"""``?au=``: what counts at a date, and the address of the state at a date."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.http import QueryDict
from django.test import RequestFactory

from measures.models import Assessment, Precision, Progress, RegionalContribution, Review
from measures.state import State, address_at, first_fact, latest_fact, state_asked
from measures.templatetags.record_tags import quotation
from tests.conference.factories import RegionFactory
from tests.measures.factories import ContributionFactory, ProgressFactory, ReviewFactory, make_measures

pytestmark = pytest.mark.django_db


def asked(query: str, **named: object) -> State:
    return state_asked(RequestFactory().get(f"/mesures/?{query}"), **named)


def known(day: str, **fact: object) -> bool:
    note = ProgressFactory(measure=make_measures(3)[3], **fact)
    return Progress.objects.known_by(date.fromisoformat(day)).filter(pk=note.pk).exists()


@pytest.mark.parametrize(
    ("day", "fact", "counts"),
    [
        ("2022-05-09", {"date": date(2022, 5, 10)}, False),
        ("2022-05-10", {"date": date(2022, 5, 10)}, True),
        ("2022-05-30", {"date": date(2022, 5, 1), "date_precision": Precision.MONTH}, False),
        ("2022-05-31", {"date": date(2022, 5, 1), "date_precision": Precision.MONTH}, True),
        ("2022-12-30", {"date": date(2022, 1, 1), "date_precision": Precision.YEAR}, False),
        ("2022-12-31", {"date": date(2022, 1, 1), "date_precision": Precision.YEAR}, True),
        ("2022-05-10", {"date": None}, True),
    ],
)
def test_a_note_counts_from_the_last_day_of_what_is_known_of_its_date(
    day: str, fact: dict, *, counts: bool
) -> None:
    assert known(day, **fact) is counts


@pytest.mark.parametrize("of_note", [date(2021, 1, 1), None])
def test_a_note_counts_no_sooner_than_the_review_that_states_it(of_note: date | None) -> None:
    ProgressFactory(measure=make_measures(3)[3], date=of_note, review=ReviewFactory(date=date(2022, 5, 10)))
    assert not Progress.objects.known_by(date(2022, 5, 9)).exists()
    assert Progress.objects.known_by(date(2022, 5, 10)).exists()


def test_the_day_of_entry_plays_no_part() -> None:
    assert known("2022-05-10", date=date(2022, 5, 10), published_at=datetime(2026, 11, 3, tzinfo=UTC))


def test_a_level_counts_when_neither_its_review_nor_its_fact_is_later() -> None:
    measure, review = make_measures(3)[3], ReviewFactory(date=date(2022, 5, 10))
    assessment = Assessment.objects.create(review=review, measure=measure, level="niveau-0")
    days = [date(2022, 5, 9), date(2022, 5, 10), date(2022, 6, 1)]
    assert [Assessment.objects.known_by(day).exists() for day in days] == [False, True, True]
    assert [Review.objects.known_by(day).exists() for day in days] == [False, True, True]
    Assessment.objects.filter(pk=assessment.pk).update(date_of_fact=date(2022, 6, 1))
    assert [Assessment.objects.known_by(day).exists() for day in days] == [False, False, True]


def test_the_latest_fact_is_the_measures_own_or_a_reviews() -> None:
    measures = make_measures(3, 4)
    ReviewFactory(date=date(2021, 5, 7))
    ReviewFactory(date=date(2021, 6, 1), live=False)
    ReviewFactory(date=date(2021, 7, 1), withdrawn_at=datetime(2026, 1, 1, tzinfo=UTC))
    ProgressFactory(measure=measures[3], date=date(2021, 9, 1), date_precision=Precision.MONTH)
    ProgressFactory(measure=measures[3], date=date(2021, 10, 2), published_at=None)
    ProgressFactory(measure=measures[4], date=date(2021, 11, 2))
    RegionalContribution.objects.create(
        region=RegionFactory(), measure=measures[4], stage="done", text="Fait", declared_on=date(2021, 12, 3)
    )
    end = date(2022, 1, 1)
    assert latest_fact(end) == date(2021, 12, 3)
    assert latest_fact(date(2021, 12, 2)) == date(2021, 11, 2)
    assert latest_fact(end, measure=measures[3]) == date(2021, 9, 30)
    assert latest_fact(date(2021, 9, 29), measure=measures[3]) == date(2021, 5, 7)
    assert latest_fact(date(2021, 5, 6)) is None
    assert first_fact(end, measure=measures[4]) == date(2021, 5, 7)


def test_the_address_leads_to_the_day_of_the_latest_fact_and_keeps_the_rest() -> None:
    ReviewFactory(date=date(2021, 5, 7))
    assert asked("au=2021-05-07") == State(date(2021, 5, 7))
    assert asked("region=bretagne&au=2021-08-01").redirect_to == "/mesures/?region=bretagne&au=2021-05-07"
    assert asked("au=2021-5-7").redirect_to == "/mesures/?au=2021-05-07"
    assert asked("au=2021-05-07&au=2021-05-07").redirect_to == "/mesures/?au=2021-05-07"
    assert address_at(None, path="/mesures/", query=QueryDict("au=2021-05-07")) == "/mesures/"


@time_machine.travel("2026-11-20T12:00:00Z", tick=False)
@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("hier", "« hier » n’est pas une date comme « 2021-01-31 » : elle n’a pas été prise en compte."),
        ("2021-02-30", "« 2021-02-30 » n’est pas une date comme"),
        ("%00", "n’est pas une date comme"),
        ("x" * 100, f"« {'x' * 40} »"),
        ("2026-11-21", "Le 21 novembre 2026 est à venir : cette date n’a pas été prise en compte."),
        ("9999-12-31", "Le 31 décembre 9999 est à venir"),
    ],
)
def test_what_is_no_date_or_to_come_is_left_out_in_words(value: str, sentence: str) -> None:
    ReviewFactory(date=date(2021, 5, 7))
    state = asked(f"au={value}")
    assert (state.day, state.redirect_to, state.ignored) == (None, "", True)
    assert sentence in state.notice


def test_without_a_date_it_is_todays_state(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert asked("") == asked("au=") == State()


def test_before_the_first_fact_it_is_said_so() -> None:
    ReviewFactory(date=date(2021, 5, 1))
    state = asked("au=0001-01-01")
    assert (state.day, state.redirect_to, state.ignored) == (date(1, 1, 1), "", False)
    assert "le premier est du 1er mai 2021" in state.notice


@time_machine.travel("2026-06-15 10:00")
def test_a_measure_is_quoted_at_the_day_of_the_latest_fact_that_has_happened() -> None:
    measure = make_measures(3)[3]
    ReviewFactory(date="2022-05-10")
    ProgressFactory(measure=measure, date=date(2026, 1, 1), date_precision=Precision.YEAR)
    assert "?au=2022-05-10" in quotation(measure=measure, state=State())
    ContributionFactory(measure=measure, region=RegionFactory(), declared_on=date(2026, 3, 3))
    assert "état au 3 mars 2026" in quotation(measure=measure, state=State()).replace("\xa0", " ")
    assert "?au=2022-05-10" in quotation(measure=measure, state=State(date(2022, 5, 10)))
