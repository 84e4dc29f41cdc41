"""What the moderators and the authors are told: a reminder of what waits, a banner on the page itself."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import GroupApprovalTask

from conference.accounts.notices import queue_notice
from conference.regions.scoping import EVERYTHING, scope_of
from events.wording import moment

from .models import ModerationReminder, ModerationSettings
from .submissions import Submission, is_open, latest_submission, open_submissions


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


def tell_where_it_stands(request: HttpRequest, subject: Model) -> None:
    """On the form of what was submitted: until when the moderators answer, or what they asked for."""
    if request.method != "GET" or not is_open(subject):
        return
    submission = latest_submission(subject)
    if submission is None:
        return
    if submission.sent_back_at is None:
        messages.info(request, _waits(submission))
    else:
        messages.warning(request, _asks(submission, submission.sent_back_at))


def _waits(submission: Submission) -> str:
    return _("Soumis par %(who)s, %(since)s. Réponse attendue avant le %(due)s.") % {
        "who": name_of(submission.submitted_by),
        "since": said_at(submission.submitted_at),
        "due": said_at(submission.due_at),
    }


def _asks(submission: Submission, since: datetime) -> SafeString:
    who = {"who": name_of(submission.answered_by), "since": said_at(since)}
    message = mark_safe(linebreaks(submission.message, autoescape=True)) if submission.message else ""
    return format_html(
        "<strong>{}</strong>{}<p>{}</p>",
        _("Modification demandée par %(who)s, %(since)s.") % who,
        message,
        _("Corrigez la page, puis soumettez-la de nouveau."),
    )


def name_of(person: User | None) -> str:
    """The name that colleagues know, or « un compte fermé »."""
    return (person.get_full_name() or person.get_username()) if person else _("un compte fermé")


def said_at(when: datetime) -> str:
    """« mardi 1er décembre 2026 à 12 h 13 », in the zone of the reader."""
    return moment(when, timezone.get_current_timezone_name())
