"""What the agenda's text filter finds, and the writing of its index (docs/decisions/0008).

The rows are written in the transaction that publishes the event, so the filter never lags behind
the page. This module stands below the models: EventPage.save calls it.
"""

from typing import TYPE_CHECKING

from django.apps import apps

from conference.core.text import words

if TYPE_CHECKING:
    from .models import EventPage

LONGEST_TERM = 40  # the column's length; what is asked for is cut alike


def terms_in(text: str) -> set[str]:
    """The words of ``text`` as the index holds them: folded, without accents, case or signs."""
    return {word[:LONGEST_TERM] for word in words(text)}


def terms_of(event: "EventPage") -> set[str]:
    """The words by which ``event`` is found: its title and where it takes place."""
    region = event.region.name if event.region else ""
    return terms_in(
        " ".join([event.title, event.venue_name, event.town, event.department, event.postcode, region])
    )


def write_terms(event: "EventPage") -> None:
    """Make the index tell what ``event`` says now. An event that is not live is in no list: no words."""
    index = apps.get_model("events", "EventSearchTerm")
    wanted = terms_of(event) if event.live else set()
    rows = index.objects.filter(event=event)
    there = set(rows.values_list("term", flat=True))
    if gone := there - wanted:
        rows.filter(term__in=gone).delete()
    index.objects.bulk_create(index(event=event, term=term) for term in sorted(wanted - there))
