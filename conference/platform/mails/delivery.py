"""From the row that wants a mail to the server that took it.

The row and its task are written in the caller's transaction: the task table is the outbox. Mails
that bring many people the same news share one task and one connection, tried once; what is left of
such a batch is then sent mail by mail. The server is spoken to outside any transaction (on SQLite one
would keep every visitor waiting), so a worker killed between the server's yes and our recording it
sends the mail a second time, under the same Message-ID, and only then.
"""

import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar, cast

from django.apps import apps
from django.core.mail.backends.base import BaseEmailBackend
from django.db import InterfaceError, OperationalError, connection, models, transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

from conference.platform.logs import without_links
from conference.platform.mails.outgoing import OutgoingMail, kinds_of_mails
from conference.platform.mails.rendering import RenderedMail
from conference.platform.mails.server import (
    MailDeferred,
    MailRefused,
    MailServerUnavailable,
    hand_over,
    mail_connection,
)
from conference.platform.tasks.retries import delay_after, may_run_again

logger = logging.getLogger(__name__)

M = TypeVar("M", bound=OutgoingMail)
State = OutgoingMail.State

QUEUE = "mail"
PRIORITY = 50  # before Wagtail's indexing, which comes with 0
BATCH_PRIORITY = 40  # a ticket waits for one batch, not for all of them
SURELY_QUEUED = timedelta(minutes=10)  # the transaction that wrote the mail has ended since


class NothingToSend(Exception):
    """The mail was sent already, still waits, or has been erased; holds a sentence for people."""


@transaction.atomic(savepoint=False)  # within a caller's transaction, two statements less
def queue_mail(mail: M, *, now: datetime) -> M:
    """Save a new mail and queue its sending: both happen with the caller's transaction, or neither."""
    mail.created_at = now
    mail.save(force_insert=True)
    _enqueue(mail)
    return mail


@transaction.atomic(savepoint=False)
def queue_mails(mails: Sequence[M], *, now: datetime) -> list[M]:
    """Save new mails of one model and queue their sending as one batch, over one connection."""
    if not mails:
        return []
    model = type(mails[0])
    for mail in mails:
        mail.created_at = now
    saved = model._default_manager.bulk_create(mails)
    deliver_batch.enqueue(model._meta.label_lower, [mail.pk for mail in saved])
    return cast("list[M]", saved)


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
    tasks = DBTaskResult.objects.filter(
        task_path=deliver_mail.module_path,
        args_kwargs__args__0=mails.model._meta.label_lower,
        args_kwargs__args__1__in=list(mails.values_list("pk", flat=True)),
    )
    tasks.exclude(status=TaskResultStatus.RUNNING).delete()
    return mails.update(
        to="",
        subject="",
        text="",
        last_error="",
        state=Case(When(state=State.QUEUED, then=Value(State.DROPPED)), default=F("state")),
    )


def deliver(
    mail: OutgoingMail,
    *,
    now: datetime,
    last_attempt: bool = False,
    connection: BaseEmailBackend | None = None,
) -> None:
    """Render one mail as of ``now``, hand it to the server, record what came of it.

    Raises what went wrong (MailDeferred, MailServerUnavailable, or an error of our own code) for the
    worker to try again. On the ``last_attempt``, and for a MailRefused, nothing is raised: the mail is
    left failed, where the team sees it.
    """
    rows = type(mail)._default_manager.filter(pk=mail.pk)
    if mail.state != State.QUEUED:
        return
    rows.update(attempts=F("attempts") + 1)
    try:
        if not mail.is_still_wanted(now=now):
            rows.filter(state=State.QUEUED).update(state=State.DROPPED)
            return
        rendered = mail.render(now=now)
        hand_over(rendered, to=mail.to, message_id=mail.message_id, connection=connection)
    except Exception as error:
        for_good = last_attempt or isinstance(error, MailRefused)
        rows.filter(state=State.QUEUED).update(
            last_error=_reason(error), state=State.FAILED if for_good else State.QUEUED
        )
        if not for_good:
            raise
        logger.warning("Le message %s ne partira pas : %s.", mail.message_id, _reason(error))
    else:
        _record_sent(mail, rendered, now=timezone.now())


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


