"""The draft that the admin saved by itself while the same form was being sent."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Count
from wagtail.models import Page

from .models import EventPage

A_MOMENT = timedelta(minutes=1)


def forget_unfinished_twin(parent: Page, *, title: str, by: User, now: datetime) -> int:
    """Delete the never published draft of that title that ``by`` began below ``parent`` a moment ago.

    Wagtail (8.0) saves a new page while one types; a form sent before the answer is back makes a second
    page of the same words. The form holds all that its twin does. Returns how many there were.
    """
    twins = (
        EventPage.objects.child_of(parent)
        .annotate(versions=Count("_revisions"))
        .filter(
            title=title,
            owner=by,
            first_published_at=None,
            latest_revision_created_at__gt=now - A_MOMENT,
            versions=1,
        )
    )
    pages = list(twins)
    for page in pages:
        page.delete()
    return len(pages)
