"""The memory of pages before Django: what is kept, for whom, how long, and how it is sent."""

import gzip
import threading
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import brotli
import pytest
import time_machine
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse

from conference.platform.caching import pages
from conference.platform.caching.headers import CacheHeaderMiddleware
from conference.platform.caching.memory import changes_at
from conference.platform.caching.pages import PageCache

LONG = "Bonjour. " * 500


class Got:
    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.body = int(status[:3]), body
        self.headers = {name.lower(): value for name, value in headers}

    @property
    def from_memory(self) -> bool:
        return "x-page-memory" in self.headers


class Site:
    """A site of one view behind a memory of pages; the test decides of its generation."""

    def __init__(self, monkeypatch, view: Callable[[HttpRequest], HttpResponse], *, megabytes=1.0) -> None:
        self.view, self.generation, self.rendered = view, (1, 1), 0
        monkeypatch.setattr(pages, "current", lambda: self.generation)
        self.memory = PageCache(self._answer, megabytes=megabytes)

    def get(self, path: str = "/", *, method: str = "GET", **headers: str) -> Got:
        path, _mark, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "conference.test",
            "wsgi.url_scheme": "https",
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        said: list[Any] = []
        body = b"".join(self.memory(environ, lambda *given: said.extend(given)))
        return Got(said[0], said[1], body)

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.rendered += 1
        response = CacheHeaderMiddleware(self.view)(WSGIRequest(environ | {"wsgi.input": BytesIO()}))
        cookies = [("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()]
        start_response(f"{response.status_code} {response.reason_phrase}", [*response.items(), *cookies])
        return response


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse(LONG)


def test_a_page_is_rendered_once_and_again_once_something_changed(monkeypatch) -> None:
    site = Site(monkeypatch, hello)
    assert [site.get().from_memory for _turn in range(3)] == [False, True, True]
    site.generation = (2, 2)
    assert [site.get().from_memory for _turn in range(2)] == [False, True]
    assert site.rendered == 2


def test_while_the_database_is_away_django_is_asked(monkeypatch) -> None:
    site = Site(monkeypatch, hello)
    site.get()
    site.generation = None
    assert not site.get().from_memory
    site.generation = (1, 1)
    assert site.get().from_memory


def test_a_page_goes_at_the_instant_at_which_it_changes_and_after_a_minute_at_most(monkeypatch) -> None:
    now = datetime(2026, 12, 1, 12, tzinfo=UTC)

    def soon(request: HttpRequest) -> HttpResponse:
        if request.path == "/bientot/":
            changes_at(now + timedelta(seconds=20), now=now)
        return HttpResponse("bonjour")

    site = Site(monkeypatch, soon)
    for path, seconds in [("/bientot/", 20), ("/", 60)]:
        with time_machine.travel(now, tick=False) as clock:
            site.get(path)
            clock.shift(seconds - 1)
            assert site.get(path).from_memory, path
            clock.shift(1)
            assert not site.get(path).from_memory, path


def test_one_thread_renders_and_the_others_wait_for_it(monkeypatch) -> None:
    def slow(request: HttpRequest) -> HttpResponse:
        time.sleep(0.1)
        return HttpResponse("bonjour")

    site = Site(monkeypatch, slow)
    threads = [threading.Thread(target=site.get) for _turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert site.rendered == 1


def test_the_memory_is_bounded_and_what_is_asked_for_stays(monkeypatch) -> None:
    site = Site(monkeypatch, lambda request: HttpResponse("x" * 20_000), megabytes=0.5)
    for number in range(100):
        site.get("/demandee/")
        site.get(f"/{number}/")
    assert 5 < len(site.memory._pages) < 30
    assert site.get("/demandee/").from_memory
    assert not site.get("/0/").from_memory


def test_only_a_query_that_the_page_reads_tells_addresses_apart(monkeypatch) -> None:
    def agenda(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.GET.get("page", "1") if request.path == "/agenda/" else "bonjour")

    site = Site(monkeypatch, agenda)
    assert [site.get(f"/agenda/?page={number}").body for number in (1, 2, 1, 2)] == [b"1", b"2", b"1", b"2"]
    assert site.rendered == 2
    assert [site.get(path).from_memory for path in ("/", "/?utm=1", "/?utm=2")] == [False, True, True]


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "a=b; sessionid=x"},
        {"cookie": "messages=x"},
        {"authorization": "x"},
        {"range": "bytes=0-1"},
    ],
    ids=str,
)
def test_a_request_of_somebody_goes_past_the_memory_and_leaves_nothing_there(monkeypatch, headers) -> None:
    site = Site(monkeypatch, hello)
    site.get(**headers)
    assert not site.get().from_memory
    assert not site.get(**headers).from_memory
    assert site.get(cookie="theme=sombre").from_memory


@pytest.mark.parametrize(
    "path", ["/admin/", "/inscriptions/abc/", "/regions/x/agenda/y/inscription/", "/static/a"]
)
def test_forms_personal_addresses_and_files_are_not_kept(monkeypatch, path) -> None:
    site = Site(monkeypatch, hello)
    site.get(path)
    assert not site.get(path).from_memory


def test_only_a_whole_public_answer_without_cookie_is_kept(monkeypatch) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        response = HttpResponse("bonjour", status=404 if request.path == "/rien/" else 200)
        if request.path == "/biscuit/":
            response.set_cookie("a", "b")
        if request.path == "/varie/":
            response["Vary"] = "Cookie"
        if request.path == "/prive/":
            response["Cache-Control"] = "private"
        return response

    site = Site(monkeypatch, answer)
    for path in ("/rien/", "/biscuit/", "/varie/", "/prive/"):
        assert [site.get(path).from_memory for _turn in range(2)] == [False, False], path
    for method in ("POST", "PUT"):
        assert [site.get(method=method).from_memory for _turn in range(2)] == [False, False]


def test_who_holds_the_page_is_told_so_and_a_page_that_is_not_there_stays_404(monkeypatch) -> None:
    site = Site(
        monkeypatch, lambda request: HttpResponse(LONG, status=404 if request.path == "/rien/" else 200)
    )
    etag = site.get().headers["etag"]
    for known in (etag, etag.removeprefix("W/"), f'"autre", {etag}', "*"):
        answer = site.get(if_none_match=known)
        assert (answer.status, answer.body) == (304, b""), known
        assert answer.headers["cache-control"].startswith("public")
    assert site.get(if_none_match='"autre"').status == 200
    for known in (site.get("/rien/").headers["etag"], "*"):
        assert site.get("/rien/", if_none_match=known).status == 404, known


def test_a_head_tells_what_a_get_would_and_sends_no_body(monkeypatch) -> None:
    site = Site(monkeypatch, hello)
    for _turn in range(2):  # rendered, then from memory
        answer = site.get(method="HEAD")
        assert (answer.status, answer.body, answer.headers["content-length"]) == (200, b"", str(len(LONG)))
    assert site.get().body == LONG.encode()


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("identity", None),
        ("gzip;q=0", None),
        ("gzip;q=x", None),
    ],
)
def test_the_site_compresses_as_the_browser_reads(monkeypatch, accepted, encoding) -> None:
    site = Site(monkeypatch, hello)
    opened = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    for _turn in range(3):
        answer = site.get(accept_encoding=accepted)
        assert answer.headers.get("content-encoding") == encoding
        assert answer.headers["vary"] == "Accept-Encoding"
        assert int(answer.headers["content-length"]) == len(answer.body)
        assert opened(answer.body) == LONG.encode()
