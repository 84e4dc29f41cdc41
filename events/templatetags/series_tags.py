"""The series of a session, for its page."""

from django import template

from ..announcing.series import Neighbours, neighbours_of
from ..models import EventPage

register = template.Library()


@register.simple_tag
def series_of(*, event: EventPage) -> Neighbours | None:
    """``series``, and the published sessions ``previous`` and ``next``; None for a session of no series."""
    return neighbours_of(event)
