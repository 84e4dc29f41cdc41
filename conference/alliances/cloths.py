"""The cloth of an alliance, and what stands on the picture of one that is shared."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from conference.core.cloth import Facts
from conference.core.pictures.share import ShareCard, card_of
from measures.linked import linked_numbers

from .models import AlliancePage


def facts_of(alliance: AlliancePage) -> Facts:
    """What the cloth of ``alliance`` is woven from; its partners, measures and goals are read in full."""
    return facts_from(
        alliance,
        kinds=[partner.kind for partner in alliance.partners.all()],
        measures=linked_numbers(alliance),
        goals=[sdg.number for sdg in alliance.sdgs.all()],
    )


def facts_in_list(alliance: AlliancePage) -> Facts:
    """The same of a row read ``with_threads``."""
    kinds = [pair.split(":") for pair in _split(alliance.linked_kinds)]
    return facts_from(
        alliance,
        kinds=[kind for _position, kind in sorted(kinds, key=lambda pair: int(pair[0] or 0))],
        measures=linked_numbers(alliance),
        goals=map(int, _split(alliance.linked_goals)),
    )


def _split(listed: str | None) -> list[str]:
    return listed.split(",") if listed else []


def facts_from(
    alliance: AlliancePage, *, kinds: Iterable[str], measures: Iterable[int], goals: Iterable[int]
) -> Facts:
    """The same from what is known already: kinds of the partners in order, numbers of measures and goals."""
    return Facts(
        nature="alliance",
        name=alliance.title,
        kinds=tuple(kinds),
        latitude=float(alliance.latitude) if alliance.latitude is not None else None,
        longitude=float(alliance.longitude) if alliance.longitude is not None else None,
        place=alliance.territory or alliance.town,
        measures=frozenset(measures),
        goals=frozenset(goals),
    )


@card_of.register
def card_of_alliance(alliance: AlliancePage) -> ShareCard:
    partners = " × ".join(partner.name for partner in alliance.partners.all())
    return ShareCard(
        kind=_("Alliance"),
        title=alliance.title,
        lines=tuple(filter(None, (alliance.where, partners))),
        cloth=facts_of(alliance),
    )
