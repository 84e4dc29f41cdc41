"""A mail that will never leave is failed, in sight, and can be sent again: whatever went wrong."""

from datetime import datetime, timedelta

import pytest
import time_machine
from anymail.exceptions import AnymailUnsupportedFeature
from django.contrib.auth.models import User
from django.core import mail as sent
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from conference.accounts.mails import write_to
from conference.accounts.models import AccountMail
from conference.platform.chores import show_abandoned_mails
from conference.platform.mails import delivery, send_again
from conference.platform.models import WorkerLease
from conference.platform.tasks.queue import claim_next, requeue_orphans
from conference.platform.tasks.retries import DELAYS, retry_failed_tasks

from .worker import run_queue

pytestmark = pytest.mark.django_db

State = AccountMail.State
HOUR = timedelta(hours=1)


@pytest.fixture
def now(monkeypatch) -> datetime:
    """Now; a mail has three attempts, not two hundred."""
    monkeypatch.setitem(DELAYS, "mail", (timedelta(minutes=1), timedelta(minutes=5)))
    return timezone.now()


@pytest.fixture
def mail(now: datetime) -> AccountMail:
    irene = User.objects.create_user("irene", email="irene@exemple.invalid")
    queued = write_to(irene, AccountMail.Kind.PASSWORD_CHANGED, now=now)
    assert queued is not None
    return queued


def cannot(error: Exception):
    def raises(*_arguments: object, **_named: object) -> None:
        raise error

    return raises


@pytest.mark.parametrize(
    ("owner", "name"), [(AccountMail, "render"), (AccountMail, "is_still_wanted"), (delivery, "hand_over")]
)
def test_a_mail_that_our_own_code_cannot_send_is_seen_tried_again_and_failed_in_the_end(
    mail, now, monkeypatch, owner, name
):
    errors = {"hand_over": AnymailUnsupportedFeature("irene@exemple.invalid")}
    error = errors.get(name, RuntimeError("irene@exemple.invalid"))
    with monkeypatch.context() as broken:
        broken.setattr(owner, name, cannot(error))
        run_queue()
        assert list(AccountMail.objects.in_trouble()) == [mail], "seen from the first attempt"
        with time_machine.travel(now + HOUR) as clock:
            while AccountMail.objects.waiting().exists():
                retry_failed_tasks(now=timezone.now())
                run_queue()
                clock.shift(HOUR)
                assert timezone.now() < now + timedelta(days=1)
    mail.refresh_from_db()
    assert (mail.state, mail.last_error) == (State.FAILED, type(error).__name__)
    send_again(mail, now=timezone.now())
    run_queue()
    mail.refresh_from_db()
    assert (mail.state, mail.last_error) == (State.SENT, "")
    assert [message.to for message in sent.outbox] == [["irene@exemple.invalid"]]


def test_a_mail_that_kills_every_worker_is_failed_when_its_task_is_given_up(mail, now):
    while DBTaskResult.objects.exclude(status=TaskResultStatus.FAILED).exists():
        now += HOUR
        assert claim_next(worker_id="killed", now=now)
        WorkerLease.objects.update(expires_at=now)
        show_abandoned_mails(now=now)
        mail.refresh_from_db()
        assert mail.state == State.QUEUED, "a task still has it"
        requeue_orphans(now=now + HOUR)
    show_abandoned_mails(now=now)
    mail.refresh_from_db()
    assert (mail.state, mail.last_error) == (State.FAILED, "abandon")
    assert list(AccountMail.objects.in_trouble()) == [mail]
    send_again(mail, now=timezone.now())
    run_queue()
    mail.refresh_from_db()
    assert mail.state == State.SENT


def test_a_mail_whose_task_waits_for_its_next_attempt_is_left_alone(mail, now, monkeypatch):
    monkeypatch.setattr(AccountMail, "render", cannot(RuntimeError()))
    run_queue()
    assert DBTaskResult.objects.failed().count() == 1
    assert delivery.fail_abandoned(now=now + HOUR) == 0
    DBTaskResult.objects.all().delete()
    assert delivery.fail_abandoned(now=now) == 0, "its transaction may not have ended"
    assert delivery.fail_abandoned(now=now + HOUR) == 1
