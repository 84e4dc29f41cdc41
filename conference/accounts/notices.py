"""What Wagtail writes to the team (submitted, approved, refused, commented) goes through our outbox.

Wagtail speaks to the mail server within the request: one that is away keeps whoever submits a page
waiting, one that refuses a login ends in an error. It asks for its connection in one place
(`wagtail.admin.mail`), and there it is given the outbox (docs/decisions/0031).
"""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from wagtail.admin import mail as wagtail_mail

from conference.core.mails import queue_mail

from .addresses import open_accounts_at
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


def go_through_the_outbox() -> None:
    """Give Wagtail the outbox wherever it asks for a connection to the mail server."""
    wagtail_mail.get_connection = _outbox


def _outbox(*_arguments: Any, **_named: Any) -> Outbox:
    return Outbox()
