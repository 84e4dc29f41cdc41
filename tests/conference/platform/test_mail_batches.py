"""Mails that bring many people the same news: one task, one connection, and none lost."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from conference.platform.mails import delivery, erase_mails, queue_mails
from conference.platform.tasks.queue import requeue_orphans
from conference.platform.tasks.retries import retry_failed_tasks

from .letters import Letter
from .smtp_server import MailServer
from .worker import kill, run_queue, wait_until, worker_process

pytestmark = pytest.mark.django_db(transaction=True)

State = Letter.State
MINUTE = timedelta(minutes=1)
WORKER = ("tests/conference/platform/worker_with_letters.py",)


def batch(number: int) -> list[Letter]:
    letters = [Letter(to=f"p{n}@exemple.invalid", kind="essai") for n in range(number)]
    return queue_mails(letters, now=timezone.now())


def receivers(server: MailServer) -> list[str]:
    return sorted(str(taken["To"]) for taken in server.mails)


def connections_of(server: MailServer) -> int:
    return sum(command.upper().startswith("EHLO") for command in server.commands)


def test_a_batch_is_one_task_and_one_connection(server):
    sent = batch(5)
    assert DBTaskResult.objects.count() == 1
    run_queue()
    assert receivers(server) == [mail.to for mail in sent]
    assert connections_of(server) == 1
    assert set(Letter.objects.values_list("state", flat=True)) == {State.SENT}


def test_one_refused_and_one_put_off_hold_up_nobody_of_their_batch(server):
    batch(5)
    server.refusals = {"p1@exemple.invalid": "550 5.1.1 non", "p2@exemple.invalid": "450 4.2.1 plus tard"}
    run_queue()
    assert receivers(server) == [f"p{n}@exemple.invalid" for n in (0, 3, 4)]
    assert Letter.objects.get(to="p1@exemple.invalid").state == State.FAILED
    assert Letter.objects.get(to="p2@exemple.invalid").state == State.QUEUED
    server.refusals = {}
    with time_machine.travel(timezone.now() + 2 * MINUTE):
        retry_failed_tasks(now=timezone.now())
        run_queue()
    assert receivers(server) == [f"p{n}@exemple.invalid" for n in (0, 2, 3, 4)]


def test_a_batch_that_finds_the_server_away_leaves_when_it_is_back(server):
    port = server.port
    server.go_away()
    batch(4)
    run_queue()
    assert Letter.objects.waiting().count() == 4
    again = MailServer(port)
    with time_machine.travel(timezone.now() + 2 * MINUTE):
        retry_failed_tasks(now=timezone.now())
        run_queue()
    again.go_away()
    assert receivers(again) == [f"p{n}@exemple.invalid" for n in range(4)]


def test_an_erased_mail_of_a_batch_does_not_leave(server):
    sent = batch(3)
    erase_mails(Letter.objects.filter(pk=sent[1].pk))
    run_queue()
    assert receivers(server) == ["p0@exemple.invalid", "p2@exemple.invalid"]


def test_a_worker_killed_in_the_midst_of_a_batch_loses_no_mail_and_sends_one_twice_at_most(
    server, smtp_environment
):
    batch(8)
    server.seconds_a_mail = 0.2
    with worker_process(smtp_environment, lease=2, program=WORKER) as process:
        wait_until(lambda: len(server.mails) >= 3)
        kill(process)
    server.seconds_a_mail = 0.0
    assert Letter.objects.waiting().exists()
    assert requeue_orphans(now=timezone.now() + MINUTE) == 1
    with time_machine.travel(timezone.now() + 2 * MINUTE):
        run_queue()
    assert set(receivers(server)) == {f"p{n}@exemple.invalid" for n in range(8)}
    assert len(server.mails) <= 9
    assert len({str(taken["Message-ID"]) for taken in server.mails}) == 8
    assert set(Letter.objects.values_list("state", flat=True)) == {State.SENT}


def test_what_is_left_of_a_killed_batch_is_queued_once_however_often_it_is_killed(server):
    batch(3)
    task = DBTaskResult.objects.get()
    DBTaskResult.objects.update(worker_ids=["killed"])
    run_queue()
    DBTaskResult.objects.filter(pk=task.pk).update(status=TaskResultStatus.READY)  # killed before it settled
    run_queue()
    assert receivers(server) == [f"p{n}@exemple.invalid" for n in range(3)]
    assert DBTaskResult.objects.count() == 4


def test_a_mail_of_a_batch_that_was_given_up_is_failed_in_sight(server, monkeypatch):
    monkeypatch.setattr(delivery, "kinds_of_mails", lambda: [Letter])
    batch(2)
    later = timezone.now() + timedelta(hours=1)
    assert delivery.fail_abandoned(now=later) == 0, "the batch still has them"
    DBTaskResult.objects.all().delete()
    assert delivery.fail_abandoned(now=later) == 2
