"""Components that show editions and local conferences."""

from datetime import datetime, time, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.functional import Promise
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page

from conference.core.cloth import Facts
from conference.core.page_cards import LONGEST, PageCard, summary_of
from conference.core.pictures.covers import of_any_type
from conference.core.routing import unrestricted
from conference.platform.caching.memory import changes_at
from measures.models import Measure

from ..cloths import facts_of
from ..models import LocalConferencePage, NationalConferencePage
from ..partners import by_tier

register = template.Library()


@register.simple_tag
def editions() -> list[NationalConferencePage]:
    """The published editions, latest first, with the measures that weave their cloths."""
    return list(NationalConferencePage.objects.shown())


@register.simple_tag
def editions_serving(*, measure: Measure) -> list[NationalConferencePage]:
    """The published editions that put a measure to work, latest first; one query."""
    return list(NationalConferencePage.objects.shown().filter(measures=measure))


@register.simple_tag
def edition_put_forward(*, chosen: NationalConferencePage | None = None) -> NationalConferencePage | None:
    """The published edition chosen, else the one that takes place or comes next, else the latest."""
    shown = NationalConferencePage.objects.shown()
    if chosen is not None:
        return shown.filter(pk=chosen.pk).first()
    now = timezone.localtime()
    edition = shown.nearest(now.date()).first()
    if edition is not None:
        last = edition.end_date or edition.start_date
        changes_at(datetime.combine(last + timedelta(days=1), time(0), tzinfo=now.tzinfo), now=now)
    return edition


@register.inclusion_tag("components/edition_row.html", takes_context=True)
def edition_row(context: template.Context, *, edition: NationalConferencePage, level: int = 2) -> dict:
    return {
        "edition": edition,
        "url": edition.get_url(context.get("request")),
        "facts": facts_of(edition),
        "level": level,
    }


@register.simple_tag
def edition_cloth(*, edition: NationalConferencePage) -> Facts:
    """The facts that weave the cloth of ``edition``, for {% cloth %} and {% cloth_reading %}."""
    return facts_of(edition)


@register.simple_tag
def edition_phase(*, edition: NationalConferencePage) -> str:
    """« before », « during » or « after » its days, in Paris, where the national team is."""
    now = timezone.localtime()
    today, first = now.date(), edition.start_date
    changes_at(datetime.combine(today + timedelta(days=1), time(0), tzinfo=now.tzinfo), now=now)
    if first is None or today < first:
        return "before"
    return "during" if today <= (edition.end_date or first) else "after"


@register.simple_tag
def edition_documents(*, edition: NationalConferencePage) -> list[AbstractDocument]:
    """The documents published after an edition, in their order; one query, none for a draft's own."""
    return [each.document for each in edition.documents.select_related("document")]


@register.simple_tag
def partners_of(
    *, page: NationalConferencePage | LocalConferencePage, title: str | Promise
) -> dict[str, Any]:
    """The organisations that carry ``page``, by tier, for components/partners.html."""
    return {"title": title, "tiers": by_tier(list(page.partners.all()))}


@register.simple_tag
def featured_cards(*, page: LocalConferencePage) -> list[PageCard]:
    """The pages that ``page`` puts forward, as far as they are published; one query."""
    keys = [block["value"] for block in page.featured.raw_data if block["value"]] if page.featured else []
    if not keys:
        return []
    found = of_any_type(unrestricted(Page.objects.live().filter(pk__in=keys)))
    return [
        PageCard(each, summary_of(each, longest=LONGEST), getattr(each, "cover", None))
        for each in sorted(found, key=lambda each: keys.index(each.pk))
    ]
