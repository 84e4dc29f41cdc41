"""What events bring to the cloths: their own, and the measures served in each region."""

from django import template

from conference.core.cloth import Facts

from ..cloths import facts_of, linked_measures_by_region
from ..models import EventPage

register = template.Library()


@register.simple_tag
def event_cloth(*, event: EventPage) -> Facts:
    """The facts that weave an event's cloth, for {% cloth %} and {% cloth_reading %}."""
    return facts_of(event)


@register.simple_tag
def measures_by_region() -> dict[str, frozenset[int]]:
    """What weaves the regions' cloths: {region slug: numbers of the measures its events serve}."""
    return linked_measures_by_region()
