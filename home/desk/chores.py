"""What the desk does by itself: remind the moderators, once, of a submission that waits too long."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.template.loader import render_to_string
from wagtail.models import GroupApprovalTask

from conference.accounts.notices import queue_notice
from conference.platform.tasks.schedule import every_minute
from conference.regions.scoping import EVERYTHING, scope_of

from .models import ModerationReminder, ModerationSettings
from .submissions import open_submissions


@every_minute
@transaction.atomic
def remind_of_late_submissions(*, now: datetime) -> int:
    """Write once to the moderators and their deputy of each submission beyond its delay; returns how many."""
    late = [one for one in open_submissions(EVERYTHING) if one.sent_back_at is None and one.due_at <= now]
    known = set(
        ModerationReminder.objects.filter(task_state__in=[one.task_state_id for one in late]).values_list(
            "task_state", flat=True
        )
    )
    late = [one for one in late if one.task_state_id not in known]
    if not late:
        return 0
    readers = list(_who_is_reminded())
    for submission in late:
        ModerationReminder.objects.create(task_state_id=submission.task_state_id, sent_at=now)
        context = {"submission": submission}
        subject = render_to_string("home/desk/mails/reminder_subject.txt", context)
        for reader in readers:
            queue_notice(subject, render_to_string("home/desk/mails/reminder.txt", context), to=reader.email)
    return len(late)


def _who_is_reminded() -> Iterator[User]:
    """The moderators, then their deputy: those with an address, who may read every region."""
    people = list(
        User.objects.filter(groups__in=GroupApprovalTask.objects.filter(active=True).values("groups"))
    )
    deputy = ModerationSettings.load().deputy
    for person in {person.pk: person for person in [*people, *([deputy] if deputy else [])]}.values():
        if person.is_active and person.email and scope_of(person).national:
            yield person
