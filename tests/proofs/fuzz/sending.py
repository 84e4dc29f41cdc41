"""One request through the whole site, in this process, as if it had never been sent afterwards."""

import logging
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any
from unittest import mock

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.core.files.storage import FileSystemStorage
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client

from .wire import Request

ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Answer:
    """What came back. ``fault`` says why it is an error of ours, ``place`` where, ``story`` how."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    fault: str = ""
    place: str = ""
    story: str = ""


class Handler(WSGIHandler):
    """Django's own, in which a request says whether forged forms are looked for."""

    def get_response(self, request: HttpRequest) -> HttpResponse:
        request._dont_enforce_csrf_checks = not request.META["fuzz.checks_origin"]  # type: ignore[attr-defined]
        return super().get_response(request)


class Listener(logging.Handler):
    """Remembers what is logged as an error."""

    # A request refused for what it is: Django logs it so and answers 400.
    EXPECTED = ("django.security",)
    # A rich text of our own making that names a kind of paragraph which nobody knows: Wagtail leaves it out.
    LEFT_OUT = re.compile(r'Missing config for ".*"\. Deleting block\.', re.DOTALL)

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not (record.name.startswith(self.EXPECTED) or self.LEFT_OUT.fullmatch(record.getMessage())):
            self.heard.append(record)


class Sender:
    """Sends requests as the people whose cookies it was given; nothing is kept of what they did."""

    def __init__(self, cookies: dict[str, bytes]) -> None:
        self.cookies = cookies
        self.handler = Handler()

    def send(self, request: Request) -> Answer:
        answer = Answer()
        raised: list[BaseException] = []
        listener = Listener()

        def remember(**_signal: Any) -> None:
            if (error := sys.exc_info()[1]) is not None:
                raised.append(error)

        got_request_exception.connect(remember, weak=False)
        try:
            with hearing(listener), undone():
                try:
                    self._through(request, answer)
                except Exception as error:
                    raised.append(error)
        except Exception as error:  # the end of the transaction: a constraint that was left for later
            raised.append(error)
        finally:
            got_request_exception.disconnect(remember)
        judge(answer, raised, listener.heard)
        return answer

    def _through(self, request: Request, answer: Answer) -> None:
        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            answer.status = int(status.split()[0])
            answer.headers = dict(headers)
            for name, value in headers:  # what a server would refuse to write
                (name + value).encode("latin-1")
                if "\n" in name + value or "\r" in name + value:
                    raise ValueError(f"a header with a line break: {name}")

        response = self.handler(request.environ(self.cookies.get(request.role, b"")), start)
        try:
            answer.body = b"".join(response)
        finally:
            response.close()
        # What the commit would do: the callbacks (files aside, the rows come back), then the constraints.
        for _ids, act, _robust in list(connection.run_on_commit):
            act()
        if connection.vendor == "postgresql" and answer.status < 400:
            connection.check_constraints()


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has not happened; files stay."""
    for signal in (request_started, request_finished):  # as Django's test client: the transaction goes on
        signal.disconnect(close_old_connections)
    block = transaction.atomic()
    block._from_testcase = True  # a durable block inside is not refused, as in a test
    with mock.patch.object(FileSystemStorage, "delete"), block:
        yield
        transaction.set_rollback(True)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    for cache in caches.all(initialized_only=True):
        if isinstance(cache, LocMemCache):
            cache.clear()


@contextmanager
def hearing(listener: Listener) -> Iterator[None]:
    """Errors go to ``listener`` alone, whatever the settings write where."""
    root, django = logging.getLogger(), logging.getLogger("django")
    before = root.handlers, django.handlers
    root.handlers = [listener]
    django.handlers = []
    try:
        yield
    finally:
        root.handlers, django.handlers = before


def judge(answer: Answer, raised: list[BaseException], heard: list[logging.LogRecord]) -> None:
    """Whether the answer is an error of ours."""
    if raised:
        error = raised[-1]
        answer.fault = f"{type(error).__name__}: {str(error)[:300]}"
        answer.place = place_of(error.__traceback__)
        answer.story = "".join(traceback.format_exception(error))
    elif heard:
        record = heard[0]
        answer.fault = f"logged: {record.getMessage()[:300]}"
        answer.place = record.name
        if record.exc_info and record.exc_info[1]:
            answer.place = place_of(record.exc_info[2])
            answer.story = "".join(traceback.format_exception(record.exc_info[1]))
    elif answer.status >= 500:
        answer.fault = answer.place = f"status {answer.status}"


def place_of(trace: TracebackType | None) -> str:
    """Where an exception was raised, and the last of our own lines before it."""
    frames = traceback.extract_tb(trace)
    ours = [frame for frame in frames if is_ours(frame.filename)][-1:]
    wagtail = [frame for frame in frames if "/wagtail/" in frame.filename][-1:]
    named = [frame for frame in frames if frame in (*ours, *wagtail, *frames[-1:])]
    return " ← ".join(f"{short(frame.filename)}:{frame.lineno} {frame.name}" for frame in reversed(named))


def is_ours(filename: str) -> bool:
    path = Path(filename)
    return path.is_relative_to(ROOT) and not {".venv", "tests"} & set(path.relative_to(ROOT).parts)


def short(filename: str) -> str:
    return filename.split("site-packages/")[-1].removeprefix(f"{ROOT}/")


def cookie_of(user: Any) -> bytes:
    """The cookie of a session opened for ``user``."""
    client = Client()
    client.force_login(user)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items()).encode()
