"""What all processes count together: nobody is missed, and what happens while Redis does not answer."""

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.utils import timezone

from conference.platform.counters import CountersAway, DatabaseCounters, RedisCounters
from conference.platform.limits import Limit, count
from conference.platform.models import Counter, SharedEntry
from events.registrations.models import Registration
from tests.events.registrations.factories import open_event
from tests.events.registrations.pages import TYPED, form_of, words
from tests.redis_server import Server
from tests.web_process import free_port


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    yield server
    server.stop()


@pytest.fixture
def away(settings) -> None:
    """Redis is wanted, and nothing listens there."""
    settings.CACHES = settings.CACHES | {
        "limits": {
            "BACKEND": "conference.platform.counters.RedisCounters",
            "LOCATION": f"redis://127.0.0.1:{free_port()}/0",
        }
    }


def test_limits_are_never_in_the_memory_of_one_process() -> None:
    assert settings.CACHES["limits"]["BACKEND"] == "conference.platform.counters.DatabaseCounters"
    assert isinstance(caches["limits"], DatabaseCounters)


@pytest.mark.django_db
def test_the_shared_cache_needs_no_step_beside_migrating() -> None:
    shared = caches["limits"]
    assert shared.add("a", [1, 2], 60) is True
    assert shared.add("a", [3], 60) is False
    assert shared.get("a") == [1, 2]
    assert SharedEntry.objects.count() == 1
    shared.delete("a")
    assert shared.get("a") is None


@pytest.mark.django_db(transaction=True)
def test_counters_written_at_once_miss_nobody() -> None:
    def ten_more(_: int) -> None:
        try:
            for _turn in range(10):
                caches["limits"].count_up({"b": 60, "a": 60})
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(ten_more, range(4)))
    assert caches["limits"].count_up({"a": 60, "b": 60}) == {"a": 41, "b": 41}
    assert Counter.objects.count() == 2


def test_redis_counts_and_notes_as_the_database_does(redis: Server) -> None:
    redis.start()
    counters = RedisCounters(redis.address, {"KEY_PREFIX": "limits"})
    assert counters.count_up({"a": 60}) == {"a": 1}
    assert counters.count_up({"a": 60, "b": 60}) == {"a": 2, "b": 1}
    assert [counters.add("seen", 1, 60), counters.add("seen", 1, 60)] == [True, False]
    redis.stop()
    with pytest.raises(CountersAway):
        counters.count_up({"a": 60})


def test_a_redis_that_hangs_is_waited_for_less_than_a_second() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the connection, never answers
        counters = RedisCounters(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", {})
        begun = time.monotonic()
        with pytest.raises(CountersAway):
            counters.get("word")
        assert time.monotonic() - begun < 1


@pytest.mark.django_db
def test_without_counters_nobody_logs_in_or_registers_and_everything_else_goes_on(away, caplog) -> None:
    event = open_event(capacity=None)
    client = Client(raise_request_exception=False)
    typed = {"login": "alix", "password": "faux"}
    for address, form in [("/comptes/connexion/", typed), (form_of(event), TYPED)]:
        answer = client.post(address, form)
        assert answer.status_code == 503, address
        assert "Le site est momentanément indisponible." in words(answer)
    assert not Registration.objects.exists()
    assert "Redis ne répond pas (ConnectionError)." in caplog.messages
    assert client.get(event.get_url(), REMOTE_ADDR="").status_code == 200
    assert client.get(form_of(event), REMOTE_ADDR="").status_code == 200


@pytest.mark.django_db
def test_a_limit_that_is_not_required_lets_through_what_cannot_be_counted(away) -> None:
    now = timezone.now()
    count([(Limit("address", 1, 60), "192.0.2.1")] * 3, now=now)
    with pytest.raises(CountersAway):
        count([(Limit("mail", 1, 60, required=True), "a@exemple.invalid")], now=now)
