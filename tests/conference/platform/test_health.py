"""What probes are told."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from conference.platform import health
from tests.web_process import free_port

pytestmark = pytest.mark.postgresql


@pytest.fixture(autouse=True)
def nothing_known_of_the_migrations(monkeypatch) -> None:
    monkeypatch.setattr(health, "_complete", [])


def said(client) -> tuple[int, list[str]]:
    answer = client.get("/sante/pret")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    return answer.status_code, answer.content.decode().replace("\u00a0", " ").splitlines()


def test_the_process_says_it_is_alive_without_asking_the_database(client):
    assert client.get("/sante/vivant").content == b"vivant\n"


@pytest.mark.django_db
def test_a_site_with_its_database_counters_and_migrations_is_ready(client, django_assert_num_queries):
    everything = ["base : en ordre", "compteurs : en ordre", "migrations : en ordre", "tâches : en ordre"]
    assert said(client) == (200, ["prêt", *everything])
    with django_assert_num_queries(3):  # a probe each second: the migrations are not asked again
        assert said(client)[0] == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("waited", "ready"), [(None, True), (9, True), (11, False)])
def test_a_task_that_waits_for_more_than_ten_minutes_means_that_no_worker_runs(
    client, monkeypatch, waited, ready
):
    delay = None if waited is None else timedelta(minutes=waited)
    monkeypatch.setattr(health, "oldest_waiting", lambda now: delay)
    status, lines = said(client)
    assert status == (200 if ready else 503)
    assert ("aucun « manage.py worker » ne tourne" in lines[-1]) is not ready


@pytest.mark.django_db
def test_a_missing_migration_is_counted_until_it_is_applied(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'core' AND name = '0001_initial'")
    status, lines = said(client)
    assert (status, lines[0]) == (503, "pas prêt")
    assert lines[3] == "migrations : il manque 1 migrations (manage.py migrate)"
    assert said(client)[0] == 503


@pytest.mark.django_db
def test_a_database_that_is_away_is_a_503_in_words(client, monkeypatch):
    def away() -> None:
        raise OperationalError("connection refused, password=secret")

    monkeypatch.setitem(health.CHECKS, "base", away)
    monkeypatch.setattr(connection, "close", lambda: None)  # the test's own stays open
    status, lines = said(client)
    assert status == 503
    assert lines[1] == "base : la base de données ne répond pas"


@pytest.mark.django_db
def test_counters_that_are_away_are_told_and_the_site_stays_ready(client, settings):
    settings.CACHES = settings.CACHES | {
        "limits": {
            "BACKEND": "conference.platform.counters.RedisCounters",
            "LOCATION": f"redis://127.0.0.1:{free_port()}/0",
        }
    }
    status, lines = said(client)
    assert (status, lines[0]) == (200, "prêt")
    assert lines[2].startswith("compteurs : ne gardent rien")
