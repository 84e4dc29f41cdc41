"""A person whose name is planted in every field that holds something of people, and the search for it."""

import json
from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.db import connection
from django.db.models import JSONField
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from time_machine import travel
from wagtail.models import ModelLogEntry

from events.registrations.actions.confirmations import confirm
from events.registrations.actions.signup import register
from events.registrations.models import (
    Answer,
    Arrangement,
    ArrangementMail,
    Attendee,
    MailKind,
    Notice,
    OrganiserMail,
    Question,
    Registration,
    Submission,
)
from events.registrations.privacy.held import HELD
from tests.conference.platform.worker import run_queue
from tests.events.factories import at

from .factories import applicant, open_event

PLANTED = applicant(
    first_name="Zélimène",
    last_name="Quillévéré",
    email="zelimene.quillevere@exemple.invalid",
    organisation="Quillévéré et filles",
)
PLANT = "Zélimène Quillévéré"
AS_TYPED = ("first_name", "last_name", "email", "email_key")
TRACES = ("zélimène", "quillévéré", "zelimene")


def every_text() -> Iterator[tuple[str, str]]:
    """Each stored value of each table, those without a model included, as text."""
    managed = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    tables = set(connection.introspection.table_names())
    assert managed <= tables
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    if isinstance(value, str):
                        yield table, value
                        if "\\u" in value:  # JSON written in ASCII
                            yield table, value.encode("ascii", "ignore").decode("unicode_escape")
                    elif isinstance(value, bytes | memoryview):
                        yield table, bytes(value).decode("utf-8", "replace")
                    elif isinstance(value, dict | list):
                        yield table, json.dumps(value, ensure_ascii=False)


def tables_that_name_the_person() -> set[str]:
    return {table for table, text in every_text() if any(trace in text.lower() for trace in TRACES)}


def fill_every_field(registration: Registration) -> None:
    """Plant the name in each field that holds something of a person, whatever writes it."""
    attendee, event = registration.first_attendee, registration.event
    question = Question.objects.create(label="Votre repas", purpose=Question.Purpose.CATERING)
    Answer.objects.create(registration=registration, question=question, value=PLANT)
    Answer.objects.create(registration=registration, attendee=attendee, question=question, value=[PLANT])
    Arrangement.objects.create(attendee=attendee)
    Notice.objects.create(event=event, kind=MailKind.LETTER)
    OrganiserMail.objects.create(event=event, day=event.start)
    ArrangementMail.objects.create(event=event)
    Submission.objects.create(event=event, email_key=registration.email_key, applicant={})
    for held in HELD:
        rows = held.model_class._base_manager.filter(**{held.event: event})
        for name in set(held.fields) - {"user", "value", *AS_TYPED}:
            field = held.model_class._meta.get_field(name)
            text = PLANT[: field.max_length or len(PLANT)]
            rows.update(**{name: {"who": text} if isinstance(field, JSONField) else text})
    Attendee.objects.filter(pk=attendee.pk).update(email=PLANTED.email)


def plant(*, now: datetime) -> Registration:
    """A confirmed person whose name has gone everywhere it may go."""
    event = open_event(start=at("2026-12-15", "08:30"), end=at("2026-12-15", "16:00"))
    with travel(now, tick=False):
        registration = register(event, applicant=PLANTED, now=now)
        run_queue()
        confirm(registration, now=now)  # the ticket waits in the queue
    registration.log.update(note="Madame Quillévéré a téléphoné.")
    fill_every_field(registration)
    ModelLogEntry.objects.log_action(
        instance=registration, action="wagtail.edit", data={"who": PLANTED.email}
    )
    DBTaskResult.objects.create(
        status=TaskResultStatus.FAILED,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="events.tasks.gone",
        queue_name="default",
        backend_name="default",
        exception_class_path="builtins.ValueError",
        traceback="ValueError: no seat for Quillévéré",
        finished_at=now,
        run_after=now,
    )
    DBTaskResult.objects.create(
        status=TaskResultStatus.READY,
        args_kwargs={"args": ["zelimene.quillevere@exemple.invalid"], "kwargs": {}},
        task_path="events.tasks.gone",
        queue_name="default",
        backend_name="default",
        exception_class_path="",
        traceback="",
        run_after=now,
    )
    return registration
