"""What the form of a submitted page says: until when the moderators answer, or what they asked for."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.admin import messages

from events.wording import moment

from .submissions import Submission, is_open, latest_submission


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
        _("Corrigez, puis soumettez de nouveau."),
    )


def name_of(person: User | None) -> str:
    """The name that colleagues know, or « un compte fermé »."""
    return (person.get_full_name() or person.get_username()) if person else _("un compte fermé")


def said_at(when: datetime) -> str:
    """« mardi 1er décembre 2026 à 12 h 13 », in the zone of the reader."""
    return moment(when, timezone.get_current_timezone_name())
