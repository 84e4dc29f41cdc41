"""The worker as a real process: killed, stopped, busy, doubled, cut off from its database."""

import signal
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from conference.platform.models import ChoreRun, WorkerLease
from conference.platform.tasks.queue import requeue_orphans

from . import chosen_tasks
from .worker import kill, wait_until, worker_process

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

MINUTE_CHORE = "conference.core.chores.publish_scheduled"


def status_of(pk: str) -> str:
    return DBTaskResult.objects.get(pk=pk).status


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def test_what_a_killed_worker_held_runs_again_once_its_lease_has_lapsed(process_environment, tmp_path):
    trace = tmp_path / "trace"
    pk = chosen_tasks.take_long_the_first_time.enqueue(str(trace), 300).id
    with worker_process(process_environment, lease=3) as first:
        wait_until(lambda: lines(trace) == ["started"])
        kill(first)

    alive_until = WorkerLease.objects.get().expires_at
    assert requeue_orphans(now=alive_until - timedelta(seconds=1)) == 0
    assert status_of(pk) == TaskResultStatus.RUNNING

    with worker_process(process_environment, lease=3):
        wait_until(lambda: timezone.now() > alive_until)
        assert lines(trace) == ["started"]
        ChoreRun.objects.update(due_at=timezone.now())  # rather than wait for the next minute
        wait_until(lambda: status_of(pk) == TaskResultStatus.SUCCESSFUL)

    task = DBTaskResult.objects.get(pk=pk)
    assert lines(trace) == ["started", "started", "finished"]
    assert len(set(task.worker_ids)) == 2
    assert task.return_value == "done"


def test_a_long_task_is_left_to_the_worker_that_is_alive(process_environment, tmp_path):
    trace = tmp_path / "trace"
    pk = chosen_tasks.take_long_the_first_time.enqueue(str(trace), 9).id
    with worker_process(process_environment, lease=4):
        wait_until(lambda: lines(trace) == ["started"])
        while lines(trace) == ["started"]:  # more than twice the length of a lease
            assert requeue_orphans(now=timezone.now()) == 0
            time.sleep(0.3)
        wait_until(lambda: status_of(pk) == TaskResultStatus.SUCCESSFUL)
    assert lines(trace) == ["started", "finished"]


def test_the_chores_of_the_minute_do_not_wait_for_a_long_task(process_environment, tmp_path):
    trace = tmp_path / "trace"
    pk = chosen_tasks.take_long_the_first_time.enqueue(str(trace), 300).id
    with worker_process(process_environment):
        wait_until(lambda: lines(trace) == ["started"])
        wait_until(lambda: ChoreRun.objects.filter(name=MINUTE_CHORE, finished_at__isnull=False).exists())
        asked = timezone.now()
        ChoreRun.objects.filter(name=MINUTE_CHORE).update(due_at=asked)
        wait_until(lambda: ChoreRun.objects.filter(name=MINUTE_CHORE, finished_at__gt=asked).exists())
        assert status_of(pk) == TaskResultStatus.RUNNING
        # Due again a minute later, not at once.
        assert ChoreRun.objects.get(name=MINUTE_CHORE).due_at > asked + timedelta(seconds=50)


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_asked_to_stop_finishes_its_task_first(process_environment, tmp_path, signum):
    trace = tmp_path / "trace"
    pk = chosen_tasks.take_long_the_first_time.enqueue(str(trace), 2).id
    waiting = chosen_tasks.write_line.enqueue(str(trace), "too late").id
    with worker_process(process_environment) as process:
        wait_until(lambda: lines(trace) == ["started"])
        process.send_signal(signum)
        assert process.wait(timeout=30) == 0
    assert status_of(pk) == TaskResultStatus.SUCCESSFUL
    assert status_of(waiting) == TaskResultStatus.READY
    assert lines(trace) == ["started", "finished"]
    assert not WorkerLease.objects.alive(timezone.now()).exists()


def test_a_second_signal_ends_the_worker_at_once_and_its_task_is_given_back(process_environment, tmp_path):
    trace = tmp_path / "trace"
    pk = chosen_tasks.take_long_the_first_time.enqueue(str(trace), 300).id
    with worker_process(process_environment) as process:
        wait_until(lambda: lines(trace) == ["started"])
        process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == -signal.SIGTERM
    assert requeue_orphans(now=WorkerLease.objects.get().expires_at) == 1
    assert status_of(pk) == TaskResultStatus.READY


def test_two_workers_share_the_queue_and_no_task_runs_twice(process_environment, tmp_path):
    trace = tmp_path / "trace"
    expected = [f"task {number}" for number in range(80)]
    with worker_process(process_environment), worker_process(process_environment):
        wait_until(lambda: WorkerLease.objects.count() == 2)
        for line in expected:
            chosen_tasks.write_line.enqueue(str(trace), line)
        wait_until(lambda: DBTaskResult.objects.successful().count() == len(expected))
    assert Counter(lines(trace)) == Counter(expected)
    assert {len(task.worker_ids) for task in DBTaskResult.objects.all()} == {1}
    assert len({task.worker_ids[0] for task in DBTaskResult.objects.all()}) == 2


def test_a_batch_runs_what_is_due_and_in_the_queue_then_ends(process_environment, tmp_path):
    trace = tmp_path / "trace"
    for line in ("one", "two"):
        chosen_tasks.write_line.enqueue(str(trace), line)
    with worker_process(process_environment, program=("manage.py", "worker", "--batch")) as process:
        assert process.wait(timeout=60) == 0
    assert lines(trace) == ["one", "two"]
    assert ChoreRun.objects.filter(name=MINUTE_CHORE, finished_at__isnull=False).exists()
    assert not WorkerLease.objects.alive(timezone.now()).exists()


def test_a_worker_survives_the_loss_of_its_database(process_environment, tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("a SQLite file has no connection to lose")
    trace = tmp_path / "trace"
    with worker_process(process_environment) as process:
        wait_until(lambda: ChoreRun.objects.filter(finished_at__isnull=False).exists())
        for line in ("one", "two"):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            chosen_tasks.write_line.enqueue(str(trace), line)
            wait_until(lambda line=line: line in lines(trace))
        assert process.poll() is None
    assert lines(trace) == ["one", "two"]
