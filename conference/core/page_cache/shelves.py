"""Where answers are kept: as many bytes as were allowed, the least lately used leave first."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from .answers import Answer

Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True, eq=False)
class Kept:
    """An answer, and until when it is true: under these stamps, up to an instant (seconds since 1970)."""

    answer: Answer
    stamps: tuple[int, int, int]
    made_at: float
    until: float
    size: int = 0


class Shelf(Generic[Key]):
    """A dictionary of answers with a limit in bytes. Safe from several threads."""

    def __init__(self, *, bytes_at_most: int) -> None:
        self.bytes_at_most = bytes_at_most
        self.bytes_now = 0
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Key) -> Kept | None:
        kept = self._kept.get(key)
        if kept is not None:
            with suppress(KeyError):  # put out by another thread just now
                self._kept.move_to_end(key)
        return kept

    def put(self, key: Key, kept: Kept) -> None:
        """Keep it in place of what was there, and again whenever it has grown by a compressed form."""
        with self._lock:
            before = self._kept.pop(key, None)
            if before is not None:
                self.bytes_now -= before.size
            kept.size = kept.answer.size
            if kept.size > self.bytes_at_most:
                return
            self._kept[key] = kept
            self.bytes_now += kept.size
            while self.bytes_now > self.bytes_at_most:
                _key, oldest = self._kept.popitem(last=False)
                self.bytes_now -= oldest.size
