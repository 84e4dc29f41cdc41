"""The cloth of each region, and of the country that they make together."""

from collections.abc import Iterable
from functools import cache

from conference.core.cloth import Cloth, Facts, national, woven

from .models import Region
from .reference import REGIONS


def facts_of(region: Region, *, measures: Iterable[int] = ()) -> Facts:
    """What the cloth of ``region`` is woven from; ``measures`` are the numbers served there."""
    return Facts(
        nature="region",
        name=region.name,
        code=region.insee_code,
        latitude=float(region.latitude),
        longitude=float(region.longitude),
        place=region.capital,
        measures=frozenset(measures),
    )


@cache
def national_cloth() -> Cloth:
    """The cloth of the country. It rests on the reference data, not on a query: every page has it."""
    facts = (
        Facts(
            nature="region",
            name=r["name"],
            code=r["insee_code"],
            latitude=r["latitude"],
            longitude=r["longitude"],
        )
        for r in REGIONS
    )
    return national((each.code, woven(each)) for each in facts)
