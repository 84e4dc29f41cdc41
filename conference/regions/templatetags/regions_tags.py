"""Components that show regions: the map, one outline, a sample, the hem at the foot of each page."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from conference.core.cloth import Facts, svg, threads, woven
from conference.core.templatetags.core_tags import CLOTH_SIZES
from conference.platform.caching.memory import changes_at

from ..cloths import facts_of, national_cloth
from ..controllers import controllers_for
from ..map import MAINLAND_BOX, SCALE, outline
from ..models import DataController, Region
from ..reference import regions_of_reference

register = template.Library()

Served = Mapping[str, frozenset[int]] | None


def _drawn(region: Region, served: Served) -> dict:
    """A region with its outline and the threads that cover it."""
    shape = outline(region.insee_code)
    measures = (served or {}).get(region.slug, frozenset())
    cloth = woven(facts_of(region, measures=measures))
    return {
        "region": region,
        "shape": shape,
        "threads": mark_safe(threads(cloth, across=shape.across, down=shape.down)),
        "scale": SCALE,
    }


@register.inclusion_tag("components/regions_map.html")
def regions_map(
    *,
    regions: Iterable[Region],
    served: Served = None,
    at_work: Collection[str] | None = None,
    ways: Iterable[tuple[Region, int, str]] | None = None,
) -> dict:
    numbers = {region.slug: (number, url) for region, number, url in ways or ()}
    drawn = []
    for region in regions:
        number, url = numbers.get(region.slug, (None, region.get_absolute_url()))
        woven_here = number != 0 if ways is not None else at_work is None or region.slug in at_work
        shape = {"region": region, "shape": outline(region.insee_code)}
        told = {"woven": woven_here, "number": number, "url": url}
        drawn.append((_drawn(region, served) if woven_here else shape) | told)
    return {
        "mainland": [each for each in drawn if not each["region"].overseas],
        "overseas": [each for each in drawn if each["region"].overseas],
        "box": MAINLAND_BOX,
    }


@register.inclusion_tag("components/region_outline.html")
def region_outline(*, region: Region, served: Served = None) -> dict:
    """A region within France; an overseas one alone, at its own scale."""
    others = [] if region.overseas else [r for r in regions_of_reference() if not r.overseas and r != region]
    return _drawn(region, served) | {"around": "".join(outline(r.insee_code).path for r in others)}


@register.simple_tag
def region_cloth(*, region: Region, served: Served = None) -> Facts:
    """The facts that weave a region's cloth, for {% cloth %} and {% cloth_reading %}."""
    return facts_of(region, measures=(served or {}).get(region.slug, frozenset()))


@register.inclusion_tag("components/sample_card.html")
def region_sample(*, region: Region, served: Served = None, line: str = "", level: int = 3) -> dict:
    return {
        "hook": "region",
        "slug": region.slug,
        "url": region.get_absolute_url(),
        "name": region.name,
        "line": line,
        "covered": None,
        "facts": facts_of(region, measures=(served or {}).get(region.slug, frozenset())),
        "level": level,
    }


@register.simple_tag
def all_regions() -> tuple[Region, ...]:
    """The eighteen regions, in French alphabetical order; reference data, no query."""
    return regions_of_reference()


@register.simple_tag
def data_controllers(*, region: Region | None) -> list[DataController]:
    """Who answers for the data of a session of ``region`` (None: national); one query."""
    return controllers_for(region)


@register.simple_tag
def utc_offset(*, zone: str) -> str:
    """How far a time zone stands from universal time today: « UTC+4 », « UTC−3 »."""
    now = timezone.now()
    # Clocks change on a full hour of universal time.
    changes_at(now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1), now=now)
    minutes = round((now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "")


@register.simple_tag
def hem(*, of: Facts | None = None) -> SafeString:
    """The cloth that ends the page: the subject's own, or the country's."""
    across, down = CLOTH_SIZES["hem"]
    return mark_safe(svg(woven(of) if of else national_cloth(), across=across, down=down))
