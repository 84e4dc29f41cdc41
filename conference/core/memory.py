"""Parts of pages that a process keeps from one request to the next, as long as nothing has changed.

A part is kept under the stamps read before the request began (watching.py) and until it changes by the
clock: what it told with ``caching.changes_at`` while it was made is told again each time it is used.
Its key must name all else that it depends on; never the person who asks, never a draft.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar

from django.conf import settings

from .caching import changes_at, listening
from .watching import Stamps, Watch, watch

Made = TypeVar("Made")

UNWEIGHED = 4096  # bytes that something other than text counts for
LONGEST_LIFE = 3600  # seconds; the clock and the stamps end a part's life long before

_stamps: ContextVar[Stamps | None] = ContextVar("stamps", default=None)


class _Part(NamedTuple):
    stamps: Stamps
    until: float
    told: datetime | None
    size: int
    value: Any


class _Parts:
    """A bounded dictionary of parts; the least lately used leave first. Safe from several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, _Part] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> _Part | None:
        with self._lock:
            if (part := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
            return part

    def put(self, key: Hashable, part: _Part) -> None:
        with self._lock:
            if (before := self._kept.pop(key, None)) is not None:
                self._bytes -= before.size
            self._kept[key] = part
            self._bytes += part.size
            while self._bytes > settings.PAGE_CACHE_MEGABYTES * 256 * 1024:  # a quarter of the pages' own
                self._bytes -= self._kept.popitem(last=False)[1].size


_parts = _Parts()


def forget() -> None:
    """Begin with an empty memory: every part is made anew."""
    global _parts
    _parts = _Parts()


@cache
def watched() -> Watch:
    """What tells this process of changes; one for its pages and their parts."""
    return watch()


@contextmanager
def remembering() -> Iterator[None]:
    """Within this block, the answer to one visitor, parts are kept and found again."""
    token = _stamps.set(watched().current() if settings.PARTS_REMEMBERED else None)
    try:
        yield
    finally:
        _stamps.reset(token)


def remembered(key: Hashable, make: Callable[[], Made]) -> Made:
    """What ``make`` gives, or gave under the same stamps; outside of ``remembering`` it is called."""
    stamps = _stamps.get()
    if stamps is None:
        return make()
    now = time.time()
    part = _parts.get(key)
    if part is None or part.stamps != stamps or now >= part.until:
        with listening() as told:
            value = make()
        until = min(now + LONGEST_LIFE, told.until.timestamp() if told.until else now + LONGEST_LIFE)
        size = len(value) + 256 if isinstance(value, str) else UNWEIGHED
        part = _Part(stamps, until, told.until, size, value)
        _parts.put(key, part)
    changes_at(part.told, now=datetime.fromtimestamp(now, UTC))
    return part.value
