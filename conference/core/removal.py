"""What keeps a page where it is. The folders above know who counts on it: they answer these signals.

A receiver returns a sentence for the team that says why the page stays, or None.
"""

from collections.abc import Sequence
from datetime import datetime

from django.dispatch import Signal
from wagtail.models import Page

removal_asked = Signal()  # arguments: page (Page, of any class)
unpublishing_asked = Signal()  # arguments: page (Page, of any class), now (datetime)


def why_kept(page: Page) -> str | None:
    """Why ``page`` and what is below it cannot be deleted, by anybody; None: nothing is in the way."""
    return _first(removal_asked.send(sender=Page, page=page))


def why_kept_on_line(page: Page, *, now: datetime) -> str | None:
    """Why ``page`` and what is below it must stay to be read at ``now``; None: nothing is in the way."""
    return _first(unpublishing_asked.send(sender=Page, page=page, now=now))


def _first(answers: Sequence[tuple[object, str | None]]) -> str | None:
    return next((sentence for _receiver, sentence in answers if sentence), None)
