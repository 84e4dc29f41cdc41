"""A form that a crowd sends: nobody comes twice, and only those who are led on count."""

import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIServer, make_server

import pytest

from tests.bench import client
from tests.bench.client import Sample
from tests.bench.targets import Form, Target

from .test_client import Quiet

pytestmark = pytest.mark.once

PATH = "/agenda/rencontre/inscription/"


class Threading(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Desk:
    """A registration form as the site has one: every fourth person is led elsewhere, every fifth refused."""

    def __init__(self) -> None:
        self.people: list[str] = []
        self.addresses: list[str] = []
        self.led_on = 0
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "GET":
            cookie = ("Set-Cookie", "csrftoken=secret; Path=/")
            start_response("200 OK", [("Content-Type", "text/html"), cookie])
            return [b'<form><input name="csrfmiddlewaretoken" value="mask"></form>']
        typed = parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode())
        assert (environ["HTTP_COOKIE"], typed["csrfmiddlewaretoken"]) == ("csrftoken=secret", ["mask"])
        with self._lock:
            self.people += typed["email"]
            self.addresses.append(environ["HTTP_X_FORWARDED_FOR"])
            turn = len(self.people)
            status, place = "303 See Other", f"{PATH}messagerie/"
            if turn % 4 == 0:
                place = PATH
            elif turn % 5 == 0:
                status = "429 Too Many Requests"
            else:
                self.led_on += 1
        start_response(status, [("Location", place), ("Content-Length", "0")])
        return []


@pytest.fixture
def desk() -> Iterator[tuple[Desk, Form]]:
    application = Desk()
    with make_server("127.0.0.1", 0, application, server_class=Threading, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield application, Form.opened(f"http://127.0.0.1:{server.server_port}{PATH}")
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("measure", [client.by_sockets, client.by_wrk])
def test_each_request_is_another_persons_and_only_success_counts(
    measure: Callable[..., Sample], desk: tuple[Desk, Form]
) -> None:
    if measure is client.by_wrk and not shutil.which("wrk"):
        pytest.skip("wrk n’est pas installé")
    application, form = desk
    sample = measure(form, seconds=1)
    assert len(set(application.people)) == len(application.people) > 20
    assert len(set(application.addresses)) == len(application.addresses)
    # What is still under way at the end is nobody's answer.
    assert 0 <= application.led_on - sample.successes <= client.CONNECTIONS
    assert sample.errors > sample.successes / 3
    assert sample.throughput == pytest.approx(sample.successes, rel=0.5)


def test_a_page_is_asked_for_with_what_its_address_asks() -> None:
    assert Target("http://site.invalid/agenda/?q=a&b=1").request(0).startswith(b"GET /agenda/?q=a&b=1 HTTP")
    assert Target("http://site.invalid").request(0).startswith(b"GET / HTTP")


def test_two_measures_share_nobody(desk: tuple[Desk, Form]) -> None:
    application, form = desk
    for _measure in range(2):
        client.by_sockets(form, seconds=0.3)
    assert len(set(application.people)) == len(application.people)
