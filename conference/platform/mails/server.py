"""Messages handed to the mail server, and what its answers mean."""

import re
import smtplib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from email.utils import formataddr, parseaddr

from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.html import format_html
from django.utils.translation import gettext as _

from conference.platform.links import public_host
from conference.platform.mails.bounces import mark_of, tells_bounces
from conference.platform.mails.rendering import RenderedMail


class MailServerUnavailable(Exception):
    """Nobody answered, or nobody let us in: no mail can leave for now."""


class MailDeferred(Exception):
    """The server asks to come back later for this mail (SMTP 4xx)."""


class MailRefused(Exception):
    """The server will never take this mail (SMTP 5xx): trying again is of no use."""


@contextmanager
def mail_connection() -> Iterator[BaseEmailBackend]:
    """An open connection to the server, for one mail or many. Raises MailServerUnavailable."""
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:  # every error of smtplib and ssl is one
        # No answer, no encryption, no login: our own set-up is at fault, no mail is given up.
        raise MailServerUnavailable(_code(error)) from None
    try:
        yield connection
    finally:
        with suppress(OSError):  # a goodbye that fails takes nothing back
            connection.close()


def hand_over(
    rendered: RenderedMail, *, to: str, message_id: str, connection: BaseEmailBackend | None = None
) -> None:
    """Give one mail to the server; returning means that the server has taken it.

    It goes over ``connection`` if there is one, else over one of its own. Raises MailRefused,
    MailDeferred or MailServerUnavailable, with the server's code as the only text: its sentence often
    repeats the address, and tracebacks are kept for thirty days.
    """
    message = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        from_email=_sender(rendered.sender_name),
        to=[to],
        reply_to=[rendered.reply_to] if rendered.reply_to else None,
        # Auto-Submitted (RFC 3834) keeps « absent du bureau » answers away.
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(rendered.html, "text/html")
    for each in rendered.attachments:
        message.attach(each.name, each.content, each.kind)
    if tells_bounces():
        message.metadata = mark_of(message_id)  # type: ignore[attr-defined]
    with nullcontext(connection) if connection is not None else mail_connection() as opened:
        _send(message, opened)


def _send(message: EmailMultiAlternatives, connection: BaseEmailBackend) -> None:
    try:
        if not connection.send_messages([message]):  # Django skips a mail without recipient in silence
            raise MailRefused("no recipient")
    except smtplib.SMTPRecipientsRefused as error:
        raise _by_code(*next(iter(error.recipients.values()))) from None
    except smtplib.SMTPDataError as error:
        raise _by_code(error.smtp_code, error.smtp_error) from None
    except AnymailRecipientsRefused as error:  # a provider's interface, in the place of SMTP
        raise MailRefused(type(error).__name__) from None
    except AnymailAPIError as error:
        raise _by_status(error.status_code) from None
    except smtplib.SMTPNotSupportedError as error:  # an address in letters this server cannot take
        raise MailRefused(type(error).__name__) from None
    except OSError as error:  # sender refused, connection lost
        raise MailServerUnavailable(_code(error)) from None
    except ValueError as error:  # an address that SMTP cannot write down
        raise MailRefused(type(error).__name__) from None


def _sender(shown: str) -> str:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((shown or name or settings.WAGTAIL_SITE_NAME, address))


def _code(error: OSError) -> str:
    return str(getattr(error, "smtp_code", "")) or type(error).__name__


def _by_code(code: int, sentence: bytes | str) -> Exception:
    words = sentence.decode("ascii", "replace") if isinstance(sentence, bytes) else sentence
    enhanced = re.match(r"\d\.\d{1,3}\.\d{1,3}", words)  # RFC 3463, such as 5.1.1
    answer = f"{code} {enhanced[0]}" if enhanced else str(code)
    if code == 421:  # the server is closing (RFC 5321, 3.8)
        return MailServerUnavailable(answer)
    return MailRefused(answer) if code >= 500 else MailDeferred(answer)


def _by_status(status: int | None) -> Exception:
    """A provider's HTTP status: our key or our haste (401, 403, 408, 429) is no fault of the mail."""
    if status is not None and 400 <= status < 500 and status not in (401, 403, 408, 429):
        return MailRefused(str(status))
    return MailServerUnavailable(str(status or "no answer"))


def send_test_message(to: str) -> None:
    """Send a test message to ``to``, without the outbox. Raises what `hand_over` does."""
    text = _("Ce message prouve que le site %s sait envoyer un courriel.") % settings.PUBLIC_URL
    rendered = RenderedMail(
        subject=_("Essai d’installation"), text=f"{text}\n", html=format_html("<p>{}</p>", text)
    )
    hand_over(rendered, to=to, message_id=f"<{uuid.uuid4().hex}@{public_host()}>")
