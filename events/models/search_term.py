"""The index of the agenda's text filter, held by the database (docs/decisions/0008)."""

from django.db import models

from conference.core.text.prefixes import PrefixField

from .event import EventPage


class TermField(PrefixField):
    """A folded word; a class of its own because the migrations name it."""


class EventSearchTerm(models.Model):
    """A folded word by which an event is found; rewritten in the transaction that publishes it."""

    event = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="search_terms")
    term = TermField(max_length=40)

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
