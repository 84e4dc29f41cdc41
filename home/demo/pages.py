"""Adding the pages of the demonstration: live at once and without a revision, or as drafts."""

from datetime import datetime
from typing import TypeVar

from django.contrib.auth.models import User
from wagtail.models import Page

from conference.core.text import slug_of

AnyPage = TypeVar("AnyPage", bound=Page)


def short_slug(title: str) -> str:
    """« L’eau, affaire commune » gives ``l-eau-affaire-commune``, like the site's other addresses."""
    return slug_of(title)[:80].strip("-")


def publish(parent: Page, page: AnyPage, *, at: datetime) -> AnyPage:
    """Add ``page`` below ``parent``, published ``at`` that moment; returns it."""
    page.live = True
    page.first_published_at = page.last_published_at = at
    return parent.add_child(instance=page)


def hold(parent: Page, page: AnyPage, *, by: User | None) -> AnyPage:
    """Add ``page`` below ``parent`` as a draft of that person, with its first revision; returns it."""
    page.live = False
    page.owner = by
    page.has_unpublished_changes = True
    page = parent.add_child(instance=page)
    page.save_revision(user=by, clean=False, log_action=False)
    return page
