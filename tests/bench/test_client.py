"""The bench's own arithmetic: what it reads from wrk, what it asks by itself, what it concludes."""

import shutil
import threading
from collections.abc import Iterator
from itertools import count
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from tests.bench import client, hello
from tests.bench.__main__ import FLOOR, FROM_MEMORY, in_rows, interleaved
from tests.bench.client import Sample
from tests.bench.pages import Page
from tests.bench.targets import Target

pytestmark = pytest.mark.once

WRK = """Running 1s test @ http://127.0.0.1:1/
  Latency Distribution
     50%  980.00us
     75%    2.10ms
     99%    1.20s
  5112 requests in 1.00s, 800.00KB read
  Socket errors: connect 1, read 5112, write 0, timeout 2
  Non-2xx or 3xx responses: 7
Requests/sec:   5100.25
"""


class Quiet(WSGIRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def origin() -> Iterator[str]:
    with make_server("127.0.0.1", 0, hello.application, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_wrk_is_read_in_milliseconds_and_its_closed_connections_are_no_errors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Said:
        stdout = WRK

    monkeypatch.setattr(client.subprocess, "run", lambda *_arguments, **_options: Said)
    sample = client.by_wrk(Target("http://127.0.0.1:1/"), seconds=1)
    assert sample == Sample(5100.25, 0.98, 1200.0, errors=10, successes=5105)


def test_our_own_client_counts_answers_and_times_them(origin: str) -> None:
    times, errors = client.ask_again_and_again(Target(origin), count(), 0.3)
    assert errors == 0
    assert len(times) > 10
    assert all(0 < moment < 1000 for moment in times)


def test_wrk_and_our_client_reach_the_same_server(origin: str) -> None:
    if not shutil.which("wrk"):
        pytest.skip("wrk n’est pas installé")
    assert client.by_wrk(Target(origin), seconds=1).throughput > 10


def test_a_ratio_compares_with_the_floor_of_the_same_minute() -> None:
    floor = [Sample(1000, 1, 2, 0), Sample(500, 1, 2, 0), Sample(1000, 1, 2, 0)]
    page = [Sample(100, 10, 20, 0), Sample(50, 12, 30, 1), Sample(200, 8, 10, 0)]
    beside = {FLOOR: list(zip(floor, floor, strict=True)), "accueil": list(zip(page, floor, strict=True))}
    rows = in_rows([Page("accueil", "/", 9)], beside)
    assert [row["ratio"] for row in rows] == [1.0, 0.1]
    assert rows[1] == {
        "page": "accueil",
        "path": "/",
        "requests_per_second": 100,
        "median_ms": 10,
        "p99_ms": 20,
        "queries": 9,
        "ratio": 0.1,
        "errors": 1,
    }


def test_the_floor_is_measured_again_beside_each_page_from_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def measure(target: Target, *, seconds: float) -> Sample:
        asked.append(target.url)
        return Sample(len(asked), 1, 2, 0)

    monkeypatch.setattr(client, "measure", measure)
    monkeypatch.setattr("tests.bench.__main__.warm_up", lambda target: None)
    names = (FLOOR, f"a{FROM_MEMORY}", "a", f"b{FROM_MEMORY}", "b")
    samples = interleaved({name: Target(name) for name in names}, seconds=1, rounds=1, forget=lambda: 0)
    assert asked == [FLOOR, FLOOR, f"a{FROM_MEMORY}", "a", FLOOR, f"b{FROM_MEMORY}", "b"]
    [(b, floor)] = samples["b"]
    assert (b.throughput, floor.throughput) == (7, 5)
