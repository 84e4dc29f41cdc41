"""Gauges of the background tasks and of the backups."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count
from django_tasks_db.models import DBTaskResult

from conference.platform.metrics.gauges import Gauge, gauge, reads_gauges
from conference.platform.models import BackupRecord, ChoreRun, WorkerLease
from conference.platform.tasks.queue import failed_for_good, oldest_waiting, ready


@reads_gauges
def background_work(*, now: datetime) -> Iterator[Gauge]:
    """Tasks by queue and state, how long the oldest one due has waited, workers alive, chores that fail."""
    counts = DBTaskResult.objects.order_by().values_list("queue_name", "status").annotate(count=Count("pk"))
    yield Gauge(
        name="conference_tasks",
        documentation="Tasks, by queue and state.",
        values=[({"queue": queue, "state": state.lower()}, count) for queue, state, count in counts],
    )
    waited = oldest_waiting(now)
    yield gauge("conference_tasks_due", "Tasks that may run now.", ready(now).count())
    yield gauge(
        "conference_tasks_oldest_due_seconds",
        "Since when the oldest task due waits.",
        waited.total_seconds() if waited else 0,
    )
    yield gauge(
        "conference_tasks_given_up", "Failed tasks that will not be tried again.", len(failed_for_good())
    )
    yield gauge("conference_workers_alive", "Workers with a lease.", WorkerLease.objects.alive(now).count())
    yield gauge(
        "conference_chores_failing",
        "Chores that failed last time.",
        ChoreRun.objects.filter(failures__gt=0).count(),
    )


@reads_gauges
def backups(*, now: datetime) -> Iterator[Gauge]:
    """The age of the last backup; nothing when there is none."""
    if last := BackupRecord.objects.first():
        yield gauge(
            "conference_backup_age_seconds", "Age of the last backup.", (now - last.made_at).total_seconds()
        )
        yield gauge("conference_backup_bytes", "Size of the last backup.", last.size)
