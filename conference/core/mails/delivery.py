"""From the row that wants a mail to the server that took it.

The row and its task are written in the caller's transaction: the task table is the outbox. The
server is spoken to outside any transaction (on SQLite one would keep every visitor waiting), so a
worker killed between the server's yes and our writing it down sends the mail a second time, under
the same Message-ID, and only then.
"""

import logging
import time
from datetime import datetime
from typing import TypeVar, cast

from django.apps import apps
from django.db import InterfaceError, OperationalError, connection, models, transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

from conference.core.tasks.retries import delay_after

from .outgoing import OutgoingMail
from .rendering import RenderedMail
from .server import MailDeferred, MailRefused, MailServerUnavailable, hand_over

logger = logging.getLogger(__name__)

M = TypeVar("M", bound=OutgoingMail)
State = OutgoingMail.State

QUEUE = "mail"
PRIORITY = 50  # before Wagtail's indexing, which comes with 0


class NothingToSend(Exception):
    """The mail was sent already, still waits, or has been erased; holds a sentence for people."""


@transaction.atomic
def queue_mail(mail: M, *, now: datetime) -> M:
    """Save a new mail and queue its sending: both happen with the caller's transaction, or neither."""
    mail.created_at = now
    mail.save(force_insert=True)
    _enqueue(mail)
    return mail


@transaction.atomic
def send_again(mail: M, *, now: datetime, to: str = "") -> M:
    """Put a failed or dropped mail back in the queue, for another address when ``to`` names one.

    Raises NothingToSend when it is in another state, or erased.
    """
    row = cast("M", type(mail)._default_manager.select_for_update(of=("self",)).get(pk=mail.pk))
    if row.state not in (State.FAILED, State.DROPPED) or not row.to:
        raise NothingToSend(_("Ce message est déjà parti, attend encore ou a été effacé."))
    row.state, row.created_at, row.attempts, row.last_error = State.QUEUED, now, 0, ""
    row.to = to or row.to
    row.save(update_fields=["state", "created_at", "attempts", "last_error", "to"])
    _enqueue(row)
    return row


@transaction.atomic
def erase_mails(mails: models.QuerySet) -> int:
    """Blank everything in these mails that names a person, and their task rows; returns their number.

    What still waits is dropped. A mail that is being sent at this very moment leaves, but nothing
    of it is written down.
    """
    label, pks = mails.model._meta.label_lower, set(mails.values_list("pk", flat=True))
    tasks = DBTaskResult.objects.filter(task_path=deliver_mail.module_path)
    about = [
        row.pk
        for row in tasks.exclude(status=TaskResultStatus.RUNNING).iterator()
        if row.args_kwargs["args"][0] == label and row.args_kwargs["args"][1] in pks
    ]
    DBTaskResult.objects.filter(pk__in=about).delete()
    return mails.update(
        to="",
        subject="",
        text="",
        last_error="",
        state=Case(When(state=State.QUEUED, then=Value(State.DROPPED)), default=F("state")),
    )


def deliver(mail: OutgoingMail, *, now: datetime, last_attempt: bool = False) -> None:
    """Render one mail as of ``now``, hand it to the server, write down what came of it.

    Raises MailDeferred or MailServerUnavailable for the worker to try again, unless this is the
    ``last_attempt``: the mail is then left failed, where the team sees it.
    """
    rows = type(mail)._default_manager.filter(pk=mail.pk)
    if mail.state != State.QUEUED:
        return
    if not mail.is_still_wanted(now=now):
        rows.filter(state=State.QUEUED).update(state=State.DROPPED)
        return
    rendered = mail.render(now=now)
    rows.update(attempts=F("attempts") + 1)
    try:
        hand_over(rendered, to=mail.to, message_id=mail.message_id)
    except (MailRefused, MailDeferred, MailServerUnavailable) as error:
        for_good = last_attempt or isinstance(error, MailRefused)
        rows.filter(state=State.QUEUED).update(
            last_error=str(error)[:80], state=State.FAILED if for_good else State.QUEUED
        )
        if not for_good:
            raise
        logger.warning("Le message %s ne partira pas : %s.", mail.message_id, error)
    else:
        _write_down_sent(mail, rendered, now=timezone.now())


@task(queue_name=QUEUE, priority=PRIORITY, takes_context=True)
def deliver_mail(context: TaskContext, label: str, pk: int) -> None:
    """Send one mail. One that finds the server away speaks for the others, which then wait as well."""
    mail = apps.get_model(label)._default_manager.filter(pk=pk).first()
    if mail is None:
        return
    delay, now = delay_after(context.attempt, queue_name=QUEUE), timezone.now()
    try:
        deliver(mail, now=now, last_attempt=delay is None)
    except MailServerUnavailable:
        if delay is not None:  # never so: a last attempt raises nothing
            _put_off_others(until=now + delay)
        raise


def _enqueue(mail: OutgoingMail) -> None:
    deliver_mail.enqueue(mail._meta.label_lower, mail.pk)


def _write_down_sent(mail: OutgoingMail, rendered: RenderedMail, *, now: datetime) -> None:
    """The server took it: say so, whatever else goes wrong, or it would be sent again."""
    for wait in (0.2, 1, 5, 15, 0):
        try:
            _record(mail, rendered, now=now, tell=True)
            return
        except (OperationalError, InterfaceError):  # a deadlock, a database that went away
            if not wait:
                raise
            connection.close()
            time.sleep(wait)
        except Exception:
            logger.exception("La suite de l’envoi du message %s a échoué.", mail.message_id)
            _record(mail, rendered, now=now, tell=False)
            return


@transaction.atomic
def _record(mail: OutgoingMail, rendered: RenderedMail, *, now: datetime, tell: bool) -> None:
    row = type(mail)._default_manager.select_for_update(of=("self",)).get(pk=mail.pk)
    wanted = row.state == State.QUEUED
    row.state, row.sent_at, row.last_error = State.SENT, now, ""
    if wanted:  # else erased meanwhile: nothing of it is kept
        row.subject, row.text = rendered.subject[:250], rendered.text
    row.save(update_fields=["state", "sent_at", "last_error", "subject", "text"])
    _hasten_others(now=now)
    if wanted and tell:
        row.on_sent(now=now, rendered=rendered)


def _put_off_others(*, until: datetime) -> None:
    waiting = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, task_path=deliver_mail.module_path, run_after=get_date_max()
    )
    waiting.update(run_after=until)


def _hasten_others(*, now: datetime) -> None:
    """The server is back: what it kept waiting leaves now, without serving out its delay."""
    mails = DBTaskResult.objects.filter(task_path=deliver_mail.module_path)
    put_off = mails.filter(status=TaskResultStatus.READY, run_after__gt=now, run_after__lt=get_date_max())
    turned_away = mails.filter(
        status=TaskResultStatus.FAILED,
        exception_class_path=f"{MailServerUnavailable.__module__}.{MailServerUnavailable.__qualname__}",
    )
    put_off.update(run_after=now)
    turned_away.update(status=TaskResultStatus.READY, run_after=now)
