"""What probes are told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from health_check.exceptions import ServiceUnavailable

from conference.core import health


def test_the_process_says_it_is_alive_without_asking_the_database(client):
    assert client.get("/sante/vivant").content == b"vivant\n"


@pytest.mark.django_db(transaction=True)
def test_a_site_with_its_database_cache_and_migrations_is_ready(client):
    def ask():
        try:
            return client.get("/sante/pret", headers={"accept": "application/json"})
        finally:
            connection.close()

    # In a thread of its own: the browser tests leave an event loop in this one.
    with ThreadPoolExecutor(max_workers=1) as pool:
        response = pool.submit(ask).result()
    assert response.status_code == 200
    assert set(response.json().values()) == {"OK"}


@pytest.mark.parametrize(("waited", "ready"), [(None, True), (9, True), (11, False)])
def test_a_task_that_waits_for_more_than_ten_minutes_means_that_no_worker_runs(monkeypatch, waited, ready):
    monkeypatch.setattr(
        health, "oldest_waiting", lambda now: None if waited is None else timedelta(minutes=waited)
    )
    monkeypatch.setattr(health, "connection", FakeConnection())
    if ready:
        health.TaskQueue().run()
    else:
        with pytest.raises(ServiceUnavailable, match="no worker"):
            health.TaskQueue().run()


class FakeConnection:
    """The check closes the connection of its thread; the test's own must stay open."""

    def close(self) -> None:
        self.closed_at = timezone.now()
