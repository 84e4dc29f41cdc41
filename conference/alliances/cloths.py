"""The cloth of an alliance."""

from conference.core.cloth import Facts

from .models import AlliancePage


def facts_of(alliance: AlliancePage) -> Facts:
    """What the cloth of ``alliance`` is woven from; its partners, measures and goals are read in full."""
    return Facts(
        nature="alliance",
        name=alliance.title,
        kinds=tuple(partner.kind for partner in alliance.partners.all()),
        latitude=float(alliance.latitude) if alliance.latitude is not None else None,
        longitude=float(alliance.longitude) if alliance.longitude is not None else None,
        place=alliance.territory,
        measures=frozenset(measure.number for measure in alliance.measures.all()),
        goals=frozenset(sdg.number for sdg in alliance.sdgs.all()),
    )
