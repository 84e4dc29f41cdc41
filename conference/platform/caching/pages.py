"""The WSGI application around Django: a public page comes from memory, or is rendered and kept.

Kept are whole answers of status 200 that say ``Cache-Control: public`` and set no cookie, under the
generation read before they were rendered, until they change by the clock. Such a page is rendered without
any cookie, whoever asks; a request with a session goes past all this.
"""

import threading
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage

from conference.platform.metrics.requests import count_answer_from_memory

from .answers import Answer, Environ, Headers, StartResponse
from .generation import current
from .headers import is_personal
from .memory import Entry, Memory, making

Application = Callable[[Environ, StartResponse], Iterable[bytes]]

LONGEST_LIFE = 60  # seconds
WAIT_FOR_ANOTHER = 10  # seconds for which a thread waits for the one that renders the same page
# What would make the answer somebody's own, or only a part of the page.
REMOVED = ("HTTP_COOKIE", "HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")


class PageCache:
    """The pages of one process; its threads share them. Without ``megabytes`` none is kept."""

    def __init__(self, application: Application, *, megabytes: float) -> None:
        self._application = application
        self._pages = Memory(megabytes=megabytes)
        self._is_on = megabytes > 0
        # An address always has the same lock, and shares it with few others.
        self._locks = [threading.Lock() for _ in range(64)]
        self._with_session = (f"{settings.SESSION_COOKIE_NAME}=", f"{CookieStorage.cookie_name}=")
        self._elsewhere = (settings.STATIC_URL, settings.MEDIA_URL)
        self._scheme_header = (settings.SECURE_PROXY_SSL_HEADER or ("",))[0]

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not self._is_for_everybody(environ):
            return self._application(environ, start_response)
        address = self._address(environ)
        answer = self._found(address, environ)
        if answer is None:
            with self._alone(address):
                answer = self._found(address, environ)  # another thread may have rendered it meanwhile
                if answer is None:
                    return self._rendered(address, environ, start_response)
        count_answer_from_memory()
        return answer.send(environ, start_response, ("X-Page-Memory", "hit"))

    def _is_for_everybody(self, environ: Environ) -> bool:
        path, cookies = environ["PATH_INFO"], environ.get("HTTP_COOKIE", "")
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and not path.startswith(self._elsewhere)
            and not is_personal(path)
            and "HTTP_AUTHORIZATION" not in environ
            and "HTTP_RANGE" not in environ
            and not any(name in cookies for name in self._with_session)
        )

    def _address(self, environ: Environ) -> tuple[Hashable, ...]:
        """What tells two pages apart, but for the query."""
        scheme = environ.get(self._scheme_header, environ["wsgi.url_scheme"])
        return scheme, environ.get("HTTP_HOST"), environ["PATH_INFO"]

    def _found(self, address: Hashable, environ: Environ) -> Answer | None:
        """The page kept without a query, if it reads none; else the one of this very query."""
        generation = current() if self._is_on else None
        if generation is None:
            return None
        now = time.time()
        for query in (None, environ.get("QUERY_STRING", "")):
            if entry := self._pages.get((address, query), generation, now=now):
                return entry.value
        return None

    def _rendered(
        self, address: Hashable, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        started = time.time()
        generation = current() if self._is_on else None  # before rendering: what changes meanwhile is later
        asked = {name: value for name, value in environ.items() if name not in REMOVED}
        asked["REQUEST_METHOD"] = "GET"
        begun: list[Any] = []
        with making() as page:
            response = self._application(asked, lambda *given: begun.__setitem__(slice(None), given))
        status, headers = begun[:2]
        if not _is_public(status, headers, response):
            start_response(*begun)
            if environ["REQUEST_METHOD"] == "HEAD":
                response.close()  # type: ignore[attr-defined]
                return []
            return response
        with closing(response):  # type: ignore[type-var]
            answer = Answer(status, headers, b"".join(response))
        if status.startswith("200 ") and generation is not None:
            query = environ.get("QUERY_STRING", "") if getattr(response, "reads_query", True) else None
            until = page.until(started, at_most=LONGEST_LIFE)
            self._pages.put((address, query), Entry(answer, generation, until, page.changes_at, answer.size))
        return answer.send(environ, start_response, quick=True)

    @contextmanager
    def _alone(self, address: Hashable) -> Iterator[None]:
        """One render at a time for one address; after WAIT_FOR_ANOTHER seconds, another one too."""
        lock = self._locks[hash(address) % len(self._locks)]
        taken = lock.acquire(timeout=WAIT_FOR_ANOTHER)
        try:
            yield
        finally:
            if taken:
                lock.release()


def with_page_cache(application: Application) -> Application:
    """The application behind the memory of pages."""
    return PageCache(application, megabytes=settings.PAGE_CACHE_MEGABYTES if settings.PAGE_CACHE else 0)


def _is_public(status: str, headers: Headers, response: Iterable[bytes]) -> bool:
    """Whether the answer is whole, and the same for everybody."""
    given = {name.lower(): value for name, value in headers}
    return (
        not getattr(response, "streaming", True)
        and status[:3] in ("200", "404")
        and "public" in given.get("cache-control", "")
        and given.get("vary", "Accept-Encoding") == "Accept-Encoding"
        and not given.keys() & {"set-cookie", "content-encoding"}
    )
