"""The WSGI application around Django: a public page is answered from memory, or rendered and kept.

A page is kept with the stamps read before it was rendered: whoever changes what it shows changes the
stamps, and it is rendered anew. It is kept until it changes by the clock, a minute at most.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from ..caching import Told, listening
from ..memory import watched
from ..shelves import Shelf
from ..watching import Stamps, Watch
from .addresses import Addresses, Environ, Key
from .answers import Answer, Headers, coding_for
from .kept import Kept

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

LONGEST_LIFE = 60  # seconds
WITHOUT_DATABASE = 600  # seconds for which what is in memory is served while the database is away
TRY_AGAIN = 1.0  # second between two attempts to reach it meanwhile
MOST_PATHS = 50_000  # whose parameters are remembered
WAIT_FOR_ANOTHER = 10  # seconds for which a thread waits for the one that renders the same page
# What would make the answer somebody's own, or only a part of the page.
REMOVED = ("HTTP_COOKIE", "HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
FROM_MEMORY = [("X-Page-Memory", "hit")]
WHILE_AWAY = [("X-Page-Memory", "database away")]


def with_page_cache(application: Application) -> Application:
    """The application, before it the memory of pages where the settings want one."""
    if not settings.PAGE_CACHE:
        return application
    return PageCache(application, watch=watched(), megabytes=settings.PAGE_CACHE_MEGABYTES)


class PageCache:
    """The memory of one process; its threads share it."""

    def __init__(self, application: Application, *, watch: Watch, megabytes: float) -> None:
        self._application = application
        self._watch = watch
        self._addresses = Addresses()
        # Addresses with a query are without number: they never push out the pages themselves.
        budget = int(megabytes * 1024 * 1024)
        self._pages: Shelf[Key, Kept] = Shelf(bytes_at_most=budget * 3 // 4)
        self._asked: Shelf[Key, Kept] = Shelf(bytes_at_most=budget // 4)
        self._read: dict[str, frozenset[str] | None] = {}
        self._rendering: dict[Key, threading.Lock] = {}
        self._rendering_lock = threading.Lock()
        self._last_stamps: Stamps | None = None
        self._away_since = self._try_at = 0.0  # seconds since 1970; 0: the database answers

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not self._addresses.may_be_kept(environ):
            return self._application(environ, start_response)
        key = self._addresses.key(environ, self._parameters)
        kept = self._fresh(key)
        if kept is not None:
            return self._send(kept, key, environ, start_response)
        with self._alone(key):
            kept = self._fresh(key)  # another thread may have rendered it meanwhile
            if kept is not None:
                return self._send(kept, key, environ, start_response)
            return self._render(key, environ, start_response)

    # --- From memory ------------------------------------------------------------------------------

    def _fresh(self, key: Key) -> Kept | None:
        kept = self._shelf(key).get(key)
        now = time.time()
        if kept is None or now >= kept.until:
            return None
        return kept if kept.stamps == self._watch.current() else None

    def _while_away(self, key: Key, now: float) -> Kept | None:
        """What may be shown while the database is away: what nobody is known to have changed since.

        Something older only if it is recent: a text taken back long ago does not come back.
        """
        kept = self._shelf(key).get(key)
        if kept is None or now - self._away_since > WITHOUT_DATABASE:
            return None
        recent = now - kept.made_at <= WITHOUT_DATABASE
        return kept if recent or kept.stamps == self._last_stamps else None

    def _send(
        self,
        kept: Kept,
        key: Key,
        environ: Environ,
        start_response: StartResponse,
        mark: Headers = FROM_MEMORY,
    ) -> Iterable[bytes]:
        answer = kept.answer
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and answer.is_known_to(known):
            start_response("304 Not Modified", answer.not_modified + mark)
            return []
        headers, body = answer.sent_as(coding_for(environ.get("HTTP_ACCEPT_ENCODING", "")))
        if answer.size != kept.size:  # a form more
            self._put(key, kept)
        start_response(answer.status, headers + mark)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    # --- Rendered, and kept -----------------------------------------------------------------------

    def _render(self, key: Key, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        started = time.time()
        if self._away_since and started < self._try_at and (old := self._while_away(key, started)):
            return self._send(old, key, environ, start_response, WHILE_AWAY)
        stamps = self._watch.current()  # before rendering: what changes meanwhile is a later stamp
        asked = {name: value for name, value in environ.items() if name not in REMOVED}
        asked["REQUEST_METHOD"] = "GET"
        begun: list[Any] = []
        with listening() as told:
            answered = self._application(asked, lambda *given: begun.__setitem__(slice(None), given))
        status, headers = begun[:2]
        if told.database_away:
            return self._without_database(key, environ, start_response, (status, headers, answered), started)
        self._away_since = 0.0
        if stamps is not None:
            self._last_stamps = stamps
        if not _same_for_everybody(status, headers, answered):
            start_response(*begun)
            return _sent_on(environ, answered)
        kept = Kept(Answer(status, headers, _whole(answered)), stamps or (0, 0, 0), started, 0.0)
        if status.startswith("200 ") and stamps is not None:
            kept.until = told.lives_until(started, at_most=LONGEST_LIFE)
            key = self._remember(key, told, environ)
            self._put(key, kept)
        return self._send(kept, key, environ, start_response, mark=[])

    def _without_database(
        self,
        key: Key,
        environ: Environ,
        start_response: StartResponse,
        said: tuple[str, Headers, Iterable[bytes]],
        now: float,
    ) -> Iterable[bytes]:
        self._away_since = self._away_since or now
        self._try_at = time.time() + TRY_AGAIN
        status, headers, answered = said
        if old := self._while_away(key, now):
            _whole(answered)
            return self._send(old, key, environ, start_response, WHILE_AWAY)
        start_response(status, headers)
        return _sent_on(environ, answered)

    def _remember(self, key: Key, told: Told, environ: Environ) -> Key:
        """Note which parameters the page reads; the key under which it is found from now on."""
        path = key[1]
        before = self._parameters(path)
        if len(self._read) >= MOST_PATHS:
            self._read.clear()
        if told.read_all or (before is None and path in self._read):
            self._read[path] = None
        else:
            self._read[path] = (before or frozenset()) | told.read
        return self._addresses.key(environ, self._parameters)

    def _parameters(self, path: str) -> frozenset[str] | None:
        return self._read.get(path)

    def _shelf(self, key: Key) -> Shelf[Key, Kept]:
        return self._asked if key[2] else self._pages

    def _put(self, key: Key, kept: Kept) -> None:
        kept.size = kept.answer.size
        self._shelf(key).put(key, kept, size=kept.size)

    @contextmanager
    def _alone(self, key: Key) -> Iterator[None]:
        """One thread renders a page, the others wait for it (not for ever)."""
        with self._rendering_lock:
            lock = self._rendering.setdefault(key, threading.Lock())
        taken = lock.acquire(timeout=WAIT_FOR_ANOTHER)
        try:
            yield
        finally:
            if taken:
                lock.release()
            with self._rendering_lock:
                if not lock.locked():
                    self._rendering.pop(key, None)


def _same_for_everybody(status: str, headers: Headers, answered: Iterable[bytes]) -> bool:
    """Whether this answer may be prepared by us: whole, public, without anybody's cookie."""
    if getattr(answered, "streaming", True) or status[:3] not in ("200", "404"):
        return False
    public = False
    for name, value in headers:
        name = name.lower()
        if name in ("set-cookie", "content-encoding"):
            return False
        if name == "vary" and value.lower() != "accept-encoding":
            return False
        if name == "cache-control":
            public = "public" in value
    return public


def _sent_on(environ: Environ, answered: Iterable[bytes]) -> Iterable[bytes]:
    """An answer that is not ours to prepare; a HEAD was asked of Django as a GET."""
    if environ["REQUEST_METHOD"] != "HEAD":
        return answered
    _whole(answered)
    return []


def _whole(answered: Iterable[bytes]) -> bytes:
    try:
        return b"".join(answered)
    finally:
        close = getattr(answered, "close", None)
        if close:
            close()
