"""What a process keeps in memory: entries true under one generation, until an instant."""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import datetime
from typing import Any, NamedTuple

from cachetools import LRUCache

from .generation import Generation


class Entry(NamedTuple):
    """``until`` in seconds since 1970; ``changes_at`` the instant its content told; ``size`` in bytes."""

    value: Any
    generation: Generation | None
    until: float
    changes_at: datetime | None
    size: int


class Memory:
    """At most so many bytes; the entry used longest ago goes first. Safe from several threads."""

    def __init__(self, *, megabytes: float) -> None:
        self._entries: LRUCache[Hashable, Entry] = LRUCache(
            int(megabytes * 1024 * 1024), getsizeof=lambda entry: entry.size
        )
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Hashable, generation: Generation | None, *, now: float) -> Entry | None:
        """The entry, while it is true."""
        with self._lock:
            entry = self._entries.get(key)
        return entry if entry and entry.generation == generation and now < entry.until else None

    def put(self, key: Hashable, entry: Entry) -> None:
        with self._lock, suppress(ValueError):  # larger than the whole memory
            self._entries[key] = entry


# --- What is being made tells until when it is true ----------------------------------------------


class Making:
    """When what is being made shows something else, as far as was told."""

    changes_at: datetime | None = None

    def until(self, started: float, *, at_most: float) -> float:
        """Until when it may be kept, ``at_most`` seconds; seconds since 1970."""
        longest = started + at_most
        return min(longest, self.changes_at.timestamp()) if self.changes_at else longest


_making: ContextVar[Making | None] = ContextVar("making", default=None)


@contextmanager
def making() -> Iterator[Making]:
    """What is made within this block will be kept."""
    made = Making()
    token = _making.set(made)
    try:
        yield made
    finally:
        _making.reset(token)


def being_made() -> Making | None:
    """The page or fragment being made, if it will be kept."""
    return _making.get()


def changes_at(*instants: datetime | None, now: datetime) -> None:
    """What is being made shows something else from the first of these instants after ``now`` on."""
    if made := _making.get():
        coming = [each for each in (*instants, made.changes_at) if each is not None and each > now]
        made.changes_at = min(coming, default=None)
