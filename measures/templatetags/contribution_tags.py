"""Components that show what the regions do for the measures: declared by their relays, never a level."""

from datetime import date
from typing import Any

from django import template

from conference.regions.models import Region
from conference.regions.reference import regions_of_reference

from ..contributions import declared
from ..models import Measure, RegionalContribution

register = template.Library()

SHOWN = 6  # the others are folded


@register.inclusion_tag("components/regions_at_work.html", takes_context=True)
def regions_at_work(
    context: template.Context, *, measure: Measure, day: date | None = None
) -> dict[str, Any]:
    """What each region does for ``measure``; with ``day``, what was declared by then."""
    of_measure = RegionalContribution.objects.filter(measure=measure).known_by(day)
    contributions = declared(of_measure, by="region__slug")
    return _split(context, contributions) | {
        "regions": regions_of_reference(),
        "at_work": {contribution.region.slug for contribution in contributions},
    }


@register.inclusion_tag("components/region_contributions.html", takes_context=True)
def region_contributions(context: template.Context, *, region: Region) -> dict[str, Any]:
    """What ``region`` does for the measures, in their order."""
    return _split(context, declared(RegionalContribution.objects.filter(region=region), by="measure__number"))


@register.inclusion_tag("components/contribution.html", takes_context=True)
def contribution(context: template.Context, *, of: RegionalContribution, under: str) -> dict[str, Any]:
    if under not in ("region", "measure"):
        raise ValueError(under)
    request = context.get("request")
    links = [(page.title, page.get_url(request)) for page in of.shown_pages]
    return {"contribution": of, "under": under, "links": links}


def _split(context: template.Context, contributions: list[RegionalContribution]) -> dict[str, Any]:
    return {
        "request": context.get("request"),
        "shown": contributions[:SHOWN],
        "folded": contributions[SHOWN:],
    }
