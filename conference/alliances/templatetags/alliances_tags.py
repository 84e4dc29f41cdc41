"""Components that show alliances: a card, a sample, the alliances of a region or a measure."""

from collections.abc import Iterable

from django import template
from wagtail.blocks import StructValue

from conference.core.cloth import Facts
from conference.platform.caching.fragments import cached
from conference.regions.models import Region
from measures.models import Measure

from ..cards import AllianceCard, Sample, cards, chosen, first_of, sample
from ..cloths import facts_of
from ..models import AlliancePage

register = template.Library()

BESIDE = 8  # alliances beside the subject of a page; the others are one link further


@register.inclusion_tag("components/alliance_card.html", takes_context=True)
def alliance_card(
    context: template.Context, *, card: AllianceCard, level: int = 3, lead: bool = False
) -> dict:
    return {
        "alliance": card.alliance,
        "partners": card.partners,
        "url": card.alliance.get_url(context.get("request")),
        "facts": card.facts,
        "size": "lead" if lead else "alliance",
        "level": level,
    }


@register.inclusion_tag("components/sample_card.html", takes_context=True)
def alliance_sample(context: template.Context, *, card: AllianceCard, level: int = 3) -> dict:
    return {
        "hook": "alliance",
        "slug": card.alliance.slug,
        "url": card.alliance.get_url(context.get("request")),
        "name": card.alliance.title,
        "line": card.alliance.where,
        "covered": card.alliance,
        "facts": card.facts,
        "level": level,
    }


@register.inclusion_tag("components/alliances_block.html", takes_context=True)
def alliances_block(context: template.Context, *, value: StructValue) -> dict:
    """The block « Alliances »: those chosen, in their order, or the first of a region or of a measure."""
    region, measure, number = value["region"], value["measure"], value["number"]
    if value["mode"] == "chosen":
        keys = tuple(dict.fromkeys(alliance.pk for alliance in value["alliances"] if alliance))
        found = cached(("alliances", keys), lambda: chosen(keys))
    else:
        key = ("alliances", region and region.pk, measure and measure.pk, number)
        found = cached(key, lambda: first_of(region=region, measure=measure, limit=number))
    return {
        "request": context.get("request"),
        "title": value["title"],
        "cards": found,
        "region": region if value["mode"] == "filtered" else None,
    }


@register.simple_tag
def alliance_cloth(*, alliance: AlliancePage) -> Facts:
    """The facts that weave an alliance's cloth, for {% cloth %} and {% cloth_reading %}."""
    return facts_of(alliance)


@register.simple_tag
def latest_alliances(*, limit: int) -> list[AllianceCard]:
    """The alliances published last; of those of one moment, in the order of their titles; two queries."""
    return cards(AlliancePage.objects.shown().order_by("-first_published_at", "listed_as", "pk")[:limit])


@register.simple_tag
def chosen_alliances(*, among: Iterable[AlliancePage | None]) -> list[AllianceCard]:
    """The published ones of these alliances, in their order; two queries."""
    return chosen([alliance.pk for alliance in among if alliance])


@register.simple_tag
def alliances_in(*, region: Region, limit: int = BESIDE) -> Sample:
    """The first of the published alliances of a region; one query."""
    return sample(AlliancePage.objects.shown().filter(region=region), limit=limit)


@register.simple_tag
def alliances_serving(*, measure: Measure, limit: int = BESIDE) -> Sample:
    """The first published alliances of which an editor said that they serve this measure; one query."""
    return sample(AlliancePage.objects.shown().filter(measures=measure), limit=limit)


@register.simple_tag
def other_alliances(*, alliance: AlliancePage, limit: int = 4) -> list[AllianceCard]:
    """Those that follow in the order of their titles, and the first ones after the last; two queries."""
    return cards(AlliancePage.objects.shown().following(alliance, limit=limit))
