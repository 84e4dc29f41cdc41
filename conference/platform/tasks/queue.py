"""The task queue: taking a task, settling it, giving back what a killed worker held.

The rows are django-tasks-db's own. Its worker takes no lease and never gives a task back, hence
these verbs; each change is one conditional update, so that two workers cannot both make it.
A task's attempts are the names in its `worker_ids`: one is added each time it is taken.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min, Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet, get_date_max

from conference.platform.logs import written_error
from conference.platform.tasks.leases import lapsed, renew_lease
from conference.platform.tasks.retries import delay_after, may_run_again

logger = logging.getLogger(__name__)


class WorkerKilled(Exception):
    """Written on a task that outlived none of the workers that took it."""


def ready(now: datetime) -> DBTaskResultQuerySet:
    """Tasks that may run at ``now``, the most urgent first (mails go before Wagtail's indexing)."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY).filter(
        Q(run_after=get_date_max()) | Q(run_after__lte=now)
    )


def claim_next(*, worker_id: str, now: datetime) -> DBTaskResult | None:
    """Take the most urgent task for this worker, or None. Renews its lease in the same transaction."""
    if not ready(now).exists():  # an idle worker takes no write lock
        return None
    with transaction.atomic():
        task = ready(now).select_for_update(skip_locked=True).first()
        if task is None:
            return None
        renew_lease(worker_id, now=now)
        task.status = TaskResultStatus.RUNNING
        task.started_at = now
        task.worker_ids = [*task.worker_ids, worker_id]
        taken = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.READY).update(
            status=task.status, started_at=task.started_at, worker_ids=task.worker_ids
        )
    return task if taken else None


def settle(
    task: DBTaskResult, *, now: datetime, result: object = None, error: BaseException | None = None
) -> bool:
    """Write down how a task ended. False when it had been taken away from this worker meanwhile.

    ``result`` must be JSON. The moment of the claim is the token: a worker that was suspended
    past its lease cannot settle what another is running now.
    """
    path = f"{type(error).__module__}.{type(error).__qualname__}" if error else ""
    return bool(
        DBTaskResult.objects.filter(
            pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at
        ).update(
            status=TaskResultStatus.FAILED if error else TaskResultStatus.SUCCESSFUL,
            finished_at=now,
            return_value=None if error else result,
            exception_class_path=path,
            # PostgreSQL refuses the sign NUL in a text.
            traceback=written_error(error).replace("\0", "") if error else "",
        )
    )


def requeue_orphans(*, now: datetime) -> int:
    """Queue again the tasks of workers whose lease has lapsed, and of them only; returns how many.

    A task that has already used up its attempts (it kills its workers, say) is left failed.
    """
    running = list(DBTaskResult.objects.running())
    dead = lapsed({task.worker_ids[-1] for task in running if task.worker_ids}, now=now)
    given_back = 0
    for task in running:
        if not task.worker_ids or task.worker_ids[-1] not in dead:
            continue
        same = DBTaskResult.objects.filter(
            pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at
        )
        if delay_after(len(task.worker_ids), queue_name=task.queue_name) is None:
            logger.error("La tâche %s (%s) est abandonnée.", task.pk, task.task_path)
            same.update(
                status=TaskResultStatus.FAILED,
                finished_at=now,
                exception_class_path=f"{WorkerKilled.__module__}.{WorkerKilled.__qualname__}",
                traceback="",
            )
        else:
            given_back += same.update(status=TaskResultStatus.READY, started_at=None, run_after=now)
    return given_back


def oldest_waiting(now: datetime) -> timedelta | None:
    """For how long the oldest task that could run has been waiting; None when none waits."""
    waiting = ready(now)
    # What was put off counts from the moment it may run.
    never_put_off = waiting.filter(run_after=get_date_max()).aggregate(oldest=Min("enqueued_at"))["oldest"]
    put_off = waiting.exclude(run_after=get_date_max()).aggregate(oldest=Min("run_after"))["oldest"]
    moments = [moment for moment in (never_put_off, put_off) if moment]
    return now - min(moments) if moments else None


def failed_for_good() -> list[DBTaskResult]:
    """Failed tasks that will not be tried again: somebody has to look at them."""
    return [task for task in DBTaskResult.objects.failed() if not may_run_again(task)]
