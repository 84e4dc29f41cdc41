"""Once: the sessions of the releases before are tied to their communes, and found by all that they say."""

from conference.regions.towns import settle_town
from events.models import EventPage
from events.search.terms import write_terms
from home.models import ReferenceMark

PLACE = ("commune", "latitude", "longitude", "department")
AT_ONCE = 500


def settle_events() -> None:
    """Neither the words nor the postcode of a page change: no calendar has anything to learn anew."""
    if not ReferenceMark.unmarked({"events: communes and words of the texts": ""}):
        return
    for event in EventPage.objects.select_related("region", "commune").iterator(AT_ONCE):
        settle_town(event, region=event.region.slug if event.region else "")
        EventPage.objects.filter(pk=event.pk).update(**{name: getattr(event, name) for name in PLACE})
        write_terms(event)
