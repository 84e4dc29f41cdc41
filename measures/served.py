"""The measures that an event, an edition or an alliance serves: with the subject's row, no query more."""

from functools import cache
from typing import Any, Protocol, TypeVar, cast

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, CharField, Model, OuterRef, QuerySet, Subquery
from django.db.models.sql.compiler import SQLCompiler

from .display import published
from .models.measure import Measure

Subjects = TypeVar("Subjects", bound=QuerySet)


class Subject(Protocol):
    """What serves measures. ``served`` is there when its row was asked ``with_served``."""

    measures: Any


class _Listed(Aggregate):
    """The values of a group in one text, with commas."""

    function = "GROUP_CONCAT"
    output_field = CharField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, list | tuple]:
        template = "STRING_AGG((%(expressions)s)::text, ',')"
        return self.as_sql(compiler, connection, template=template, **extra)


def with_served(subjects: Subjects) -> Subjects:
    """``subjects`` with the numbers of the published measures that each serves, as ``served``."""
    return subjects.annotate(served=_numbers_of(cast("type[Model]", subjects.model)))


@cache  # Django copies an expression where it is used
def _numbers_of(model: type[Model]) -> Subquery:
    field: Any = model._meta.get_field("measures")
    key = field.m2m_field_name()
    rows = field.remote_field.through._default_manager.filter(**{key: OuterRef("pk")}, measure__live=True)
    listed = rows.order_by().values(key).annotate(listed=_Listed("measure__number"))
    return Subquery(listed.values("listed"))


def numbers_served(subject: Subject) -> frozenset[int]:
    """The numbers of the published measures that ``subject`` serves."""
    if hasattr(subject, "served"):
        return frozenset(int(number) for number in (subject.served or "").split(",") if number)
    return frozenset(measure.number for measure in subject.measures.all() if measure.live)


def measures_served(subject: Subject) -> list[Measure]:
    """Those measures, in order."""
    numbers = numbers_served(subject)
    return [measure for measure in published() if measure.number in numbers] if numbers else []
