"""The cloth of an event, and the measures that events bring to each region's cloth."""

from collections import defaultdict
from zoneinfo import ZoneInfo

from conference.core.cloth import Facts
from conference.core.once import once
from measures.served import numbers_served

from .models import EventFormat, EventPage


def facts_of(event: EventPage) -> Facts:
    """What the cloth of ``event`` is woven from: format, day in its own zone, place, measures.

    A place without coordinates counts as its region's capital; an online event has only its day.
    """
    latitude, place = None, ""
    if event.format != EventFormat.ONLINE:
        if event.latitude is not None:
            latitude, place = float(event.latitude), event.town
        elif event.region is not None:
            latitude, place = float(event.region.latitude), event.region.capital
    return Facts(
        nature=event.format or EventFormat.IN_PERSON,  # not published of some past events of others
        name=event.title,
        latitude=latitude,
        place=place,
        day=event.start.astimezone(ZoneInfo(event.time_zone)).date() if event.start else None,
        measures=numbers_served(event),
    )


def measures_served_by_region() -> dict[str, frozenset[int]]:
    """The numbers of the measures that each region's published events serve, by region slug.

    One query a request, whoever asks.
    """
    return once("measures served by region", _served_by_region)


def _served_by_region() -> dict[str, frozenset[int]]:
    served = defaultdict(set)
    rows = (
        EventPage.objects.live()
        .filter(region__isnull=False, measures__live=True)
        .order_by()
        .values_list("region__slug", "measures__number")
        .distinct()
    )
    for region, number in rows:
        served[region].add(number)
    return {region: frozenset(numbers) for region, numbers in served.items()}
