"""Marked values go through the form, and through all that may go wrong: nothing beside the registration and
its mails names the person afterwards."""

import logging
import pickle
import smtplib
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as site
from django.core import mail as mails
from django.core.cache import caches
from django.core.mail.backends.locmem import EmailBackend
from django.http import HttpResponse
from django.test import Client
from django_tasks_db.models import DBTaskResult

from events.registrations.models import Registration, RegistrationMail
from events.registrations.visit import form_pages
from tests.conference.platform.worker import run_queue

from .factories import open_event
from .pages import form_of
from .planted import every_text

pytestmark = pytest.mark.django_db
TYPED = {
    "first_name": "Zélimène",
    "last_name": "Quillévéré",
    "email": "zelimene.quillevere@exemple.invalid",
    "organisation": "Moulin Kermorvan",
    "organisation_kind": "association",
}
TRACES = ("zélimène", "quillévéré", "quillevere", "zelimene", "kermorvan", "203.0.113.7")
ADDRESS = {"REMOTE_ADDR": "203.0.113.7"}


def traces_in(text: str) -> set[str]:
    return {trace for trace in TRACES if trace in text.lower()}


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """What the handler of the settings writes."""
    written = StringIO()
    ours = [handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler]
    assert len(ours) == 1
    monkeypatch.setattr(ours[0], "stream", written)
    return written


def cached() -> Iterator[str]:
    """All that the caches of memory hold (the shared one lies in a table)."""
    for cache in caches.all():
        for value in getattr(cache, "_cache", {}).values():
            yield repr(pickle.loads(value)) if isinstance(value, bytes) else repr(value)


def test_nothing_beside_the_registration_and_its_mails_names_the_person(
    monkeypatch: pytest.MonkeyPatch, settings: Any, console: StringIO
) -> None:
    client, answers = Client(raise_request_exception=False), list[HttpResponse]()
    event = open_event()

    def send(**changed: str) -> int:
        answers.append(client.post(form_of(event), TYPED | changed, **ADDRESS))
        return answers[-1].status_code

    def quote(*_: Any, **__: Any) -> None:
        raise ValueError(f"no seat for {TYPED}")

    # A mistake, then a mail that the server refuses by quoting the address.
    assert send(email="zelimene.quillevere", last_name="Quillévéré https://kermorvan.invalid") == 200
    refused = smtplib.SMTPRecipientsRefused({TYPED["email"]: (550, TYPED["email"].encode())})
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", lambda *_: (_ for _ in ()).throw(refused))
        assert send() == 303
        run_queue()
    # A task that fails by quoting the person.
    with monkeypatch.context() as broken:
        broken.setattr(RegistrationMail, "render", quote)
        assert send() == 303
        run_queue()
    assert DBTaskResult.objects.failed().exists()
    # A page that fails so, and a refusal.
    with monkeypatch.context() as broken:
        broken.setattr(form_pages, "sign_up", quote)
        assert send() == 500
    settings.LIMITS = settings.LIMITS | {"registration_mail": (1, 3600)}
    assert send() == 429
    answers.append(client.get("/rien/?nom=Quillévéré", **ADDRESS))
    # And all goes well.
    settings.LIMITS = site.LIMITS | {
        "registration_mail": (99, 3600),
        "registration_mail_and_event": (99, 600),
    }
    assert send() == 303
    run_queue()
    link = mails.outbox[-1].body.partition("https://conference.test")[2].split()[0]
    answers += [client.get(link), client.post(link, {"action": "confirm"})]
    run_queue()
    logging.getLogger("gunicorn.error").error("Error handling request %s", link)

    assert Registration.objects.get().first_attendee.last_name == TYPED["last_name"]
    assert {table for table, text in every_text() if traces_in(text)} == {
        "registrations_attendee",
        "registrations_registration",
        "registrations_registrationmail",
        "registrations_submission",
    }
    assert not [text for text in cached() if traces_in(text)]
    written = console.getvalue()
    assert "ValueError: …" in written, "the failure itself is told"
    assert not traces_in(written), written
    assert link not in written
    figures = client.get("/sante/metriques").content.decode()
    assert 'view="registrations:register"' in figures
    assert not traces_in(figures)
    assert link.strip("/").rpartition("/")[2] not in figures
    places = [answer.get("Location", "") for answer in answers]
    assert len([place for place in places if place]) == 4
    assert not [place for place in places if traces_in(place)]
    assert {address for sent in mails.outbox for address in sent.to} == {TYPED["email"]}, "no report leaves"


def test_no_report_of_an_error_is_sent_to_anybody() -> None:
    assert not site.ADMINS
    names = ["", *logging.Logger.manager.loggerDict]
    handlers = {type(handler).__name__ for name in names for handler in logging.getLogger(name).handlers}
    assert "AdminEmailHandler" not in handlers
