"""The draft that the admin saved by itself while the same form was being sent."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count
from wagtail.models import Revision

from .models import EventPage

A_MOMENT = timedelta(minutes=1)

# What two pages made of one form do not share: which row it is, its address, when it was made.
OF_THE_ROW = {
    *("pk", "id", "uuid", "path", "translation_key", "slug", "url_path"),
    *("live", "has_unpublished_changes", "latest_revision", "live_revision"),
    *("first_published_at", "last_published_at", "latest_revision_created_at"),
    *("event", "session", "page"),  # to which a child row belongs
}
NUMBER = re.compile(r"-\d+$")


@transaction.atomic
def forget_unfinished_twin(event: EventPage, *, by: User, now: datetime) -> int:
    """Delete the draft that ``by`` began a moment ago beside ``event`` and that says exactly the same.

    Wagtail (8.0) saves a new page while one types; a form sent before the answer is back makes a second
    page of the same words. ``event`` is the one that was sent: it stays, at its twin's address. A draft
    that differs in anything is somebody's work and stays. Returns how many were deleted.
    """
    beside = EventPage.objects.sibling_of(event, inclusive=False).annotate(versions=Count("_revisions"))
    drafts = beside.filter(
        title=event.title,
        owner=by,
        first_published_at=None,
        latest_revision_created_at__gt=now - A_MOMENT,
        versions=1,
    )
    said = what_it_says(event)
    twins = [draft for draft in drafts if what_it_says(draft) == said]
    for twin in twins:
        address = twin.slug
        twin.delete()
        if NUMBER.sub("", event.slug) == NUMBER.sub("", address):  # numbered, for its twin had the address
            take_address(event, address)
    return len(twins)


def what_it_says(event: EventPage) -> Any:
    """All that the latest version of ``event`` holds, its sessions and people included."""
    # Read again: what was just saved is still in hand as Python's own dates and numbers.
    contents = Revision.page_revisions.filter(pk=event.latest_revision_id).values_list("content", flat=True)
    return meaning(contents.get())


def meaning(value: Any) -> Any:
    """``value`` without what belongs to the row; a StreamField, which is kept as a text, taken apart."""
    if isinstance(value, dict):
        return {name: meaning(part) for name, part in value.items() if name not in OF_THE_ROW}
    if isinstance(value, list):
        return [meaning(part) for part in value]
    if isinstance(value, str) and value.startswith("["):
        try:
            return meaning(json.loads(value))
        except ValueError:
            return value
    return value


def take_address(event: EventPage, slug: str) -> None:
    """Give ``event``, made in this very request, the address it was meant to have; no redirect is left.

    The version just made says it too: whoever publishes it has it in hand already.
    """
    event.slug = slug
    event.set_url_path(event.get_parent())
    EventPage.objects.filter(pk=event.pk).update(slug=event.slug, url_path=event.url_path)
    revision = event.latest_revision
    revision.content |= {"slug": event.slug, "url_path": event.url_path}
    revision.save(update_fields=["content"])
