"""The worker: one process, four threads, each with its own database connection.

    main      the task queue, one task at a time
    minute    the chores of the minute, which never wait for a long task
    day       those of the day, which the chores of the minute never wait for
    lease     the sign of life, which ends with the process and with nothing less

A lost database is waited for. SIGTERM and SIGINT finish the task and the chores at hand; a second
one ends the process at once, and what it held goes back to the queue when its lease lapses.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from types import FrameType

from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone
from django_tasks import TaskContext
from django_tasks.signals import task_finished, task_started
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult

from conference.platform.tasks import queue
from conference.platform.tasks.leases import BEATS, end_lease, lease_length, new_worker_id, renew_lease
from conference.platform.tasks.schedule import DAY, MINUTE, run_due_chores

logger = logging.getLogger(__name__)

LONGEST_WAIT_FOR_DATABASE = 30.0  # seconds


class Worker:
    """Runs tasks and chores until it is told to stop.

    ``interval`` seconds between two looks at an empty queue, or for a chore that is due.
    """

    def __init__(self, *, interval: float = 1.0) -> None:
        self.interval = interval
        self.worker_id = new_worker_id()
        # Plain booleans: setting a threading.Event in a signal handler can deadlock on its own lock.
        self.stopping = False
        self.gone = False

    def run(self) -> None:
        """Work until `stop`, then leave nothing half done."""
        logger.info("Le processus %s démarre.", self.worker_id)
        self._insist(lambda: renew_lease(self.worker_id, now=timezone.now()))
        lease = _start(self._keep_alive, name="lease")
        chores = [
            _start(partial(self._keep_house, period), name=name)
            for period, name in ((MINUTE, "minute"), (DAY, "day"))
        ]
        self._repeat(self.run_next_task)
        for thread in chores:
            thread.join()
        self._leave(lease)
        logger.info("Le processus %s s’arrête.", self.worker_id)

    def run_batch(self) -> int:
        """Run the chores that are due, then the queue until it is empty; returns the number of tasks."""
        renew_lease(self.worker_id, now=timezone.now())
        lease = _start(self._keep_alive, name="lease")
        done = 0
        try:
            for period in (MINUTE, DAY):
                run_due_chores(period=period, worker_id=self.worker_id, now=timezone.now())
            while not self.stopping and self.run_next_task():
                done += 1
        finally:
            self._leave(lease)
        return done

    def stop(self, signum: int, frame: FrameType | None = None) -> None:
        """Signal handler: ask for a clean stop; asked twice, end at once."""
        if self.stopping:
            signal.signal(signum, signal.SIG_DFL)
            signal.raise_signal(signum)
        self.stopping = True

    def run_next_task(self) -> bool:
        """Take and run one task. False when none was waiting."""
        task = queue.claim_next(worker_id=self.worker_id, now=timezone.now())
        if task is None:
            return False
        result, error = None, None
        try:
            result = call(task)
        except BaseException as raised:  # even SystemExit: a task does not stop its worker
            error = raised
        try:
            self._insist(lambda: self._settle(task, result, error))
        except DatabaseError as refused:  # a result that the database cannot hold
            failure = refused
            self._insist(lambda: self._settle(task, None, failure))
        return True

    def _settle(self, task: DBTaskResult, result: object, error: BaseException | None) -> None:
        if not queue.settle(task, now=timezone.now(), result=result, error=error):
            logger.warning("La tâche %s avait été reprise par un autre processus.", task.pk)
            return
        if error:
            logger.warning("La tâche %s (%s) a échoué : %s.", task.pk, task.task_path, type(error).__name__)
        try:
            task.refresh_from_db()
            task_finished.send(sender=type(task.task.get_backend()), task_result=task.task_result)
        except Exception:
            logger.exception("La fin de la tâche %s n’a pas pu être annoncée.", task.pk)

    def _keep_house(self, period: timedelta) -> None:
        self._repeat(
            lambda: bool(run_due_chores(period=period, worker_id=self.worker_id, now=timezone.now()))
        )

    def _keep_alive(self) -> None:
        # Goes on after the signal to stop: the task at hand may still be long.
        pause = lease_length().total_seconds() / BEATS
        while not self.gone:
            try:
                renew_lease(self.worker_id, now=timezone.now())
            except DatabaseError:
                logger.warning("Le bail de %s n’a pas pu être renouvelé.", self.worker_id)
                connection.close()
            until = time.monotonic() + pause
            while not self.gone and time.monotonic() < until:
                time.sleep(0.1)
        with suppress(DatabaseError):
            end_lease(self.worker_id, now=timezone.now())
        connection.close()

    def _leave(self, lease: threading.Thread) -> None:
        """Give the lease back; a database that is away does not keep the process from ending."""
        self.gone = True
        lease.join(timeout=lease_length().total_seconds())

    def _repeat(self, step: Callable[[], bool]) -> None:
        """Repeat ``step`` until `stop`, with a pause when it found nothing to do.

        A database that goes away is waited for, longer each time.
        """
        wait = self.interval
        while not self.stopping:
            try:
                close_old_connections()
                found = step()
                wait = self.interval
                if not found:
                    self._pause(self.interval)
            except (DatabaseError, InterfaceError) as error:
                logger.warning("La base de données ne répond pas (%s) : nouvel essai.", type(error).__name__)
                connection.close()
                wait = min(max(wait, 0.1) * 2, LONGEST_WAIT_FOR_DATABASE)
                self._pause(wait)
        connection.close()

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.stopping and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.2))

    def _insist(self, write: Callable[[], None]) -> None:
        """Make one write, however long the database stays away: without it the worker can do nothing."""
        wait = 0.1
        while True:
            try:
                write()
                return
            except (OperationalError, InterfaceError):
                logger.warning("La base de données ne répond pas : nouvel essai.")
                connection.close()
                time.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT_FOR_DATABASE)


def _start(target: Callable[[], None], *, name: str) -> threading.Thread:
    # Daemons: if the main thread ever dies, the lease must not be renewed over its corpse.
    thread = threading.Thread(target=target, name=name, daemon=True)
    thread.start()
    return thread


def call(task: DBTaskResult) -> object:
    """Run the task's function; its result must be JSON."""
    function, given = task.task, task.task_result
    task_started.send(sender=type(function.get_backend()), task_result=given)
    # The library annotates its own result type, not that of its database backend.
    context = [TaskContext(task_result=given)] if function.takes_context else []  # type: ignore[arg-type]
    return normalize_json(function.call(*context, *given.args, **given.kwargs))
