"""Components that show what the regions do for the measures: declared by their relays, never a level."""

from collections.abc import Sequence
from datetime import date

from django import template

from conference.regions.models import Region
from conference.regions.reference import regions_of_reference

from ..models import Measure, RegionalContribution

register = template.Library()

SHOWN = 6  # the others are folded


@register.inclusion_tag("components/regions_at_work.html")
def regions_at_work(*, measure: Measure, day: date | None = None) -> dict:
    """What each region does for ``measure``; with ``day``, what was declared by then."""
    contributions = list(
        measure.contributions.for_display().known_by(day).order_by("region__slug", "-declared_on", "pk")
    )
    return _split(contributions) | {
        "regions": regions_of_reference(),
        "at_work": {contribution.region.slug for contribution in contributions},
    }


@register.inclusion_tag("components/region_contributions.html")
def region_contributions(*, region: Region) -> dict:
    """What ``region`` does for the measures, in their order."""
    return _split(list(region.contributions.for_display())) | {"region": region}


@register.inclusion_tag("components/contribution.html")
def contribution(*, of: RegionalContribution, under: str) -> dict:
    if under not in ("region", "measure"):
        raise ValueError(under)
    return {"contribution": of, "under": under}


def _split(contributions: Sequence[RegionalContribution]) -> dict:
    return {"shown": contributions[:SHOWN], "folded": contributions[SHOWN:]}
