"""Finished rows away, and nothing that names an erased person left behind."""

import re
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from conference.platform.models.work import WorkerLease
from conference.platform.tasks.retries import may_run_again

KEEP_SUCCESSFUL = timedelta(days=1)
KEEP_FAILED = timedelta(days=30)
KEEP_LEASES = timedelta(days=7)


def prune_finished_tasks(*, now: datetime) -> int:
    """Delete successful tasks after a day, failed ones after thirty; returns how many.

    Leases long lapsed go too, unless a running task still names their worker.
    """
    deleted, _ = DBTaskResult.objects.filter(
        Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lte=now - KEEP_SUCCESSFUL)
        | Q(status=TaskResultStatus.FAILED, finished_at__lte=now - KEEP_FAILED)
    ).delete()
    named = {worker for task in DBTaskResult.objects.running() for worker in task.worker_ids}
    WorkerLease.objects.filter(expires_at__lte=now - KEEP_LEASES).exclude(pk__in=named).delete()
    return deleted


@transaction.atomic
def erase_tasks_about(*, needles: Collection[str], names: Collection[str] = ()) -> int:
    """Take people out of the task table; returns how many rows changed or went.

    ``needles`` are what would name a person beyond doubt (address, full name), compared without case.
    A row whose arguments or result hold one is deleted, unless it is running. ``names`` (first or last
    names: « Mail » is one) are looked for in tracebacks alone, as whole words. A traceback that holds
    a needle or a name is blanked; its row goes too once the task will not be tried again.
    """
    wanted = {needle.strip().casefold() for needle in needles if needle.strip()}

    words = "|".join(sorted({re.escape(name.strip().casefold()) for name in names if name.strip()}))
    whole_word = re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"(?!)")

    def names_the_person(*texts: str) -> bool:
        return any(needle in text.casefold() for text in texts for needle in wanted)

    touched = 0
    for task in DBTaskResult.objects.exclude(status=TaskResultStatus.RUNNING).iterator():
        row = DBTaskResult.objects.filter(pk=task.pk, status=task.status)
        if names_the_person(*_strings(task.args_kwargs), *_strings(task.return_value)):
            touched += row.delete()[0]
        elif names_the_person(task.traceback) or whole_word.search(task.traceback.casefold()):
            touched += row.update(traceback="") if may_run_again(task) else row.delete()[0]
    return touched


def _strings(value: object) -> Iterator[str]:
    """Every text found in a JSON value, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
