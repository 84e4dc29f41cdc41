"""The words by which an event is found: the French analyser, and the writing of the index.

The same analyser reads the texts and what is asked (docs/decisions/0008). The rows are written in the
transaction that publishes the event, so the filter never lags behind the page. This module stands below the
models: EventPage.save calls it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import snowballstemmer
from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.html import strip_tags

from conference.core.text import words

if TYPE_CHECKING:
    from ..models import EventPage

LONGEST_TERM = 40  # the column's length; what is asked for is cut alike
SHORTEST_STEM = 4
# Folded words that say nothing of a subject; neither indexed nor asked for.
EMPTY = frozenset(
    words(
        """
        a au aux avec c ce ces cet cette d dans de des du elle en entre est et eux il ils je l la le les leur
        leurs lui m ma mais me mes n ne nos notre nous on ou par pas pour qu que qui s sa se ses son sont sur
        t ta te tes toi ton tu un une vos votre vous y
        """
    )
)

_stemmer = snowballstemmer.stemmer("french")
_MEASURE = re.compile(r"\bmesures? (?:n o |no |numero )?([0-9]{1,2})\b")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a folded word: « ecologies » and « ecologie » give ``ecolog``.

    A stem too short to mean anything (« Rennes » and « renes » give ``ren``) is the word without its plural.
    """
    found: str = _stemmer.stemWord(word)
    return found if len(found) >= SHORTEST_STEM else word.removesuffix("s")


def terms_in(text: str) -> set[str]:
    """What the index holds of ``text``: its folded words, their stems, « mesure 9 » as ``mesure9``."""
    spelled = words(text)
    said = {word[:LONGEST_TERM] for word in spelled if word not in EMPTY}
    measures = {f"mesure{number}" for number in _MEASURE.findall(" ".join(spelled))}
    return said | {stem(word) for word in said} | measures


def asked_terms(text: str) -> list[Q]:
    """A condition on the index for each word of ``text``: some word begins with its stem.

    A measure is asked for by its whole number. Empty words count only where there are no others.
    """
    folded = " ".join(words(text))
    measures = [Q(term=f"mesure{number}") for number in sorted(set(_MEASURE.findall(folded)))]
    rest = sorted({word[:LONGEST_TERM] for word in _MEASURE.sub(" ", folded).split()})
    full = [word for word in rest if word not in EMPTY]
    return measures + [condition(word) for word in full or (rest if not measures else [])]


def condition(word: str) -> Q:
    """The terms that begin with the stem of ``word``: one range of the index, never two joined by « or »."""
    return Q(term__begins=stem(word))


def terms_of(event: "EventPage") -> set[str]:
    """The words by which ``event`` is found: its texts, its place, its items, its speakers, its measures."""
    return terms_in(" ".join(_texts(event)))


def _texts(event: "EventPage") -> Iterator[str]:
    yield from (event.title, event.summary, event.region.name if event.region else "")
    yield from (event.venue_name, event.town, event.department, event.postcode)
    yield from (strip_tags(each) for each in event.body.stream_block.get_searchable_content(event.body))
    yield from (" ".join(texts) for texts in event.sessions.values_list("title", "description"))
    yield from (" ".join(said) for said in _speakers(event))
    for number, title in event.measures.values_list("number", "title"):
        yield f"mesure {number} : {title}"


def _speakers(event: "EventPage") -> QuerySet:
    """What is said of each person who speaks at ``event`` or in one of its items.

    A union: one condition joined by « or » would pair all that a person announces with all their items.
    """
    people = apps.get_model("events", "Speaker").objects.order_by()
    said = people.values_list("name", "role", "organisation")
    return said.filter(event_roles__event=event).union(said.filter(session_roles__session__event=event))


def write_terms(event: "EventPage") -> None:
    """Make the index tell what ``event`` says now. An event that is not live is in no list: no words."""
    index = apps.get_model("events", "EventSearchTerm")
    wanted = terms_of(event) if event.live else set()
    rows = index.objects.filter(event=event)
    there = set(rows.values_list("term", flat=True))
    if gone := there - wanted:
        rows.filter(term__in=gone).delete()
    index.objects.bulk_create(index(event=event, term=term) for term in sorted(wanted - there))
