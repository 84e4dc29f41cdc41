"""What the form of a submitted page says: until when the moderators answer, or what they asked for.

A request for changes says what to change: its form asks for it.
"""

from datetime import datetime

from django import forms
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.forms import TaskStateCommentForm
from wagtail.models import GroupApprovalTask

from events.changes import what_changed
from events.models import EventPage
from events.registrations.changes import settings_changed
from events.wording import moment

from .submissions import Submission, is_open, latest_submission


def tell_where_it_stands(request: HttpRequest, subject: Model) -> None:
    """On the form of what was submitted: until when the moderators answer, or what they asked for."""
    if request.method != "GET" or not is_open(subject):
        return
    submission = latest_submission(subject)
    if submission is None:
        return
    changes = _changes(subject)
    if submission.sent_back_at is None:
        messages.info(request, format_html("{}{}", _waits(submission), changes))
    else:
        messages.warning(request, format_html("{}{}", _asks(submission, submission.sent_back_at), changes))


def _changes(subject: Model) -> SafeString:
    """What becomes of a published session once this draft is approved; nothing for what is not published."""
    if not isinstance(subject, EventPage) or not subject.live:
        return mark_safe("")
    published = EventPage.objects.get(pk=subject.pk)
    told = [*what_changed(published, subject), *settings_changed(published, subject)]
    if not told:
        return format_html("<p>{}</p>", _("Rien ne change de ce que les visiteurs lisent."))
    return format_html(
        '<p>{}</p><ul class="changes">{}</ul><p><a href="{}">{}</a></p>',
        _("Depuis la version publiée :"),
        format_html_join("", "<li>{}</li>", ((sentence,) for sentence in told)),
        reverse("wagtailadmin_pages:revisions_compare", args=[subject.pk, "live", "latest"]),
        _("Comparer mot à mot"),
    )


def _waits(submission: Submission) -> str:
    return _("Soumis par %(who)s, %(since)s. Réponse attendue avant le %(due)s.") % {
        "who": name_of(submission.submitted_by),
        "since": local_moment(submission.submitted_at),
        "due": local_moment(submission.due_at),
    }


def _asks(submission: Submission, since: datetime) -> SafeString:
    who = {"who": name_of(submission.answered_by), "since": local_moment(since)}
    message = mark_safe(linebreaks(submission.message, autoescape=True)) if submission.message else ""
    return format_html(
        "<strong>{}</strong>{}<p>{}</p>",
        _("Modification demandée par %(who)s, %(since)s.") % who,
        message,
        _("Corrigez, puis soumettez de nouveau."),
    )


def tell_what_was_answered(request: HttpRequest, subject: Model) -> None:
    """After a moderator answered: what became of it, where Wagtail says « a été mise à jour »."""
    answer = request.POST.get("workflow-action-name") if "action-workflow-action" in request.POST else None
    submission = latest_submission(subject) if answer else None
    if submission is None or submission.answered_by != request.user:
        return
    list(get_messages(request))  # read, hence not shown
    facts = {"title": submission.title, "who": name_of(submission.submitted_by)}
    if submission.sent_back_at is not None:
        told = _("Votre demande sur « %(title)s » est envoyée à %(who)s.") % facts
    else:
        told = _("« %(title)s » est approuvé ; %(who)s en reçoit la nouvelle par courriel.") % facts
    messages.success(request, told)


def name_of(person: User | None) -> str:
    """The name that colleagues know, or « un compte fermé »."""
    return get_user_display_name(person) if person else _("un compte fermé")


def local_moment(when: datetime) -> str:
    """« mardi 1er décembre 2026 à 12 h 13 », in the zone of the account."""
    return moment(when, timezone.get_current_timezone_name())


class ChangesForm(TaskStateCommentForm):
    """What the author is to change: Wagtail's form, where the words are not optional."""

    comment = forms.CharField(
        label=gettext_lazy("Ce qu’il faut changer"),
        help_text=gettext_lazy("Votre message part en entier à l’auteur ou à l’autrice."),
        error_messages={"required": gettext_lazy("Dites ce qu’il faut changer.")},
        widget=forms.Textarea({"rows": 4}),
    )


class ApprovalForm(TaskStateCommentForm):
    """A word to the author with the approval: Wagtail's form, which calls that field « Commenter »."""

    comment = forms.CharField(
        label=gettext_lazy("Votre commentaire"),
        help_text=gettext_lazy("Il part avec la nouvelle à l’auteur ou à l’autrice."),
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )


def set_moderation_forms() -> None:
    """Give the moderators' task these forms for its actions; Wagtail has no setting for it."""
    other_form = GroupApprovalTask.get_form_for_action
    ours: dict[str, type[forms.Form]] = {"reject": ChangesForm, "approve": ApprovalForm}

    def form_for(task: GroupApprovalTask, action: str) -> type[forms.Form]:
        return ours.get(action) or other_form(task, action)

    GroupApprovalTask.get_form_for_action = form_for
