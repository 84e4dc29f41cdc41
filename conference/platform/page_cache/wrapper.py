"""The WSGI application around Django: a public page is answered from memory, or rendered and kept.

A page is kept with the stamps read before it was rendered: whoever changes what it shows changes the
stamps, and it is rendered anew. It is kept until it changes by the clock, a minute at most.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from conference.platform.caching import listening
from conference.platform.memory import watched
from conference.platform.page_cache.absence import Absence
from conference.platform.page_cache.addresses import Addresses, Environ, Key, Parameters
from conference.platform.page_cache.answers import NOT_MODIFIED, Answer, Headers, StartResponse
from conference.platform.page_cache.counting import counter_of
from conference.platform.page_cache.kept import Kept
from conference.platform.page_cache.turns import Turns
from conference.platform.shelves import Shelf
from conference.platform.watching import Stamps, Watch

Application = Callable[[Environ, StartResponse], Iterable[bytes]]

LONGEST_LIFE = 60  # seconds
WAIT_FOR_ANOTHER = 10  # seconds for which a thread waits for the one that renders the same page
# What would make the answer somebody's own, or only a part of the page.
REMOVED = ("HTTP_COOKIE", "HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
MARK = "X-Page-Memory"  # on each answer from memory
HIT, AWAY, KNOWN = "hit", "database away", "not modified"


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
        self._parameters = Parameters()
        # Addresses with a query are without number: they never push out the pages themselves.
        budget = int(megabytes * 1024 * 1024)
        self._pages: Shelf[Key, Kept] = Shelf(bytes_at_most=budget * 3 // 4)
        self._asked: Shelf[Key, Kept] = Shelf(bytes_at_most=budget // 4)
        self._turns: Turns[Key] = Turns()
        self._absence = Absence()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not self._addresses.may_be_kept(environ):
            return self._application(environ, start_response)
        key = self._addresses.key(environ, self._parameters)
        sent = self._from_memory(key, environ, start_response)
        if sent is not None:
            return sent
        with self._turns.alone(key, patience=WAIT_FOR_ANOTHER):
            # Another thread may have rendered it meanwhile.
            sent = self._from_memory(key, environ, start_response)
            return self._render(key, environ, start_response) if sent is None else sent

    # --- From memory ------------------------------------------------------------------------------

    def _from_memory(
        self, key: Key, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes] | None:
        kept = self._shelf(key).get(key)
        if kept is None:
            return None
        if time.time() < kept.until and kept.stamps == self._current():
            return self._send(kept, key, environ, start_response, HIT)
        if self._absence.is_no_use_trying() and self._absence.may_show(kept.stamps):
            return self._send(kept, key, environ, start_response, AWAY)
        return None

    def _current(self) -> Stamps | None:
        stamps = self._watch.current()
        if stamps is not None:
            self._absence.learn(stamps)
        return stamps

    def _send(
        self, kept: Kept, key: Key, environ: Environ, start_response: StartResponse, why: str
    ) -> Iterable[bytes]:
        status, headers, body = kept.answer.to(environ)
        if kept.answer.size != kept.size:  # a form more
            kept.size = kept.answer.size
            self._shelf(key).weigh(key, kept, size=kept.size)
        counter_of(KNOWN if why == HIT and status == NOT_MODIFIED else why).inc()
        start_response(status, [*headers, (MARK, why)])
        return body

    def _shelf(self, key: Key) -> Shelf[Key, Kept]:
        return self._asked if key[2] else self._pages

    # --- Rendered, and kept -----------------------------------------------------------------------

    def _render(self, key: Key, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        started = time.time()
        stamps = self._current()  # before rendering: what changes meanwhile is a later stamp
        self._absence.trying()
        asked = {name: value for name, value in environ.items() if name not in REMOVED}
        asked["REQUEST_METHOD"] = "GET"
        begun: list[Any] = []
        with listening() as told:
            answered = self._application(asked, lambda *given: begun.__setitem__(slice(None), given))
        status, headers = begun[:2]
        self._absence.found(away=told.database_away, stamps=stamps)
        if told.database_away:
            self._watch.doubt()
            old = self._shelf(key).get(key)
            if old is not None and self._absence.may_show(old.stamps):
                _whole(answered)
                return self._send(old, key, environ, start_response, AWAY)
        found = status.startswith("200 ")
        if not found and not told.database_away:
            self._shelf(key).drop(key)
        if not _same_for_everybody(status, headers, answered):
            start_response(*begun)
            return _sent_on(environ, answered)
        answer = Answer(status, headers, _whole(answered))
        status, headers, body = answer.to(environ)
        if found and stamps is not None:
            self._parameters.learn(key[1], told)
            key = self._addresses.key(environ, self._parameters)
            until = told.lives_until(started, at_most=LONGEST_LIFE)
            self._shelf(key).put(key, Kept(answer, stamps, until, answer.size), size=answer.size)
        start_response(status, headers)
        return body


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
