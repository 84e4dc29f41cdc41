"""One typing error forgiven: the word that was meant, among those of our events and the names of communes.

Every text that is one error away is made and asked of the two indexes: a few hundred keys, found at once
in tables of any size, alike on both databases.
"""

import re
from collections import Counter
from string import ascii_lowercase

from django.db.models import Exists

from conference.core.text import fold, words
from conference.regions.places import Place, folded_place, largest_among

from ..models import EventPage, EventSearchTerm
from ..querysets import EventQuerySet
from .terms import LONGEST_TERM, condition

SHORTEST = 5  # letters: below, too many words are one error away
LONGEST_NAME = 60
MOST_WORDS, MOST_ROWS = 8, 100
_WORDS = re.compile(r"\w+")


def errors_in(text: str) -> set[str]:
    """The texts one error from ``text`` (folded): a letter too many, missing, wrong, or two exchanged."""
    cuts = [(text[:place], text[place:]) for place in range(len(text) + 1)]
    letters = ascii_lowercase + (" " if " " in text else "")
    too_many = {before + after[1:] for before, after in cuts if after}
    exchanged = {before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1}
    wrong = {before + letter + after[1:] for before, after in cuts if after for letter in letters}
    missing = {before + letter + after for before, after in cuts for letter in letters}
    return (too_many | exchanged | wrong | missing) - {text}


def corrected(text: str, events: EventQuerySet, unknown: str) -> str:
    """``text`` with another word for ``unknown``, so that ``events`` answer it; "" when none is near.

    Of the words that the events hold, the most frequent, with the accents that one of them writes.
    """
    others = _WORDS.sub(lambda found: "" if fold(found[0]) == unknown else found[0], text)
    among = events.matching(others).order_by().values("pk")
    # First which of them are words at all: asked with hundreds, PostgreSQL expects to find one everywhere.
    near = EventSearchTerm.objects.filter(term__in=errors_in(unknown))
    known = list(near.order_by().values_list("term", flat=True).distinct())
    rows = EventSearchTerm.objects.filter(term__in=known, event__in=among).values_list(
        "term", "event__title", "event__summary", "event__town", "event__venue_name"
    )[:MOST_ROWS]
    times = Counter(term for term, *_texts in rows)
    spelled = {fold(word): word for _term, *texts in rows for word in _WORDS.findall(" ".join(texts))}
    # What only a longer text holds is shown folded.
    nearest = sorted(times, key=lambda term: (term not in spelled, -times[term], term))
    if not nearest:
        return ""
    meant = spelled.get(nearest[0], nearest[0])
    return _WORDS.sub(lambda found: meant if fold(found[0]) == unknown else found[0], text)


def unknown_word(text: str, events: EventQuerySet) -> str:
    """The one word of ``text`` that may hold an error: no event has it, and it is long enough.

    For a ``text`` that nothing answers; "" when all its words are known or too short. One question at most.
    """
    asked = list(dict.fromkeys(words(text)))[:MOST_WORDS]
    among = events.order_by().values("pk")
    known = {
        f"word_{place}": Exists(EventSearchTerm.objects.filter(condition(word), event__in=among))
        for place, word in enumerate(asked)
    }
    if len(asked) > 1:
        row = EventPage.objects.order_by().annotate(**known).values(*known).first() or dict.fromkeys(
            known, True
        )
    else:  # alone, it is what nothing answered
        row = dict.fromkeys(known, False)
    unknown = (word for place, word in enumerate(asked) if not row[f"word_{place}"])
    return next((word for word in unknown if SHORTEST <= len(word) <= LONGEST_TERM and word.isalpha()), "")


def commune_meant(text: str) -> Place | None:
    """The largest commune whose name is one error away from ``text``."""
    name = folded_place(text)
    if SHORTEST <= len(name) <= LONGEST_NAME and not any(letter.isdigit() for letter in name):
        return largest_among(errors_in(name))
    return None
