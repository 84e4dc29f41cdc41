"""What a process keeps in its memory: as many bytes as were allowed, the least lately used leave first."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from contextlib import suppress
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Thing = TypeVar("Thing")


class Shelf(Generic[Key, Thing]):
    """A dictionary with a limit in bytes. Safe from several threads."""

    def __init__(self, *, bytes_at_most: int) -> None:
        self.bytes_at_most = bytes_at_most
        self.bytes_now = 0
        self._kept: OrderedDict[Key, tuple[Thing, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Key) -> Thing | None:
        found = self._kept.get(key)
        if found is None:
            return None
        with suppress(KeyError):  # put out by another thread just now
            self._kept.move_to_end(key)
        return found[0]

    def put(self, key: Key, thing: Thing, *, size: int) -> None:
        """Keep it in place of what was there; ``size`` in bytes."""
        with self._lock:
            self._put(key, thing, size)

    def weigh(self, key: Key, thing: Thing, *, size: int) -> None:
        """It has grown. Nothing happens if it is no longer here."""
        with self._lock:
            if self._kept.get(key, (None, 0))[0] is thing:
                self._put(key, thing, size)

    def drop(self, key: Key) -> None:
        """It is no longer wanted."""
        with self._lock:
            self._take_out(key)

    def _put(self, key: Key, thing: Thing, size: int) -> None:
        self._take_out(key)
        if size > self.bytes_at_most:
            return
        self._kept[key] = (thing, size)
        self.bytes_now += size
        while self.bytes_now > self.bytes_at_most:
            self._take_out(next(iter(self._kept)))

    def _take_out(self, key: Key) -> None:
        _thing, freed = self._kept.pop(key, (None, 0))
        self.bytes_now -= freed
