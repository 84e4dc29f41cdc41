"""A question written before and asked later tells what is there when it is asked."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from conference.platform.models import ChoreRun
from conference.platform.prepared import prepared
from conference.regions.models import Region
from tests.conference.factories import RegionFactory

pytestmark = pytest.mark.django_db

DUE = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def test_it_is_asked_when_it_is_read_and_once() -> None:
    with CaptureQueriesContext(connection) as asked:
        rows = prepared(Region.objects.filter(slug="bretagne", overseas=False))
    assert len(asked) == 0
    region = RegionFactory(slug="bretagne")
    with CaptureQueriesContext(connection) as asked:
        assert list(rows) == list(rows) == [region]
    assert len(asked) == 1


def test_columns_come_as_fields_give_them_and_counts_as_numbers() -> None:
    ChoreRun.objects.create(name="essai", due_at=DUE)
    [run] = prepared(ChoreRun.objects.filter(due_at=DUE).annotate(number=Count("pk")).only("due_at"))
    assert (run.due_at, run.number) == (DUE, 1)


def test_nothing_found_is_nothing() -> None:
    assert list(prepared(Region.objects.filter(slug="nulle-part"))) == []
