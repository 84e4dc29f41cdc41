"""Parts of pages that a process keeps from one request to the next, as long as nothing has changed.

A part is kept under the stamps read before the request began (watching.py) and until it changes by the
clock: what it told with ``caching.changes_at`` while it was made is told again each time it is used.
Its key must name all else that it depends on; never the person who asks, never a draft.
"""

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar

from django.conf import settings

from .caching import changes_at, listening
from .shelves import Shelf
from .watching import Stamps, Watch, watch
from .weights import weight

Made = TypeVar("Made")

ENTRY = 256  # bytes of a part beside its value
LONGEST_LIFE = 3600  # seconds; the clock and the stamps end a part's life long before

_stamps: ContextVar[Stamps | None] = ContextVar("stamps", default=None)


class _Part(NamedTuple):
    stamps: Stamps
    until: float
    told: datetime | None
    value: Any


@cache
def _parts() -> Shelf[Hashable, _Part]:
    """The parts of this process; beside its pages, a quarter of what they may take."""
    return Shelf(bytes_at_most=int(settings.PAGE_CACHE_MEGABYTES * 256 * 1024))


def forget() -> None:
    """Begin with an empty memory: every part is made anew."""
    _parts.cache_clear()


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
    part = _parts().get(key)
    if part is None or part.stamps != stamps or now >= part.until:
        with listening() as told:
            value = make()
        part = _Part(stamps, told.lives_until(now, at_most=LONGEST_LIFE), told.until, value)
        _parts().put(key, part, size=weight(value) + ENTRY)
    changes_at(part.told, now=datetime.fromtimestamp(now, UTC))
    return part.value
