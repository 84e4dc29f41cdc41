"""Components that show alliances: a card, a sample, the alliances of a region or a measure."""

from django import template

from conference.core.cloth import Facts
from conference.regions.models import Region
from measures.models import Measure

from ..cloths import facts_of
from ..models import AlliancePage

register = template.Library()


@register.inclusion_tag("components/alliance_card.html", takes_context=True)
def alliance_card(
    context: template.Context, *, alliance: AlliancePage, level: int = 3, lead: bool = False
) -> dict:
    return {
        "alliance": alliance,
        "url": alliance.get_url(context.get("request")),
        "facts": facts_of(alliance),
        "size": "lead" if lead else "alliance",
        "level": level,
    }


@register.inclusion_tag("components/sample_card.html", takes_context=True)
def alliance_sample(context: template.Context, *, alliance: AlliancePage, level: int = 3) -> dict:
    return {
        "hook": "alliance",
        "slug": alliance.slug,
        "url": alliance.get_url(context.get("request")),
        "name": alliance.title,
        "line": alliance.where,
        "facts": facts_of(alliance),
        "level": level,
    }


@register.simple_tag
def alliance_cloth(*, alliance: AlliancePage) -> Facts:
    """The facts that weave an alliance's cloth, for {% cloth %} and {% cloth_reading %}."""
    return facts_of(alliance)


@register.simple_tag
def live_alliances(*, limit: int | None = None) -> list[AlliancePage]:
    """The published alliances, in the order of their titles."""
    return list(AlliancePage.objects.for_cards()[:limit])


@register.simple_tag
def alliances_in(*, region: Region) -> list[AlliancePage]:
    """The published alliances of a region."""
    return list(AlliancePage.objects.for_cards().filter(region=region))


@register.simple_tag
def alliances_serving(*, measure: Measure) -> list[AlliancePage]:
    """The published alliances of which an editor said that they serve this measure."""
    return list(AlliancePage.objects.for_cards().filter(measures=measure))


@register.simple_tag
def other_alliances(*, alliance: AlliancePage, limit: int = 4) -> list[AlliancePage]:
    """Those that follow in the order of their titles, and the first ones after the last."""
    others = AlliancePage.objects.for_cards().exclude(pk=alliance.pk)
    return list(others.following(alliance)[:limit])
