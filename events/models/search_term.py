"""The index of the agenda's text filter, held by the database."""

from django.db import models

from .event import EventPage


class EventSearchTerm(models.Model):
    """A folded word by which an event is found; rewritten in the transaction that publishes it."""

    event = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="search_terms")
    term = models.CharField(max_length=40, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "term"], name="search_term_once")]

    def __str__(self) -> str:
        return self.term
