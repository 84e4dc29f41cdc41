"""The sources of a fact: read with its own row where it was read ``with_citations``, else asked for."""

from datetime import date
from typing import Any, Protocol, TypeVar

from django.db.models import Model, OuterRef, QuerySet, Subquery

from .models.source import Citation, Source
from .nested import nested

Facts = TypeVar("Facts", bound=QuerySet)

# What a citation tells of its source.
OF_SOURCE = ("key", "title", "publisher", "url", "archived_url", "date", "date_precision", "verified_on")


class Cited(Protocol):
    """A fact; it has ``cited`` when it was read ``with_citations``."""

    citations: Any


def with_citations(facts: Facts) -> Facts:
    """``facts`` with their sources, in the same query."""
    return facts.annotate(cited=nested_citations(facts.model))


def nested_citations(fact: type[Model], *, key: str = "pk") -> Subquery:
    """The citations of one fact, whose key is the outer query's ``key``."""
    relation: Any = fact._meta.get_field("citations")
    parent = relation.field.name
    rows = relation.related_model._default_manager.filter(**{parent: OuterRef(key)}, source__shown=True)
    of_source = {name: f"source__{name}" for name in OF_SOURCE}
    return nested(rows, of=parent, says="says", order="sort_order", citation="pk", **of_source)


def citations_of(fact: Cited) -> list[Citation]:
    """The citations of ``fact`` whose source is shown, in order."""
    if not hasattr(fact, "cited"):
        return [each for each in fact.citations.all() if each.source.shown]
    model: Any = fact.citations.model
    found = sorted(fact.cited or (), key=lambda each: (each["order"] or 0, each["citation"]))
    return [model(source=_source(each), says=each["says"]) for each in found]


def _source(facts: dict[str, Any]) -> Source:
    known = {name: facts[name] for name in OF_SOURCE}
    days = {name: facts[name] and date.fromisoformat(facts[name]) for name in ("date", "verified_on")}
    return Source(**known | days)
