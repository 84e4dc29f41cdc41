"""The series of a session, for its page."""

from django import template

from ..models import EventPage
from ..series import Neighbours, neighbours_of

register = template.Library()


@register.simple_tag
def series_of(*, event: EventPage) -> Neighbours | None:
    """``series``, and the published sessions ``previous`` and ``next``; None for a session of no series."""
    return neighbours_of(event)
