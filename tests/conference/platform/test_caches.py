"""Redis stops and comes back: nothing breaks, nothing old is believed, and counters go on counting."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection

from conference.platform import caches as ours
from conference.platform.caches import Counters, RedisOrDatabase, RedisOrMemory, does_without_redis
from conference.platform.models import Counter, SharedEntry


class Server:
    """A Redis of the test's own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        program = shutil.which("redis-server")
        if program is None:
            pytest.skip("redis-server is not installed: apt-get install redis-server")
        command = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        self.process = subprocess.Popen(
            [*command, "--save", "", "--daemonize", "no"], stdout=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.01)
        pytest.fail("redis-server did not start")

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    yield server
    server.stop()


def both(redis: Server) -> tuple[RedisOrMemory, RedisOrDatabase]:
    return RedisOrMemory(redis.address, {}), RedisOrDatabase(redis.address, {"KEY_PREFIX": "limits"})


def wait_is_over(cache: RedisOrMemory | RedisOrDatabase) -> None:
    """The time for which Redis is left alone has passed."""
    cache.breaker.again_at = 0.0


def test_limits_are_never_in_the_memory_of_one_process() -> None:
    assert settings.CACHES["limits"]["BACKEND"] == "conference.platform.caches.Counters"
    assert isinstance(caches["limits"], Counters)


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


@pytest.mark.django_db
def test_without_redis_the_site_goes_on_and_waits_once(
    redis: Server, caplog: pytest.LogCaptureFixture
) -> None:
    memory, shared = (
        RedisOrMemory(redis.address, {}),
        RedisOrDatabase(redis.address, {"KEY_PREFIX": "limits"}),
    )
    memory.set("word", "bonjour")
    assert memory.get("word") == "bonjour"
    assert memory.get_many(["word", "other"]) == {"word": "bonjour"}
    assert shared.count_up({"a": 60}) == {"a": 1}
    assert shared.count_up({"a": 60, "b": 60}) == {"a": 2, "b": 1}
    assert shared.add("seen", 1, 60) is True
    assert Counter.objects.count() == 2
    assert [record.getMessage() for record in caplog.records] == [
        "Redis ne répond pas, le site s’en passe (ConnectionError)."
    ] * 2, "once for each of the two caches, not at each request"


@pytest.mark.django_db
def test_a_redis_that_hangs_costs_little(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the connection, never answers
        memory = RedisOrMemory(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", {})
        memory.set("word", "bonjour")
        assert memory.breaker.is_open(), "and the next requests do not even ask"
        assert memory.get("word") == "bonjour"
    assert memory.redis._options["socket_timeout"] == ours.PATIENCE <= 0.5


@pytest.mark.django_db
def test_redis_comes_back_and_forgets_what_changed_in_its_absence(
    redis: Server, caplog: pytest.LogCaptureFixture
) -> None:
    memory, shared = (
        RedisOrMemory(redis.address, {}),
        RedisOrDatabase(redis.address, {"KEY_PREFIX": "limits"}),
    )
    redis.start()
    memory.set_many({"kept": "1", "changed": "old"})
    assert shared.count_up({"a": 60}) == {"a": 1}
    assert shared.count_up({"a": 60}) == {"a": 2}
    assert not Counter.objects.exists()
    assert caplog.records == []
    memory.breaker.trip(ConnectionError())  # the network is cut: Redis keeps what it holds
    memory.delete("changed")
    memory.set("word", "of the absence")
    assert memory.get("kept") is None
    wait_is_over(memory)
    assert memory.get_many(["kept", "changed", "word"]) == {"kept": "1"}
    memory.breaker.trip(ConnectionError())
    assert memory.get("word") is None, "an absence begins with an empty memory"
    redis.stop()
    wait_is_over(memory)
    assert memory.get("kept") is None
    assert shared.count_up({"a": 60}) == {"a": 1}
    redis.start()
    wait_is_over(shared)
    assert shared.count_up({"a": 60}) == {"a": 1}
    said = [record.getMessage() for record in caplog.records]
    assert said.count("Redis répond de nouveau.") == 2


def test_whether_redis_itself_answers_is_told_though_the_site_goes_on(redis: Server) -> None:
    """A closed port first: it needs no Redis on the machine."""
    for cache in both(redis):
        assert does_without_redis(cache)
    assert not does_without_redis(LocMemCache("here", {}))
    redis.start()
    for cache in both(redis):
        wait_is_over(cache)
        assert not does_without_redis(cache)
    redis.stop()
    for cache in both(redis):
        assert does_without_redis(cache)
        assert does_without_redis(cache), "and while it is left alone"
