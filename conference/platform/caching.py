"""What public pages tell browsers and shared caches (design.md §8), and our own memory of pages.

A public page is the same for everybody: no cookie, no token. A browser asks again each time and
gets « not modified »; a shared proxy may keep the page for SHARED_CACHE_SECONDS, and for
STALE_IF_ERROR more when the site does not answer it (RFC 5861, §4); our own processes
keep it until it changes (page_cache/). For that a page tells, while it is rendered, at which instant
it changes by the clock (``changes_at``); which parameters of its address it reads is noted by itself.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

STALE_IF_ERROR = 600  # seconds; an erased page is never shown for longer by a proxy of a site that is away
PRIVATE_PATHS = ("/admin/", "/inscriptions/", "/documents/", "/sante/", "/demo/", "/comptes/")


# --- What a page tells while it is rendered ----------------------------------------------------


@dataclass
class Told:
    """What one rendering told: when it changes by the clock, what it read of the address's query."""

    until: datetime | None = None
    read: set[str] = field(default_factory=set)
    read_all: bool = False
    database_away: bool = False

    def lives_until(self, started: float, *, at_most: float) -> float:
        """Until when what was rendered is true, ``at_most`` seconds after ``started``; seconds since 1970."""
        longest = started + at_most
        return min(longest, self.until.timestamp()) if self.until else longest


_told: ContextVar[Told | None] = ContextVar("told", default=None)


@contextmanager
def listening() -> Iterator[Told]:
    """Within this block what is rendered tells here."""
    told = Told()
    token = _told.set(told)
    try:
        yield told
    finally:
        _told.reset(token)


def is_heard() -> bool:
    """Whether somebody keeps what is being rendered, and wants to know when it changes."""
    return _told.get() is not None


def changes_at(*instants: datetime | None, now: datetime) -> None:
    """The page being rendered shows something else from the first of these instants after ``now`` on."""
    told = _told.get()
    if told is None:
        return
    coming = [instant for instant in (*instants, told.until) if instant is not None and instant > now]
    told.until = min(coming, default=None)


def database_is_away() -> None:
    """The answer being made says that the database cannot be reached."""
    if told := _told.get():
        told.database_away = True


class NotedQuery(QueryDict):
    """A query that notes which of its parameters are read: only these tell two addresses apart."""

    def __init__(self, query: str | bytes, *, told: Told) -> None:
        self._notes = Told()  # filling it reads it
        super().__init__(query)
        self._notes = told

    def __getitem__(self, name: str) -> Any:
        self._notes.read.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._notes.read.add(str(name))
        return super().__contains__(name)

    def getlist(self, key: str, default: Any = None) -> Any:
        self._notes.read.add(key)
        return super().getlist(key, default)

    def __iter__(self) -> Iterator[str]:
        self._notes.read_all = True
        return super().__iter__()

    def __len__(self) -> int:
        self._notes.read_all = True
        return super().__len__()

    def lists(self) -> Any:
        self._notes.read_all = True
        return super().lists()

    def values(self) -> Any:
        self._notes.read_all = True
        return super().values()

    def items(self) -> Any:
        self._notes.read_all = True
        return super().items()

    def keys(self) -> Any:
        self._notes.read_all = True
        return super().keys()

    def __copy__(self) -> QueryDict:  # type: ignore[override]
        self._notes.read_all = True
        return QueryDict(self.urlencode(), mutable=True, encoding=self.encoding)

    def __deepcopy__(self, memo: Any) -> QueryDict:  # type: ignore[override]
        return self.__copy__()


# --- What an answer says --------------------------------------------------------------------------


class PublicCacheMiddleware:
    """Gives each public answer its cache header, and each personal one ``no-store``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if told := _told.get():
            request.GET = NotedQuery(request.META["QUERY_STRING"].encode("latin-1"), told=told)  # type: ignore[assignment]
        response = self.get_response(request)
        if response.has_header("Cache-Control"):
            return response
        if is_public(request, response):
            shared = f"s-maxage={settings.SHARED_CACHE_SECONDS}, stale-if-error={STALE_IF_ERROR}"
            response["Cache-Control"] = f"public, max-age=0, {shared}"
        else:
            response["Cache-Control"] = "no-store, private"
        return response


def is_public(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer is the same for everybody: read with GET, outside personal addresses."""
    return (
        request.method in ("GET", "HEAD")
        and response.status_code in (200, 301, 302, 404)
        and not is_personal(request.path)
        and not response.cookies
    )


def is_personal(path: str) -> bool:
    """Whether what stands at this address is somebody's own, or a form that names them."""
    return path.startswith(PRIVATE_PATHS) or "/inscription/" in path
