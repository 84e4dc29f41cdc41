"""A worker's sign of life.

Clocks of the machines must agree within a few seconds (NTP): a lease is written with the clock of
one and read with the clock of another.
"""

import os
import socket
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.crypto import get_random_string

from conference.platform.models.work import WorkerLease

# How many times a lease is renewed within its own length: one missed beat kills nobody.
BEATS = 6


def lease_length() -> timedelta:
    """How long a silent worker is still believed alive."""
    return timedelta(seconds=settings.WORKER_LEASE_SECONDS)


def new_worker_id() -> str:
    """Unique over all machines, and readable: host, process, chance."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{get_random_string(12)}"


def renew_lease(worker_id: str, *, now: datetime) -> None:
    """Say « alive »; the first call takes the lease out."""
    expires_at = now + lease_length()
    if not WorkerLease.objects.filter(pk=worker_id).update(expires_at=expires_at):
        WorkerLease.objects.create(worker_id=worker_id, started_at=now, expires_at=expires_at)


def end_lease(worker_id: str, *, now: datetime) -> None:
    """Give the lease back on a clean stop. The row stays a while: a task may still name this worker."""
    WorkerLease.objects.filter(pk=worker_id).update(expires_at=now)


def lapsed(worker_ids: Collection[str], *, now: datetime) -> set[str]:
    """Those among ``worker_ids`` that held a lease and let it lapse.

    A worker that never held one (django-tasks-db's own `db_worker`) is unknown, not dead.
    """
    return set(
        WorkerLease.objects.filter(pk__in=worker_ids, expires_at__lte=now).values_list("pk", flat=True)
    )
