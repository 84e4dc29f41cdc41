"""The queue's verbs: order, retries after growing delays, tasks taken away, rows that go."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.tasks import update_reference_index_task

from conference.platform.mails.delivery import deliver_mail
from conference.platform.models import WorkerLease
from conference.platform.tasks import queue, retries
from conference.platform.tasks.leases import renew_lease
from conference.platform.tasks.pruning import erase_tasks_about, prune_finished_tasks

from . import chosen_tasks
from .worker import run_queue

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def empty_queue():
    DBTaskResult.objects.all().delete()


def the_task() -> DBTaskResult:
    return DBTaskResult.objects.get()


def test_a_mail_goes_before_the_indexing_that_was_queued_earlier():
    update_reference_index_task.enqueue("wagtailcore", "page", "1")
    deliver_mail.enqueue("core.sdg", 1)
    update_reference_index_task.enqueue("wagtailcore", "page", "2")
    order = [task.task_path for task in queue.ready(datetime.now(UTC))]
    assert order == [
        deliver_mail.module_path,
        update_reference_index_task.module_path,
        update_reference_index_task.module_path,
    ]


def test_what_is_rolled_back_is_not_queued():
    with transaction.atomic():
        chosen_tasks.give.enqueue("something")
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


def test_a_failed_task_is_tried_again_after_growing_delays_and_then_stays_failed():
    waits = []
    with time_machine.travel(NOON, tick=False) as clock:
        chosen_tasks.fail.enqueue()
        assert run_queue() == 1
        while queue.failed_for_good() == []:
            failed_at = the_task().finished_at
            while not retries.retry_failed_tasks(now=datetime.now(UTC)):
                clock.shift(timedelta(seconds=20))
                assert datetime.now(UTC) < failed_at + DAY
            waits.append(datetime.now(UTC) - failed_at)
            assert run_queue() == 1
        assert retries.retry_failed_tasks(now=NOON + 400 * DAY) == 0
    assert waits == [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]
    assert the_task().status == TaskResultStatus.FAILED
    assert "RuntimeError: Rien à faire" in the_task().traceback


def test_the_mail_queue_insists_for_five_days():
    with time_machine.travel(NOON, tick=False) as clock:
        chosen_tasks.fail_in_mail_queue.enqueue()
        run_queue()
        while queue.failed_for_good() == []:
            clock.shift(timedelta(minutes=30))
            retries.retry_failed_tasks(now=datetime.now(UTC))
            run_queue()
        assert timedelta(days=5) < datetime.now(UTC) - NOON < timedelta(days=6)


def test_a_task_about_something_deleted_is_not_tried_again():
    update_reference_index_task.enqueue("wagtailcore", "page", "987654")
    run_queue()
    assert the_task().exception_class_path.endswith(".DoesNotExist")
    assert retries.retry_failed_tasks(now=datetime.now(UTC) + DAY) == 0


def test_a_task_whose_code_is_gone_fails_and_the_others_run():
    chosen_tasks.give.enqueue("something")
    DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="conference.no_such_module.at_all",
        backend_name="default",
        run_after=None,
    )
    assert run_queue() == 2
    assert DBTaskResult.objects.successful().get().return_value == "something"
    assert DBTaskResult.objects.failed().get().exception_class_path == "builtins.ModuleNotFoundError"


def test_a_result_that_the_database_cannot_hold_fails_its_task():
    chosen_tasks.give_a_date.enqueue()
    assert run_queue() == 1
    assert the_task().exception_class_path == "builtins.TypeError"


def test_a_worker_that_was_suspended_cannot_settle_what_another_is_running():
    chosen_tasks.give.enqueue("something")
    slept = queue.claim_next(worker_id="slept", now=NOON)
    assert queue.requeue_orphans(now=NOON + DAY) == 1
    awake = queue.claim_next(worker_id="awake", now=NOON + 2 * DAY)
    assert slept.pk == awake.pk
    assert queue.settle(slept, now=NOON, result="of the sleeper") is False
    assert queue.settle(awake, now=NOON, result="of the other") is True
    assert the_task().return_value == "of the other"


def test_a_task_that_kills_every_worker_is_given_up():
    chosen_tasks.give.enqueue("something")
    now, given_back = NOON, 0
    for number in range(10):
        if not queue.claim_next(worker_id=f"victim {number}", now=now):
            break
        now += DAY
        given_back += queue.requeue_orphans(now=now)
        now += DAY
    assert given_back == len(retries.DELAYS["default"])
    assert the_task().status == TaskResultStatus.FAILED
    assert the_task().exception_class_path.endswith("WorkerKilled")


def test_only_a_lapsed_lease_gives_a_task_back():
    """A worker that never took a lease is unknown, not dead."""
    chosen_tasks.give.enqueue("something")
    task = queue.claim_next(worker_id="ours", now=NOON)
    WorkerLease.objects.all().delete()
    assert queue.requeue_orphans(now=NOON + 365 * DAY) == 0
    renew_lease("ours", now=NOON)
    assert queue.requeue_orphans(now=NOON) == 0
    assert queue.requeue_orphans(now=NOON + DAY) == 1
    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY


def test_how_long_the_queue_has_been_waiting_is_known():
    assert queue.oldest_waiting(NOON) is None
    with time_machine.travel(NOON, tick=False):
        chosen_tasks.give.enqueue("something")
    assert queue.oldest_waiting(NOON + 3 * MINUTE) == 3 * MINUTE
    with time_machine.travel(NOON + 10 * DAY, tick=False):
        chosen_tasks.fail.enqueue()
        run_queue()
    retries.retry_failed_tasks(now=NOON + 11 * DAY)
    assert queue.oldest_waiting(NOON + 11 * DAY + MINUTE) == MINUTE


def test_finished_tasks_are_deleted_after_a_day_or_thirty():
    with time_machine.travel(NOON, tick=False):
        chosen_tasks.give.enqueue("something")
        chosen_tasks.fail.enqueue()
        run_queue()
        chosen_tasks.give.enqueue("not run yet")
    assert prune_finished_tasks(now=NOON + DAY - MINUTE) == 0
    assert prune_finished_tasks(now=NOON + DAY) == 1
    assert prune_finished_tasks(now=NOON + 30 * DAY - MINUTE) == 0
    assert prune_finished_tasks(now=NOON + 30 * DAY) == 1
    assert the_task().status == TaskResultStatus.READY


def test_nothing_that_names_an_erased_person_stays_in_the_task_table():
    chosen_tasks.give.enqueue({"who": ["Zoé Éluard"]})
    chosen_tasks.stumble_over_a_name.enqueue()
    run_queue()
    failed = DBTaskResult.objects.failed()
    assert "zoe@" not in failed.get().traceback, "what an error quotes is not written any more"
    failed.update(traceback="ValueError: Zoé Éluard")  # as by an earlier version
    chosen_tasks.write_line.enqueue("/no/such/path", "ZOÉ ÉLUARD")
    chosen_tasks.give.enqueue("somebody else")
    assert erase_tasks_about(needles=["", " "]) == 0
    assert erase_tasks_about(needles=["zoe@exemple.invalid", "Zoé Éluard"]) == 3
    # What will be tried again stays, without its traceback.
    kept = {task.status: task for task in DBTaskResult.objects.all()}
    assert set(kept) == {TaskResultStatus.FAILED, TaskResultStatus.READY}
    assert kept[TaskResultStatus.READY].args_kwargs["args"] == ["somebody else"]
    assert kept[TaskResultStatus.FAILED].traceback == ""
