"""The index of the agenda's text filter, held by the database (docs/decisions/0008)."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from .event import EventPage

AFTER_EVERY_LETTER = "{"  # follows z; terms hold a–z and 0–9 only


class TermField(models.CharField):
    """A folded word. Its own lookup ``begins`` is served by an index on both databases."""


@TermField.register_lookup
class Begins(models.Lookup):
    """``term__begins="ren"``: the words that begin with these letters or digits.

    Django's ``startswith`` becomes on SQLite a LIKE that reads the whole table. A range is served by
    the index there; on PostgreSQL a range would follow the locale's order, so LIKE and its index
    (varchar_pattern_ops) do the work.
    """

    lookup_name = "begins"

    def get_prep_lookup(self) -> str:
        if not (self.rhs.isascii() and self.rhs.isalnum()):
            raise ValueError(f"only letters and digits can be looked for: {self.rhs!r}")
        return self.rhs

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[str]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} >= %s AND {column} < %s", [
            *params,
            self.rhs,
            *params,
            self.rhs + AFTER_EVERY_LETTER,
        ]

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[str]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*params, f"{self.rhs}%"]


class EventSearchTerm(models.Model):
    """A folded word by which an event is found; rewritten in the transaction that publishes it."""

    event = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="search_terms")
    term = TermField(max_length=40, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "event"], name="search_term_once")]
        indexes = [
            # For PostgreSQL's LIKE, without reading the table; the constraint's serves SQLite.
            models.Index(
                fields=["term", "event"],
                opclasses=["varchar_pattern_ops", "int4_ops"],
                name="search_term_begins",
            )
        ]

    def __str__(self) -> str:
        return self.term
