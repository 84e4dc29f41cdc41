"""Documents of the library on any page: one row of a list, the latest."""

from django import template

from conference.core.models import Resource, Sdg
from conference.core.pictures.thumbnails import HEIGHT, WIDTH
from conference.regions.models import Region
from measures.display import published
from measures.models import Measure

from ..library import address_of, region_of, shown

register = template.Library()


@register.simple_tag
def latest_resources(
    *, limit: int = 3, region: Region | None = None, measure: Measure | None = None
) -> list[Resource]:
    """The latest documents shown, of a region or a measure where one is given; one query."""
    found = shown()
    if region is not None:
        found = found.filter(collection__relay_team__region=region)
    if measure is not None:
        found = found.filter(topics__measures=measure)
    return list(found[:limit])


@register.inclusion_tag("components/resource_row.html")
def resource_row(*, resource: Resource, level: int = 3) -> dict:
    return {
        "resource": resource,
        "url": address_of(resource),
        "region": region_of(resource),
        "level": level,
        "width": WIDTH,
        "height": HEIGHT,
    }


@register.simple_tag
def resource_region(*, resource: Resource) -> Region | None:
    """The region whose team publishes the document; None: a national one."""
    return region_of(resource)


@register.simple_tag
def resource_measures(*, resource: Resource) -> list[Measure]:
    """The published measures that the document is about, in order."""
    topics = getattr(resource, "topics", None)
    numbers = set(topics.measures.values_list("number", flat=True)) if topics else set()
    return [measure for measure in published() if measure.number in numbers] if numbers else []


@register.simple_tag
def resource_goals(*, resource: Resource) -> list[Sdg]:
    """The sustainable development goals that it is about, in order."""
    topics = getattr(resource, "topics", None)
    return list(topics.sdgs.order_by("number")) if topics else []
