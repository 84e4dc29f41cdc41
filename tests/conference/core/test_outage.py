"""While the database is away: a plain sentence, or the page that is in memory."""

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

pytestmark = pytest.mark.once


@pytest.mark.parametrize("failure", [OperationalError("gone"), InterfaceError("closed")])
@pytest.mark.parametrize("path", ["/", "/agenda/", "/inscriptions/abc/"])
def test_a_visitor_is_told_to_come_back(monkeypatch, failure: Exception, path: str) -> None:
    def gone(*_arguments: object) -> None:
        raise failure

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", gone)
    answer = Client(raise_request_exception=False).get(path)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "momentanément indisponible" in answer.content.decode()


def test_another_failure_stays_an_error(monkeypatch) -> None:
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", broken)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
