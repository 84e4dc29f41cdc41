"""The mail server goes away, the worker is killed while it sends, both come back; two workers at once."""

import random
import time
from collections import Counter, defaultdict
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry, PageLogEntry

from conference.platform.models import ChoreRun, WorkerLease
from events.registrations.actions.signup import register
from events.registrations.models import RegistrationMail
from home.models import ContentPage
from tests.conference.factories import make_site_tree
from tests.conference.platform import chosen_tasks
from tests.conference.platform.smtp_server import MailServer
from tests.conference.platform.worker import kill, wait_until, worker_process
from tests.events.registrations.factories import applicant, open_event

from .table import QUICK, show

pytestmark = [pytest.mark.django_db(transaction=True)]

SEED = 20261201
PEOPLE, KILLS = (20, 2) if QUICK else (60, 5)
SENDS_BY_SMTP = ("tests/conference/platform/worker_with_letters.py",)
State = RegistrationMail.State


def test_no_mail_is_lost(process_environment) -> None:
    chance, event, now = random.Random(SEED), open_event(capacity=None), timezone.now()
    for number in range(PEOPLE):
        register(event, applicant=applicant(number), now=now)
    refused = applicant(7).email
    server = MailServer()
    server.refusals[refused], server.seconds_a_mail = "550 5.1.1 non", 0.05
    environment = process_environment | {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(server.port)}
    taken = server.mails

    def send_until_killed() -> None:
        with worker_process(environment, lease=2, program=SENDS_BY_SMTP) as worker:
            enough = len(taken) + chance.randint(1, 6)
            ChoreRun.objects.update(due_at=timezone.now())
            wait_until(lambda: len(taken) >= enough)
            time.sleep(chance.uniform(0, 0.06))
            kill(worker)

    for _kill in range(KILLS - 1):
        send_until_killed()

    server.go_away()
    tried = RegistrationMail.objects.filter(last_error="ConnectionRefusedError")
    with worker_process(environment, lease=2, program=SENDS_BY_SMTP) as worker:
        wait_until(lambda: hurry() and tried.exists())
        kill(worker)
    again = MailServer(server.port)
    again.mails, again.refusals = taken, server.refusals
    with worker_process(environment, lease=2, program=SENDS_BY_SMTP):
        wait_until(lambda: hurry() and not RegistrationMail.objects.waiting().exists(), seconds=300)
    again.go_away()

    copies = Counter(str(mail["To"]) for mail in taken)
    expected = {applicant(number).email for number in range(PEOPLE)} - {refused}
    assert set(copies) == expected
    twice = len(taken) - len(expected)
    assert twice <= KILLS
    assert max(copies.values()) <= 2
    assert len({str(mail["Message-ID"]) for mail in taken}) == len(expected)
    assert [mail.to for mail in RegistrationMail.objects.filter(state=State.FAILED)] == [refused]
    show(
        f"{PEOPLE} courriels, serveur parti puis revenu, {KILLS} kill -9",
        f"{len(copies)} reçus, 0 perdu, {twice} en double, 1 refusé (550) montré à l’équipe",
    )


def hurry() -> bool:
    """Rather than wait for the next minute and for the delays that follow a failure."""
    ChoreRun.objects.update(due_at=timezone.now())
    DBTaskResult.objects.filter(status="READY", run_after__lt=timezone.now() + timedelta(days=1)).update(
        run_after=timezone.now()
    )
    return True


def test_two_workers_never_run_a_task_at_the_same_moment(process_environment, tmp_path) -> None:
    trace, names = tmp_path / "trace", [f"task-{number}" for number in range(60)]
    for name in names:
        chosen_tasks.take_a_while.enqueue(str(trace), name, 0.15)
    with worker_process(process_environment, lease=3) as first, worker_process(process_environment, lease=3):
        wait_until(lambda: WorkerLease.objects.count() == 2)
        wait_until(lambda: trace.exists() and len(trace.read_text().splitlines()) > 20)
        kill(first)
        killed_at = time.time()
        wait_until(lambda: hurry() and DBTaskResult.objects.successful().count() >= len(names))
    runs: dict[str, list[tuple[float, float]]] = defaultdict(list)
    begun: dict[str, float] = {}
    for line in trace.read_text().splitlines():
        name, what, moment = line.split()
        if what == "ends":
            runs[name].append((begun.pop(name), float(moment)))
        else:
            if name in begun:  # the killed worker's: it ended with it
                runs[name].append((begun.pop(name), killed_at))
            begun[name] = float(moment)
    assert sorted(runs) == sorted(names)
    assert not begun
    overlaps = [name for name, times in runs.items() if any(b[0] < a[1] for a, b in pairwise(times))]
    assert overlaps == []
    again = sum(len(times) - 1 for times in runs.values())
    assert again <= 1
    show("deux processus, 60 tâches, l’un tué", f"0 tâche deux fois au même moment, {again} reprise")


def test_what_is_scheduled_is_published_once(process_environment) -> None:
    home, pages = make_site_tree(regions=()).home, []
    for number in range(10):
        page = ContentPage(title=f"Prévue {number}", slug=f"prevue-{number}", live=False)
        home.add_child(instance=page)
        page.go_live_at = timezone.now() + timedelta(seconds=1)
        page.save_revision(approved_go_live_at=page.go_live_at)
        pages.append(page.pk)
    with worker_process(process_environment), worker_process(process_environment):
        wait_until(lambda: WorkerLease.objects.count() == 2)
        wait_until(lambda: hurry() and ContentPage.objects.filter(pk__in=pages, live=True).count() == 10)
    published = PageLogEntry.objects.filter(action="wagtail.publish.scheduled", page_id__in=pages)
    assert sorted(published.values_list("page_id", flat=True)) == sorted(pages)
    assert not ModelLogEntry.objects.filter(action="wagtail.publish.scheduled").exists()
    show("deux processus, 10 publications prévues", "chacune une fois")
