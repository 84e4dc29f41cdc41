"""What surrounds the measures in the mission's report, for the mission page."""

from django import template
from django.db.models import QuerySet

from ..cited import with_citations
from ..models import Chantier, TimelineEntry, Tool

register = template.Library()


@register.simple_tag
def chantiers() -> QuerySet[Chantier]:
    """The four fields of work, in order, each with the impulse that the source lists beside."""
    return Chantier.objects.all()


@register.simple_tag
def tools() -> QuerySet[Tool]:
    """The tools that came with the report, in order."""
    return Tool.objects.all()


@register.simple_tag
def timeline() -> QuerySet[TimelineEntry]:
    """The dated steps of the mission, oldest first, with their sources."""
    return with_citations(TimelineEntry.objects.all())
