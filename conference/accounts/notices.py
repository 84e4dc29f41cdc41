"""What Wagtail writes to the team (submitted, approved, refused, commented) goes through our outbox.

Wagtail speaks to the mail server within the request: one that is away keeps whoever submits a page
waiting, one that refuses a login ends in an error. It asks for its connection in one place
(`wagtail.admin.mail`), and there it is given the outbox (docs/decisions/0031). Nor does it ask whether
those it writes to may still read the page: who left a team would hear of its drafts.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from wagtail.admin import mail as wagtail_mail
from wagtail.admin.views.pages import edit
from wagtail.models import Page, PageSubscription

from conference.platform.mails import erase_mails, queue_mail
from conference.regions.permission_policies import is_own
from conference.regions.scoping import scope_of

from .login import open_accounts_at
from .models import AccountMail


class Outbox(BaseEmailBackend):
    """A mail connection that queues: each message is a row and a task in the caller's transaction."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with transaction.atomic():
            for message in email_messages:
                for address in message.recipients():
                    queue_notice(str(message.subject), str(message.body), to=address)
        return len(email_messages)


def queue_notice(subject: str, text: str, *, to: str) -> AccountMail:
    """One notice to one address; an account that is closed before it leaves gets none."""
    user = next(iter(open_accounts_at(to)), None)
    subject = " ".join(subject.split())[:250]
    notice = AccountMail(kind=AccountMail.Kind.NOTICE, user=user, to=to, subject=subject, text=text)
    return queue_mail(notice, now=timezone.now())


def who_may_read(people: Iterable[User], context: Mapping[str, Any]) -> list[User]:
    """Of ``people``, those whose own the subject of this mail is."""
    subject = context.get("page") or context["object"]
    return [person for person in people if is_own(person, subject)]


def forget_the_old_team(users: Collection[User]) -> None:
    """End what these people follow and may no longer read, and the notices that wait for them.

    A notice waits as long as the mail server does, and names pages of the team that they have left.
    """
    keys = [user.pk for user in users]
    for user in User.objects.filter(pk__in=keys):  # their scope is read anew
        theirs = scope_of(user).filter_pages(Page.objects.all())
        PageSubscription.objects.filter(user=user).exclude(page__in=theirs).delete()
    State = AccountMail.State
    not_sent = AccountMail.objects.filter(user__in=keys, state__in=(State.QUEUED, State.FAILED))
    erase_mails(not_sent.filter(kind=AccountMail.Kind.NOTICE))


def go_through_the_outbox() -> None:
    """Give Wagtail the outbox wherever it asks for a connection to the mail server, and the right readers."""
    wagtail_mail.get_connection = _outbox
    edit.send_notification = _about_comments
    wagtail_mail.EmailNotificationMixin.send_emails = _about_workflows


def _outbox(*_arguments: Any, **_named: Any) -> Outbox:
    return Outbox()


_write_about_comments = wagtail_mail.send_notification
_write_about_workflows = wagtail_mail.EmailNotificationMixin.send_emails


def _about_comments(
    recipient_users: Iterable[User], notification: str, extra_context: dict[str, Any]
) -> bool:
    return _write_about_comments(who_may_read(recipient_users, extra_context), notification, extra_context)


def _about_workflows(
    self: wagtail_mail.EmailNotificationMixin,
    template_set: dict[str, str],
    context: dict[str, Any],
    recipients: Iterable[User],
    **named: Any,
) -> bool:
    return _write_about_workflows(self, template_set, context, who_may_read(recipients, context), **named)
