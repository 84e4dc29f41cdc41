"""Mails against a mail server that refuses, goes away, comes back; and a worker killed in between."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from conference.platform.mails import (
    NothingToSend,
    erase_mails,
    queue_mail,
    send_again,
)
from conference.platform.tasks.queue import failed_for_good, requeue_orphans
from conference.platform.tasks.retries import retry_failed_tasks

from .letters import Letter
from .smtp_server import MailServer
from .worker import kill, run_queue, wait_until, worker_process

pytestmark = pytest.mark.django_db(transaction=True)

State = Letter.State
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
WORKER = ("tests/conference/platform/worker_with_letters.py",)


def letter(to: str = "zoe@exemple.invalid", *, now: datetime | None = None, **fields) -> Letter:
    return queue_mail(Letter(to=to, kind="essai", **fields), now=now or timezone.now())


def test_a_mail_says_who_writes_who_is_answered_and_what_it_promises(server):
    mail = letter()
    run_queue()
    mail.refresh_from_db()
    [taken] = server.mails
    assert taken["Message-ID"] == f"<{mail.uuid.hex}@conference.test>"
    assert taken["From"] == "Conférence des alliances stratégiques <conference@exemple.invalid>"
    assert (taken["To"], taken["Reply-To"]) == ("zoe@exemple.invalid", "equipe@exemple.invalid")
    assert taken["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in taken.iter_parts()] == ["text/plain", "text/html"]
    text, html = (part.get_content() for part in taken.iter_parts())
    assert "https://conference.test/x?a=1&b=2" in text.splitlines()
    assert 'href="https://conference.test/x?a=1&amp;b=2"' in html
    assert mail.state == State.SENT
    assert (mail.subject, mail.text.split()) == (taken["Subject"], text.split())


def test_the_time_to_answer_runs_from_the_moment_the_server_took_the_mail(server):
    port = server.port
    server.go_away()
    with time_machine.travel(NOON, tick=False) as clock:
        mail = letter()
        run_queue()
        assert Letter.objects.waiting().in_trouble().get().last_error == "ConnectionRefusedError"
        clock.shift(timedelta(hours=50))
        again = MailServer(port)
        retry_failed_tasks(now=timezone.now())
        run_queue()
        again.go_away()
    mail.refresh_from_db()
    assert [str(taken["Subject"]) for taken in again.mails] == ["Réponse attendue jusqu’à 14:00:00"]
    assert mail.sent_at == NOON + timedelta(hours=50)
    assert mail.promised_until == NOON + timedelta(hours=74)
    assert (mail.state, mail.attempts, mail.last_error) == (State.SENT, 2, "")


def test_what_is_rolled_back_writes_to_nobody(server):
    with transaction.atomic():
        letter()
        transaction.set_rollback(True)
    assert run_queue() == 0
    assert (server.mails, Letter.objects.count()) == ([], 0)


def test_an_absent_server_is_asked_once_for_all_and_everything_leaves_when_it_is_back(server):
    port = server.port
    server.go_away()
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(5):
            letter(f"personne{number}@exemple.invalid")
        assert run_queue() == 1  # one found the server away: the others wait as well
        clock.shift(MINUTE)
        retry_failed_tasks(now=timezone.now())
        again = MailServer(port)
        letter("nouvelle@exemple.invalid")
        run_queue()
        again.go_away()
    assert {str(taken["To"]) for taken in again.mails} == {
        *(f"personne{number}@exemple.invalid" for number in range(5)),
        "nouvelle@exemple.invalid",
    }
    assert len(again.mails) == 6


def test_one_success_frees_the_mails_that_have_hours_to_wait(server):
    port = server.port
    server.go_away()
    with time_machine.travel(NOON, tick=False) as clock:
        letter("premiere@exemple.invalid")
        for wait in (0, 1, 5, 15):
            clock.shift(wait * MINUTE)
            retry_failed_tasks(now=timezone.now())
            run_queue()
        clock.shift(MINUTE)
        assert retry_failed_tasks(now=timezone.now()) == 0
        again = MailServer(port)
        letter("nouvelle@exemple.invalid")
        run_queue()
        again.go_away()
    assert [str(taken["To"]) for taken in again.mails] == [
        "nouvelle@exemple.invalid",
        "premiere@exemple.invalid",
    ]


def test_an_address_refused_for_good_is_shown_and_holds_nobody_up(server):
    server.refusals = {
        "partie@exemple.invalid": "550 5.1.1 <partie@exemple.invalid> inconnue",
        "pleine@exemple.invalid": "452 4.2.2 boîte pleine",
    }
    gone, full, fine = (letter(f"{name}@exemple.invalid") for name in ("partie", "pleine", "bonne"))
    assert run_queue() == 3
    for mail in (gone, full, fine):
        mail.refresh_from_db()
    assert (gone.state, gone.last_error) == (State.FAILED, "550 5.1.1")
    assert (full.state, full.last_error) == (State.QUEUED, "452 4.2.2")
    assert fine.state == State.SENT
    # Only the one worth another try is tried again; no traceback holds an address.
    assert DBTaskResult.objects.failed().count() == 1
    assert "exemple.invalid" not in DBTaskResult.objects.failed().get().traceback
    server.refusals = {}
    assert retry_failed_tasks(now=timezone.now() + MINUTE) == 1
    assert run_queue() == 0  # its moment has not come on the real clock
    with time_machine.travel(timezone.now() + 2 * MINUTE):
        assert run_queue() == 1
    full.refresh_from_db()
    assert (full.state, full.attempts) == (State.SENT, 2)
    send_again(gone, now=timezone.now())
    run_queue()
    gone.refresh_from_db()
    assert gone.state == State.SENT
    with pytest.raises(NothingToSend):
        send_again(gone, now=timezone.now())


@pytest.mark.parametrize(
    ("to", "error"), [("deux\nlignes@exemple.invalid", "ValueError"), ("", "no recipient")]
)
def test_an_address_that_cannot_be_written_to_fails_at_once(server, to, error):
    mail = letter(to)
    letter("bonne@exemple.invalid")
    assert run_queue() == 2
    mail.refresh_from_db()
    assert (mail.state, mail.last_error, mail.attempts) == (State.FAILED, error, 1)
    assert [str(taken["To"]) for taken in server.mails] == ["bonne@exemple.invalid"]
    assert not DBTaskResult.objects.failed().exists()


def test_a_fault_of_our_own_set_up_loses_no_mail(server):
    server.refuses_sender = "550 5.7.1 not you"
    mail = letter()
    run_queue()
    mail.refresh_from_db()
    assert (mail.state, mail.last_error) == (State.QUEUED, "550")
    assert failed_for_good() == []


def test_refused_content_is_final(server):
    server.refuses_content = "554 5.7.1 spam"
    mail = letter()
    run_queue()
    mail.refresh_from_db()
    assert (mail.state, mail.last_error) == (State.FAILED, "554 5.7.1")


def test_a_mail_never_accepted_ends_failed_where_the_team_sees_it(server):
    server.refusals = {"zoe@exemple.invalid": "451 4.7.1 plus tard"}
    with time_machine.travel(NOON, tick=False) as clock:
        mail = letter()
        run_queue()
        while Letter.objects.waiting().exists():
            clock.shift(timedelta(minutes=30))
            retry_failed_tasks(now=timezone.now())
            run_queue()
            assert timezone.now() < NOON + timedelta(days=7)
    mail.refresh_from_db()
    assert (mail.state, mail.last_error) == (State.FAILED, "451 4.7.1")
    assert list(Letter.objects.in_trouble()) == [mail]


def test_a_mail_whose_reason_has_gone_is_dropped(server):
    mail = letter(unwanted=True)
    run_queue()
    mail.refresh_from_db()
    assert (mail.state, server.mails) == (State.DROPPED, [])


def test_trouble_after_the_servers_yes_sends_nothing_twice(server):
    mail = letter(breaks_afterwards=True)
    run_queue()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        retry_failed_tasks(now=timezone.now())
        run_queue()
    mail.refresh_from_db()
    assert (mail.state, len(server.mails)) == (State.SENT, 1)


def test_erased_mails_hold_nothing_of_the_person_and_what_waited_never_leaves(server):
    sent = letter()
    run_queue()
    waiting = letter()
    other = letter("autre@exemple.invalid")
    assert erase_mails(Letter.objects.filter(to="zoe@exemple.invalid")) == 2
    run_queue()
    for mail in (sent, waiting, other):
        mail.refresh_from_db()
    assert [mail.state for mail in (sent, waiting, other)] == [State.SENT, State.DROPPED, State.SENT]
    assert {(mail.to, mail.subject, mail.text) for mail in (sent, waiting)} == {("", "", "")}
    assert [str(taken["To"]) for taken in server.mails] == ["zoe@exemple.invalid", "autre@exemple.invalid"]
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [
        ["platform.letter", other.pk]
    ]
    with pytest.raises(NothingToSend):
        send_again(waiting, now=timezone.now())


def test_a_mail_erased_while_it_is_being_sent_leaves_no_trace(server, monkeypatch):
    mail = letter()
    rendered = Letter.render

    def erase_meanwhile(self, *, now):
        answer = rendered(self, now=now)
        erase_mails(Letter.objects.filter(pk=self.pk))
        return answer

    monkeypatch.setattr(Letter, "render", erase_meanwhile)
    run_queue()
    mail.refresh_from_db()
    assert (mail.to, mail.subject, mail.text, mail.promised_until) == ("", "", "", None)


@pytest.mark.long
def test_a_worker_killed_between_the_yes_and_the_commit_sends_at_most_once_more(server, smtp_environment):
    mail = letter()
    server.silent_after_taking.set()
    with worker_process(smtp_environment, lease=2, program=WORKER) as process:
        wait_until(lambda: server.mails)
        kill(process)
    server.silent_after_taking.clear()
    mail.refresh_from_db()
    assert mail.state == State.QUEUED
    assert requeue_orphans(now=timezone.now() + MINUTE) == 1
    with time_machine.travel(timezone.now() + 2 * MINUTE):
        run_queue()
        retry_failed_tasks(now=timezone.now() + timedelta(days=1))
        run_queue()
    mail.refresh_from_db()
    assert mail.state == State.SENT
    assert len(server.mails) == 2
    assert len({str(taken["Message-ID"]) for taken in server.mails}) == 1
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


@pytest.mark.long
def test_mails_wait_out_an_absent_server_in_a_real_worker(server, smtp_environment):
    port = server.port
    server.go_away()
    with worker_process(smtp_environment, program=WORKER):
        mail = letter()
        wait_until(lambda: Letter.objects.filter(attempts=1).exists())
        again = MailServer(port)
        letter("nouvelle@exemple.invalid")
        wait_until(lambda: len(again.mails) == 2)
        wait_until(lambda: Letter.objects.get(pk=mail.pk).state == State.SENT)
    again.go_away()
