"""Parts of pages that a process keeps from one request to the next, as long as nothing has changed.

A part is kept under the stamps read before the request began (watching.py) and until it changes by the
clock: what it told with ``caching.changes_at`` while it was made is told again each time it is used.
Its key must name all else that it depends on; never the person who asks, never a draft.
"""

import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar

from django.conf import settings

from conference.platform.caching import Told, changes_at, listening
from conference.platform.shelves import Shelf
from conference.platform.watching import Stamps, Watch, watch
from conference.platform.weights import weight

Made = TypeVar("Made")
Key = TypeVar("Key", bound=Hashable)

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
    part = _found(key, stamps, now)
    if part is None:
        with listening() as told:
            value = make()
        part = _keep(key, value, stamps, told, now)
    changes_at(part.told, now=datetime.fromtimestamp(now, UTC))
    return part.value


def remembered_each(
    kind: str, keys: Iterable[Key], make: Callable[[list[Key]], Mapping[Key, Made]]
) -> dict[Key, Made]:
    """The same for several things of one ``kind``: ``make`` is given the missing ones.

    What it does not give (an event deleted meanwhile) is not there.
    """
    stamps = _stamps.get()
    if stamps is None:
        return dict(make(list(keys)))
    now = time.time()
    parts = {key: _found((kind, key), stamps, now) for key in keys}
    missing = [key for key, part in parts.items() if part is None]
    if missing:
        with listening() as told:
            made = make(missing)
        for key, value in made.items():
            parts[key] = _keep((kind, key), value, stamps, told, now)
    there = {key: part for key, part in parts.items() if part is not None}
    changes_at(*(part.told for part in there.values()), now=datetime.fromtimestamp(now, UTC))
    return {key: part.value for key, part in there.items()}


def recalled(key: Hashable) -> Any:
    """What is remembered under ``key``; None if nothing is."""
    stamps = _stamps.get()
    part = _found(key, stamps, time.time()) if stamps is not None else None
    return part.value if part is not None else None


def _found(key: Hashable, stamps: Stamps, now: float) -> _Part | None:
    part = _parts().get(key)
    return part if part is not None and part.stamps == stamps and now < part.until else None


def _keep(key: Hashable, value: Any, stamps: Stamps, told: Told, now: float) -> _Part:
    part = _Part(stamps, told.lives_until(now, at_most=LONGEST_LIFE), told.until, value)
    _parts().put(key, part, size=weight(value) + ENTRY)
    return part
