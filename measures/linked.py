"""The measures linked to an event, an edition or an alliance: read with the subject's row, no query more."""

from functools import cache
from typing import Any, Protocol, TypeVar, cast

from django.db.models import Model, OuterRef, QuerySet, Subquery

from .display import published
from .models.measure import Measure
from .nested import joined

Subjects = TypeVar("Subjects", bound=QuerySet)


class Subject(Protocol):
    """A row with measures; it has ``linked_numbers`` when it was read ``with_linked_numbers``."""

    measures: Any


def with_linked_numbers(subjects: Subjects) -> Subjects:
    """``subjects`` with the numbers of the published measures linked to each, as ``linked_numbers``."""
    return subjects.annotate(linked_numbers=_numbers_of(cast("type[Model]", subjects.model)))


@cache  # Django copies an expression where it is used
def _numbers_of(model: type[Model]) -> Subquery:
    field: Any = model._meta.get_field("measures")
    key = field.m2m_field_name()
    rows = field.remote_field.through._default_manager.filter(**{key: OuterRef("pk")}, measure__live=True)
    return joined(rows, of=key, value="measure__number")


def linked_numbers(subject: Subject) -> frozenset[int]:
    """The numbers of the published measures linked to ``subject``."""
    if hasattr(subject, "linked_numbers"):
        return frozenset(int(number) for number in (subject.linked_numbers or "").split(",") if number)
    return frozenset(measure.number for measure in subject.measures.all() if measure.live)


def linked_measures(subject: Subject) -> list[Measure]:
    """Those measures, in order."""
    numbers = linked_numbers(subject)
    return [measure for measure in published() if measure.number in numbers] if numbers else []
