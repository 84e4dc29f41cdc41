"""What is due every minute and every day.

An app registers its chores in a module `chores.py`, which the worker discovers:

    @every_minute
    def expire_unconfirmed_seats(*, now: datetime) -> None: ...

Whatever the number of workers, a chore runs once a period, and never twice at the same time.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from conference.platform.models.work import ChoreRun, WorkerLease

logger = logging.getLogger(__name__)

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
# A daily chore that failed, or whose worker was killed, is not put off until tomorrow.
PATIENCE_AFTER_FAILURE = timedelta(minutes=15)


class Chore(Protocol):
    def __call__(self, *, now: datetime) -> object: ...


_chores: dict[timedelta, dict[str, Chore]] = {MINUTE: {}, DAY: {}}


def _register(period: timedelta) -> Callable[[Chore], Chore]:
    def register(chore: Chore) -> Chore:
        _chores[period][f"{chore.__module__}.{chore.__qualname__}"] = chore  # type: ignore[attr-defined]
        return chore

    return register


every_minute = _register(MINUTE)
every_day = _register(DAY)


def discover_chores() -> None:
    """Import `chores.py` of every installed app: the ground never names the apps above it."""
    autodiscover_modules("chores")


def chores_of(period: timedelta) -> dict[str, Chore]:
    return dict(_chores[period])


def claim_chore(name: str, *, period: timedelta, worker_id: str, now: datetime) -> bool:
    """True for the one worker that may run this chore now.

    One conditional update decides. While it runs the chore is due again after its patience at the
    latest, but only once the lease of the worker at it has lapsed.
    """
    ChoreRun.objects.get_or_create(pk=name, defaults={"due_at": now})
    alive = WorkerLease.objects.alive(now).values("worker_id")
    return bool(
        ChoreRun.objects.filter(pk=name, due_at__lte=now)
        .exclude(worker_id__in=alive)
        .update(
            due_at=now + min(period, PATIENCE_AFTER_FAILURE),
            started_at=now,
            finished_at=None,
            worker_id=worker_id,
        )
    )


def run_chore(name: str, *, period: timedelta, worker_id: str, now: datetime) -> bool:
    """Run one claimed chore and write down how it went. Returns whether it went well.

    An exception is logged, counted and goes no further: no chore keeps the others waiting.
    """
    mine = ChoreRun.objects.filter(pk=name, worker_id=worker_id)
    try:
        _chores[period][name](now=now)
    except Exception:
        logger.exception("La tâche périodique %s a échoué.", name)
        mine.update(worker_id="", finished_at=timezone.now(), failures=F("failures") + 1)
        return False
    mine.update(worker_id="", finished_at=timezone.now(), failures=0, due_at=now + period)
    return True


def run_due_chores(*, period: timedelta, worker_id: str, now: datetime) -> list[str]:
    """Run, one after the other, the chores of this period that are due; returns their names."""
    names = chores_of(period)
    waiting = set(ChoreRun.objects.filter(pk__in=names, due_at__gt=now).values_list("pk", flat=True))
    ran = []
    for name in names:
        if name not in waiting and claim_chore(name, period=period, worker_id=worker_id, now=now):
            run_chore(name, period=period, worker_id=worker_id, now=now)
            ran.append(name)
    return ran
