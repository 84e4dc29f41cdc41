"""One thread does a thing, the others who want the same wait for it (not for ever)."""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class _Turn:
    __slots__ = ("lock", "people")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.people = 0  # who holds the lock, and who waits for it


class Turns(Generic[Key]):
    """A lock for each key that somebody holds or waits for, and for no other."""

    def __init__(self) -> None:
        self._turns: dict[Key, _Turn] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._turns)

    @contextmanager
    def alone(self, key: Key, *, patience: float) -> Iterator[None]:
        """Nobody else is in the block of this key meanwhile; after ``patience`` seconds, somebody may be."""
        with self._lock:
            turn = self._turns.setdefault(key, _Turn())
            turn.people += 1
        taken = turn.lock.acquire(timeout=patience)
        try:
            yield
        finally:
            if taken:
                turn.lock.release()
            with self._lock:
                turn.people -= 1
                if not turn.people:
                    del self._turns[key]
