"""What somebody asks the agenda in one field, and what is answered: a place, or words."""

import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from conference.regions.places import Place, find

from ..querysets import EventQuerySet
from .places import Near
from .spelling import commune_meant, corrected, unknown_word

MOST_OTHERS = 4
_QUOTED = re.compile(r"^\s*[«“\"](.*)[»”\"]\s*$")  # « Lot »: the word, not the department


@dataclass(frozen=True)
class Answer:
    """``events`` that answer ``text``: ``near`` a place, or by its words; ``others``: its homonyms.

    ``instead_of``: what was typed, where one error in it was forgiven.
    """

    text: str
    events: EventQuerySet
    near: Near | None = None
    others: tuple[Place, ...] = ()
    instead_of: str = ""

    @property
    def sentences(self) -> list[str]:
        """How the question was understood, where that is not plain."""
        said = []
        if self.instead_of:
            said.append(
                _("Aucun résultat pour « %(typed)s » : voici ceux pour « %(meant)s ».")
                % {"typed": self.instead_of, "meant": self.text}
            )
        if self.near:
            said.append(_("Les sessions les plus proches d’abord : %s.") % self.near.place.label)
        return said

    @property
    def other_questions(self) -> list[tuple[str, str]]:
        """What else might be meant: its words, and the question that finds it."""
        if self.near is None:
            return []
        places = [(place.label, place.label) for place in self.others]
        words = f"« {self.text} »"
        return [*places, (_("le mot %s") % words, words)]


def answer(text: str, events: EventQuerySet) -> Answer:
    """Those of ``events`` that answer ``text``; one typing error is forgiven where nothing does."""
    found = _understood(text, events)
    if found.near is not None or found.events.order_by().exists():
        return found
    unknown = unknown_word(found.text, events)
    if unknown and (meant := corrected(found.text, events, unknown)):
        return replace(_understood(meant, events), instead_of=text)
    if place := commune_meant(found.text):
        near = Near(place)
        return Answer(place.label, near.among(events), near, instead_of=text)
    return found


def _understood(text: str, events: EventQuerySet) -> Answer:
    if quoted := _QUOTED.match(text):
        return Answer(quoted[1], events.matching(quoted[1]))
    places = find(text)
    if not places:
        return Answer(text, events.matching(text))
    near = Near(places[0])
    return Answer(text, near.among(events), near, tuple(places[1 : MOST_OTHERS + 1]))
