"""What the copy of an event keeps: its texts and programme, not its dates, registrations or history."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from .models import EventPage


@transaction.atomic
def forget_dates(copy: EventPage, *, by: AbstractBaseUser) -> EventPage:
    """Leave the copy as a draft without dates, whose history starts here.

    Wagtail copies the history too: those drafts are another event's, with its dates.
    """
    copy.start = copy.end = None
    for session in copy.sessions.all():
        session.start = session.end = None
        session.save()
    for settings in copy.registration_settings.all():
        settings.closes_at = None
        settings.save()
    copy.live = False
    copy.has_unpublished_changes = True
    copy.latest_revision = copy.live_revision = None
    copy.save(clean=False)
    copy.revisions.all().delete()
    copy.refresh_from_db()
    copy.save_revision(user=by, clean=False)
    return copy
