"""Failed tasks run again after growing delays, then stay failed, where people see them."""

import logging
from datetime import datetime, timedelta

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

_MINUTES = (1, 5, 15, 60, 240)
# A mail server may be away for a long week-end: half an hour between attempts, five days in all.
_MAIL_MINUTES = (1, 5, 15, *(30 for _ in range(240)))
DELAYS: dict[str, tuple[timedelta, ...]] = {
    "default": tuple(timedelta(minutes=minutes) for minutes in _MINUTES),
    "mail": tuple(timedelta(minutes=minutes) for minutes in _MAIL_MINUTES),
}


def delay_after(attempts: int, *, queue_name: str) -> timedelta | None:
    """How long to wait after the n-th attempt failed; None when it was the last."""
    delays = DELAYS.get(queue_name, DELAYS["default"])
    return delays[max(attempts, 1) - 1] if attempts <= len(delays) else None


def may_run_again(task: DBTaskResult) -> bool:
    """False once the attempts are used up, or where trying again cannot help.

    The row is written in the same transaction as the task: if it is not there, it was deleted.
    """
    if task.exception_class_path.endswith(".DoesNotExist"):
        return False
    return delay_after(len(task.worker_ids), queue_name=task.queue_name) is not None


def retry_failed_tasks(*, now: datetime) -> int:
    """Queue again the failed tasks whose delay is over; returns how many."""
    again = 0
    for task in DBTaskResult.objects.failed().defer("traceback"):
        delay = delay_after(len(task.worker_ids), queue_name=task.queue_name)
        if delay is None or not may_run_again(task) or task.finished_at is None:
            continue
        if task.finished_at + delay <= now:
            again += (
                DBTaskResult.objects.filter(
                    pk=task.pk, status=TaskResultStatus.FAILED, finished_at=task.finished_at
                )
                # What waited longest goes first, and its age in the queue counts from now.
                .update(status=TaskResultStatus.READY, run_after=now)
            )
    if again:
        logger.info("Tâches remises en file : %d.", again)
    return again
