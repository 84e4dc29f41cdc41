"""What people are told when the database is away, full, read-only or busy; and the other bare pages."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import (
    DatabaseError,
    Error,
    InterfaceError,
    InternalError,
    OperationalError,
    ProgrammingError,
    connection,
)
from django.test import Client
from django_tasks_db.models import DBTaskResult
from psycopg import errors

from conference.platform.mails.delivery import deliver_mail
from conference.platform.outage import is_outage
from events.registrations.models import Registration, RegistrationMail
from tests.events.registrations.factories import open_event
from tests.events.registrations.pages import TYPED, form_of, words

pytestmark = pytest.mark.postgresql

AWAY = "Le site est momentanément indisponible."


def caused_by(error: type[Error], cause: Exception) -> Error:
    """As Django wraps what its driver raises."""
    raised = error(*cause.args)
    raised.__cause__ = cause
    return raised


def sqlite_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("planted")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (OperationalError, psycopg.OperationalError("connection refused")),
        (InterfaceError, psycopg.InterfaceError("connection already closed")),
        (OperationalError, errors.TooManyConnections()),
        (OperationalError, errors.AdminShutdown()),
        (OperationalError, errors.CannotConnectNow()),
        (OperationalError, errors.DiskFull()),
        (OperationalError, errors.LockNotAvailable()),
        (InternalError, errors.ReadOnlySqlTransaction()),
        (OperationalError, sqlite_error(sqlite3.SQLITE_BUSY)),
        (OperationalError, sqlite_error(sqlite3.SQLITE_FULL)),
        (OperationalError, sqlite_error(sqlite3.SQLITE_IOERR | 2 << 8)),  # an extended code
        (OperationalError, sqlite_error(sqlite3.SQLITE_READONLY)),
        (OperationalError, sqlite_error(sqlite3.SQLITE_CANTOPEN)),
    ],
)
def test_these_pass_by_themselves(error, cause):
    assert is_outage(caused_by(error, cause))


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (OperationalError, sqlite_error(sqlite3.SQLITE_ERROR)),  # « no such table »
        (OperationalError, errors.StatementTooComplex()),
        (ProgrammingError, errors.UndefinedTable()),
        (InternalError, errors.InvalidTransactionState()),
        (DatabaseError, psycopg.DatabaseError("planted")),
    ],
)
def test_these_are_faults_of_ours(error, cause):
    assert not is_outage(caused_by(error, cause))
    assert not is_outage(ValueError("planted"))


# --- A database that is away -------------------------------------------------------------------


@pytest.fixture
def away(monkeypatch):
    def gone(*_arguments):
        raise OperationalError("planted")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", gone)
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "address",
    ["/", "/agenda/", "/mesures/", "/nulle-part/", "/inscriptions/abc/", "/admin/", "/comptes/connexion/"],
)
def test_whoever_comes_is_told_in_the_look_of_the_site_to_come_back(away, address):
    away.cookies["sessionid"] = "x" * 32
    answer = away.get(address, follow=address == "/admin/")
    assert answer.status_code == 503
    assert AWAY in words(answer)
    assert "css/main.css" in answer.text
    assert "<style" not in answer.text
    assert (answer["Retry-After"], answer["Cache-Control"]) == ("30", "no-store")
    assert not answer.cookies


@pytest.mark.parametrize("address", ["/agenda.ics", "/mesures/donnees.json", "/sitemap.xml"])
def test_a_program_is_told_in_one_line(away, address):
    answer = away.get(address)
    assert answer.status_code == 503
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text == f"{AWAY} Réessayez dans 30 secondes.\n"


def test_a_request_for_json_is_told_in_one_line(away):
    answer = away.get("/", headers={"accept": "application/json"})
    assert (answer.status_code, answer["Content-Type"]) == (503, "text/plain; charset=utf-8")


# --- A database that refuses to write ----------------------------------------------------------


@contextmanager
def read_only() -> Iterator[None]:
    sqlite = connection.vendor == "sqlite"
    on, off = (
        ("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
        if sqlite
        else (
            "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
            "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
        )
    )
    with said(on, off):
        yield


@contextmanager
def full() -> Iterator[None]:
    """SQLite alone: what PostgreSQL says on a full disk is planted above."""
    if connection.vendor != "sqlite":
        pytest.skip("a full disk cannot be had from a PostgreSQL server that others use")
    with connection.cursor() as cursor:
        [pages] = cursor.execute("PRAGMA page_count").fetchone()
        [free] = cursor.execute("PRAGMA freelist_count").fetchone()
        cursor.execute("CREATE TABLE filler AS SELECT zeroblob(%s) AS bytes", [free * 4096])
    with said(f"PRAGMA max_page_count = {pages}", "PRAGMA max_page_count = 1073741823"):
        yield


@contextmanager
def busy() -> Iterator[None]:
    """Somebody else holds the lock for longer than one waits."""
    other = connection.copy()
    sqlite = connection.vendor == "sqlite"
    on, off = (
        ("PRAGMA busy_timeout = 50", "PRAGMA busy_timeout = 20000")
        if sqlite
        else ("SET lock_timeout = '50ms'", "SET lock_timeout = 0")
    )
    try:
        with said(on, off), other.cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE" if sqlite else "BEGIN")
            if not sqlite:
                cursor.execute("LOCK TABLE registrations_registrationgate")
            yield
    finally:
        other.close()


@contextmanager
def said(on: str, off: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trouble", [read_only, full, busy])
def test_who_registers_then_is_told_and_nothing_is_half_written(trouble, client):
    event, held = open_event(capacity=None), 0
    client.raise_request_exception = False
    with trouble():
        for number in range(100):  # the last free pages of a full disk still take some
            answer = client.post(form_of(event), TYPED | {"email": f"visite.{number}@exemple.invalid"})
            if answer.status_code != 303:
                break
            held += 1
    assert answer.status_code == 503
    assert "envoyez-le de nouveau" in words(answer)
    assert Registration.objects.count() == RegistrationMail.objects.count() == held
    assert DBTaskResult.objects.filter(task_path=deliver_mail.module_path).count() == held
    assert client.post(form_of(event), TYPED).status_code == 303
    assert Registration.objects.get(email=TYPED["email"]).mails.count() == 1


# --- The other pages that ask nothing of the database --------------------------------------------


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (BadRequest("planted"), 400, "Cette demande n’a pas pu être lue"),
        (PermissionDenied("planted"), 403, "Accès refusé"),
        (ZeroDivisionError("planted"), 500, "Un fil a cassé"),
    ],
)
def test_every_error_has_a_page_in_french_that_needs_no_database(away, monkeypatch, error, status, said):
    def fail(*_arguments):
        raise error

    monkeypatch.setattr("conference.platform.health.CHECKS", {"tâches": fail})
    answer = away.get("/sante/pret")
    assert answer.status_code == status
    assert said in answer.text
    assert "css/main.css" in answer.text


def test_a_name_that_is_not_the_site_s_is_answered_in_french(away, settings):
    settings.ALLOWED_HOSTS = ["conference.test"]
    answer = away.get("/", headers={"host": "ailleurs.invalid"})
    assert answer.status_code == 400
    assert "Cette demande n’a pas pu être lue" in words(answer)
