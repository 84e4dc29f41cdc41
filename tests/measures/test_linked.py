"""The measures that a subject serves: told alike by its row and by the relation."""

import pytest
from pytest_django import DjangoAssertNumQueries

from events.models import EventPage
from measures.linked import linked_measures, linked_numbers, with_linked_numbers
from tests.events.factories import EventPageFactory
from tests.measures.factories import make_measures

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> EventPage:
    """It serves three measures."""
    measures = make_measures(2, 9, 16)
    event = EventPageFactory()
    event.measures = list(measures.values())
    event.save()
    return event


def test_the_row_and_the_relation_tell_the_same(event: EventPage) -> None:
    row = with_linked_numbers(EventPage.objects.all()).get(pk=event.pk)
    assert linked_numbers(row) == linked_numbers(EventPage.objects.get()) == {2, 9, 16}
    assert [measure.number for measure in linked_measures(row)] == [2, 9, 16]


def test_the_row_tells_without_a_query_more(
    event: EventPage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert [linked_numbers(row) for row in with_linked_numbers(EventPage.objects.all())] == [{2, 9, 16}]


def test_a_subject_may_serve_none(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    EventPageFactory()
    row = with_linked_numbers(EventPage.objects.all()).get()
    with django_assert_num_queries(0):
        assert (linked_numbers(row), linked_measures(row)) == (frozenset(), [])
