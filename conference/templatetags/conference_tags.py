"""Components that show editions and local conferences."""

from datetime import date, datetime, time, timedelta

from django import template
from django.utils import timezone
from wagtail.documents.models import AbstractDocument

from conference.core.cloth import Facts
from conference.platform.caching.memory import changes_at
from measures.linked import linked_numbers

from ..models import NationalConferencePage

register = template.Library()


@register.simple_tag
def editions() -> list[NationalConferencePage]:
    """The published editions, latest first, with the measures that weave their cloths."""
    return list(NationalConferencePage.objects.shown())


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
        "facts": edition_cloth(edition=edition),
        "level": level,
    }


@register.simple_tag
def edition_cloth(*, edition: NationalConferencePage) -> Facts:
    """What weaves the cloth of ``edition``: its first day and its measures."""
    return Facts(
        nature="edition",
        name=edition.title,
        day=edition.start_date,
        measures=linked_numbers(edition),
    )


@register.simple_tag
def edition_over(*, edition: NationalConferencePage, today: date | None = None) -> bool:
    """Whether the edition's last day is behind us (in Paris, where the national team is)."""
    now = timezone.localtime()
    changes_at(datetime.combine(now.date() + timedelta(days=1), time(0), tzinfo=now.tzinfo), now=now)
    last = edition.end_date or edition.start_date
    return last is not None and last < (today or now.date())


@register.simple_tag
def edition_documents(*, edition: NationalConferencePage) -> list[AbstractDocument]:
    """The documents published after an edition, in their order; one query, none for a draft's own."""
    return [each.document for each in edition.documents.select_related("document")]
