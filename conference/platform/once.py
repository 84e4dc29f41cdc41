"""What one request reads once, however many parts of its page show it.

The shelf lives as long as the answer to one visitor: what is published shows at the next request.
Outside ``reading_once`` (admin, commands, previews) nothing is kept.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Found = TypeVar("Found")

_shelf: ContextVar[dict[Hashable, Any] | None] = ContextVar("shelf", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Within this block ``once`` keeps what it reads."""
    token = _shelf.set({})
    try:
        yield
    finally:
        _shelf.reset(token)


def keep(key: Hashable, found: object) -> None:
    """Within ``reading_once``: note what was found on the way to something else."""
    shelf = _shelf.get()
    if shelf is not None:
        shelf[key] = found


def kept(key: Hashable) -> Any:
    """What was noted for ``key``; None when nothing was."""
    return (_shelf.get() or {}).get(key)


def once(key: Hashable, read: Callable[[], Found]) -> Found:
    """What ``read`` gives; within ``reading_once`` it is called the first time only."""
    shelf = _shelf.get()
    if shelf is None:
        return read()
    if key not in shelf:
        shelf[key] = read()
    return shelf[key]
