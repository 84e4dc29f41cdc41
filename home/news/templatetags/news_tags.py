"""News on any page: one card of a list, the latest of the country, of a region or of a measure."""

from django import template

from conference.core.cloth import Facts
from conference.regions.models import Region
from measures.models import Measure

from ..cloths import facts_of
from ..models import NewsPage

register = template.Library()


@register.simple_tag
def latest_news(
    *, limit: int = 3, region: Region | None = None, measure: Measure | None = None
) -> list[NewsPage]:
    """The latest published ones, of a region or a measure where one is given: {% latest_news as news %}."""
    return list(NewsPage.objects.shown().as_cards().about(region=region, measure=measure)[:limit])


@register.inclusion_tag("components/news_of.html", takes_context=True)
def news_of(context: template.Context, *, subject: Region | Measure, limit: int = 4) -> dict:
    """The latest of a region or a measure, as lines without pictures: one query."""
    kind = "region" if isinstance(subject, Region) else "measure"
    news = NewsPage.objects.shown().about(**{kind: subject})[:limit]
    request = context.get("request")
    return {"news": [(each, each.get_url(request)) for each in news], "address": subject.news_url}


@register.inclusion_tag("components/news_card.html", takes_context=True)
def news_card(context: template.Context, *, news: NewsPage, level: int = 3) -> dict:
    return {
        "news": news,
        "url": news.get_url(context.get("request")),
        "facts": facts_of(news),
        "level": level,
    }


@register.simple_tag
def news_cloth(*, news: NewsPage) -> Facts:
    """The facts that weave the cloth of an item, for {% cloth %} and {% cloth_reading %}."""
    return facts_of(news)
