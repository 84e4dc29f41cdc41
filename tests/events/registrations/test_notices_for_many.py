"""News for many registrants: one task for the request, batches for the worker, nobody forgotten."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core import mail as mails
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from conference.platform.tasks.queue import claim_next, requeue_orphans
from conference.platform.tasks.worker import call
from events.lifecycle import cancel_event
from events.models import EventPage
from events.registrations import notices
from events.registrations.models import Attendee, Notice, Registration, RegistrationMail
from events.registrations.notices import announce
from events.registrations.privacy.erasure import erase
from events.registrations.states import Status
from tests.admin_forms import page_form

from .factories import RegistrationFactory
from .publishing import of_december, publish, run_queue_once_news_leave

pytestmark = pytest.mark.django_db


def registrants(event: EventPage, number: int) -> None:
    people = Registration.objects.bulk_create(
        Registration(event=event, email=f"p{n}@exemple.invalid", email_key=f"p{n}@exemple.invalid")
        for n in range(number)
    )
    Attendee.objects.bulk_create(
        Attendee(registration=person, event=event, status=Status.CONFIRMED) for person in people
    )


def change(event: EventPage) -> None:
    EventPage.objects.filter(pk=event.pk).update(town="Brest")
    announce(event, now=timezone.now())


def cancel(event: EventPage) -> None:
    cancel_event(event, by=None, reason="Neige.", now=timezone.now())


@pytest.mark.parametrize("news", [change, cancel])
def test_news_for_600_people_asks_as_many_queries_as_for_60(news) -> None:
    asked = {}
    for number in (1, 60, 600):
        event = of_december()
        registrants(event, number)
        with CaptureQueriesContext(connection) as queries:
            news(event)
        asked[number] = len(queries)
        [notice] = Notice.objects.filter(event=event)
        assert len(notice.recipients) == number
        assert DBTaskResult.objects.filter(args_kwargs__args=[notice.pk]).count() == 1
    assert asked[60] == asked[600]
    assert asked[600] <= 40, asked


def test_an_editor_who_publishes_a_change_asks_as_many_queries_for_600_people() -> None:
    """The request itself, with what Wagtail asks besides."""
    editor = Client()
    editor.force_login(User.objects.create_superuser("irene", email="irene@exemple.invalid"))
    asked = []
    for number in (60, 60, 600):  # the first fills what the process keeps
        event = of_december()
        registrants(event, number)
        url = reverse("wagtailadmin_pages:edit", args=[event.pk])
        sent = page_form(editor, url, town="Brest", **{"action-publish": "1"})
        with CaptureQueriesContext(connection) as queries:
            answer = editor.post(url, sent)
        assert answer.status_code == 302
        assert len(Notice.objects.get(event=event).recipients) == number
        asked.append(len(queries))
    assert asked[1] == asked[2]


def test_the_mails_are_written_and_sent_in_batches_over_one_connection_each(monkeypatch) -> None:
    monkeypatch.setattr(notices, "BATCH", 4)
    event, opened = of_december(), []
    registrants(event, 10)
    monkeypatch.setattr(EmailBackend, "open", lambda self: opened.append(self))
    publish(event, town="Brest")

    run_queue_once_news_leave()

    assert sorted(sent.to[0] for sent in mails.outbox) == sorted(f"p{n}@exemple.invalid" for n in range(10))
    assert len(opened) == 3  # 4, 4 and 2


def test_writing_the_mails_asks_as_many_queries_for_30_people_as_for_one() -> None:
    asked = []
    for number in (1, 1, 30):
        event = of_december()
        registrants(event, number)
        publish(event, town="Brest")
        notice = Notice.objects.get(event=event)
        with (
            time_machine.travel(notice.leaves_at, tick=False),
            CaptureQueriesContext(connection) as queries,
        ):
            notices.write_notice_mails.call(notice.pk)
        asked.append(len(queries))
        assert notice.mails.count() == number
    assert asked[1] == asked[2]


def test_a_worker_killed_while_it_writes_the_mails_leaves_none_out_and_writes_none_twice(monkeypatch) -> None:
    monkeypatch.setattr(notices, "BATCH", 4)
    event, now = of_december(), timezone.now() + notices.DELAY + timedelta(minutes=1)
    registrants(event, 10)
    publish(event, town="Brest")
    batches = iter([True, True, False])
    write = notices._write_batch
    with monkeypatch.context() as killed, time_machine.travel(now):
        killed.setattr(
            notices, "_write_batch", lambda *args, **named: write(*args, **named) if next(batches) else die()
        )
        task = claim_next(worker_id="killed", now=now)
        with pytest.raises(KeyboardInterrupt):
            call(task)
    assert RegistrationMail.objects.count() == 8
    requeue_orphans(now=now + timedelta(hours=1))
    with time_machine.travel(now + timedelta(hours=1)):
        run_queue_once_news_leave()
    assert sorted(sent.to[0] for sent in mails.outbox) == sorted(f"p{n}@exemple.invalid" for n in range(10))
    assert RegistrationMail.objects.count() == 10


def die() -> None:
    raise KeyboardInterrupt


def test_who_is_erased_before_the_mails_are_written_is_not_named_again() -> None:
    event = of_december()
    registration = RegistrationFactory(event=event)
    publish(event, town="Brest")
    erase(registration, by=User.objects.create_user("relais"), now=timezone.now())
    run_queue_once_news_leave()
    assert not RegistrationMail.objects.exists()
    assert mails.outbox == []


def test_a_change_that_is_rolled_back_tells_nobody() -> None:
    event = of_december()
    registrants(event, 3)
    with transaction.atomic():
        publish(event, town="Brest")
        transaction.set_rollback(True)
    run_queue_once_news_leave()
    assert mails.outbox == []