@task(queue_name=QUEUE, priority=BATCH_PRIORITY, takes_context=True)
def deliver_batch(context: TaskContext, label: str, pks: list[int]) -> None:
    """Send these mails over one connection. Each that is left is then tried again by a task of its own.

    A batch whose worker was killed is not tried as such again: one mail that kills its worker must not
    keep the others from leaving.
    """
    model = cast("type[OutgoingMail]", apps.get_model(label))
    _queue_one_by_one(model, pks if context.attempt > 1 else _deliver_together(model, pks))


def _deliver_together(model: type[OutgoingMail], pks: list[int]) -> list[int]:
    """Send these mails over one connection; returns those that must be tried again."""
    again: list[int] = []
    try:
        with mail_connection() as connection:
            for position, pk in enumerate(pks):
                mail = model._default_manager.filter(pk=pk).first()  # as it is now: it may be erased
                if mail is None:
                    continue
                try:
                    deliver(mail, now=timezone.now(), connection=connection)
                except MailServerUnavailable:
                    return again + pks[position:]
                except Exception as error:
                    logger.warning("Le message %s sera repris seul : %s.", mail.message_id, _reason(error))
                    again.append(pk)
    except MailServerUnavailable:
        return pks
    return again


@transaction.atomic
def _queue_one_by_one(model: type[OutgoingMail], pks: list[int]) -> None:
    """Queue each of these mails that still waits, unless a task of its own has it already."""
    left = model._default_manager.filter(pk__in=pks, state=State.QUEUED)
    waiting = sorted(left.values_list("pk", flat=True)) if pks else []
    for pk in waiting and sorted(set(waiting) - _with_a_task(model, batches=False)):
        deliver_mail.enqueue(model._meta.label_lower, pk)


def fail_abandoned(*, now: datetime) -> int:
    """Leave failed, in sight, each mail that waits without a task to send it; returns how many.

    Its task killed every worker that took it, or met an error on which none tries again.
    """
    abandoned = 0
    for model in kinds_of_mails():
        waiting = set(
            model._default_manager.filter(
                state=State.QUEUED, created_at__lte=now - SURELY_QUEUED
            ).values_list("pk", flat=True)
        )
        if lost := waiting and waiting - _with_a_task(model):
            rows = model._default_manager.filter(pk__in=lost, state=State.QUEUED)
            abandoned += rows.update(state=State.FAILED, attempts=F("attempts") + 1, last_error="abandon")
    return abandoned


def _with_a_task(model: type[OutgoingMail], *, batches: bool = True) -> set[int]:
    """Mails of this model that a task will still send. Read after the mails: each has its task by then."""
    paths = [deliver_mail.module_path, *([deliver_batch.module_path] if batches else [])]
    tasks = DBTaskResult.objects.filter(task_path__in=paths).defer("traceback")
    found: set[int] = set()
    for row in tasks.exclude(status=TaskResultStatus.SUCCESSFUL):
        label, pks = row.args_kwargs["args"]
        if label == model._meta.label_lower and (row.status != TaskResultStatus.FAILED or may_run_again(row)):
            found.update(pks if isinstance(pks, list) else [pks])
    return found


def _reason(error: Exception) -> str:
    """The server's code, or the kind of an error of ours, whose words may name somebody."""
    ours = not isinstance(error, (MailRefused, MailDeferred, MailServerUnavailable))
    return (type(error).__name__ if ours else str(error))[:80]


def _enqueue(mail: OutgoingMail) -> None:
    deliver_mail.enqueue(mail._meta.label_lower, mail.pk)


def _record_sent(mail: OutgoingMail, rendered: RenderedMail, *, now: datetime) -> None:
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
        row.subject, row.text = rendered.subject[:250], without_links(rendered.text)
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
