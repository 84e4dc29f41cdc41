"""The cloth of an event, the measures that events bring to each region's cloth, and shared pages of both."""

from collections import defaultdict
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils.translation import gettext as _

from conference.core.cloth import Facts
from conference.core.pictures.share import ShareCard, card_of
from conference.models import LocalConferencePage
from conference.platform.caching.fragments import cached
from conference.regions.cloths import facts_of as facts_of_region
from measures.linked import linked_numbers

from . import wording
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
        measures=linked_numbers(event),
    )


def linked_measures_by_region() -> dict[str, frozenset[int]]:
    """The numbers of the measures that each region's published events serve, by region slug.

    One query a request, whoever asks.
    """
    return cached("measures served by region", _served_by_region)


# For each region and each measure, one event that proves it is looked for in an index. DISTINCT would
# read every event of the country; so would EXISTS, of which PostgreSQL makes a join.
_SERVED = """
    SELECT regions_region.slug, measures_measure.number
    FROM regions_region CROSS JOIN measures_measure
    WHERE measures_measure.live AND (
        SELECT 1 FROM events_eventpage
        JOIN events_eventpage_measures ON eventpage_id = page_ptr_id
        WHERE region_id = regions_region.id AND listed_until IS NOT NULL AND measure_id = measures_measure.id
        LIMIT 1
    ) = 1
"""


def _served_by_region() -> dict[str, frozenset[int]]:
    served = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_SERVED)
        for region, number in cursor.fetchall():
            served[region].add(number)
    return {region: frozenset(numbers) for region, numbers in served.items()}


@card_of.register
def card_of_event(event: EventPage) -> ShareCard:
    kind = event.get_kind_display()
    return ShareCard(
        kind=f"{kind[:1].upper()}{kind[1:]}",
        title=event.title,
        lines=(wording.when_here(event), wording.where(event)),
        cloth=facts_of(event),
    )


@card_of.register
def card_of_local_page(page: LocalConferencePage) -> ShareCard:
    """Here rather than beside the local page: its cloth shows the measures that its events serve."""
    served = linked_measures_by_region().get(page.region.slug, frozenset())
    return ShareCard(
        kind=_("Conférence locale"),
        title=page.title,
        lines=tuple(filter(None, (page.host_team,))),
        cloth=facts_of_region(page.region, measures=served),
    )
