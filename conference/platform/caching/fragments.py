"""Costly parts of pages, kept from one request to the next while nothing changes.

Within ``fragments_enabled``, the answer to one visitor, ``cached`` returns what it made before under the
same generation. The key names all that the value depends on beside the database and the clock: never the
person who asks, never a draft. In templates, ``{% fragment %}`` makes the key of what is passed to it.
"""

import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model
from django.forms import BoundField

from .generation import Generation, current
from .memory import Entry, Memory, changes_at, making

Made = TypeVar("Made")
Key = TypeVar("Key", bound=Hashable)

LONGEST_LIFE = 3600  # seconds; the generation and the clock end a fragment's life long before
OBJECT = 8192  # bytes: about what a page with its blocks takes, for what is no text

_open: ContextVar[tuple[Memory, Generation | None] | None] = ContextVar("fragments", default=None)


@cache
def memory() -> Memory:
    """The fragments of this process: a quarter of what its pages may take."""
    return Memory(megabytes=settings.PAGE_CACHE_MEGABYTES / 4)


@contextmanager
def fragments_enabled() -> Iterator[None]:
    """Keep fragments within this block; for this request alone where FRAGMENT_CACHE is off."""
    generation = current() if settings.FRAGMENT_CACHE else None
    token = _open.set((memory() if generation else Memory(megabytes=64), generation))
    try:
        yield
    finally:
        _open.reset(token)


def cached(key: Hashable, make: Callable[[], Made]) -> Made:
    """Return what ``make`` gives, or gave before."""
    return cached_each(key, [()], lambda keys: {key: make() for key in keys})[()]


def cached_each(
    kind: Hashable, keys: Iterable[Key], make: Callable[[list[Key]], Mapping[Key, Made]]
) -> dict[Key, Made]:
    """The same for several things of one ``kind``: ``make`` is given the keys that are missing.

    What it does not give (an event deleted meanwhile) is not there.
    """
    keys = list(keys)
    if (opened := _open.get()) is None:
        return dict(make(keys))
    fragments, generation = opened
    now = time.time()
    entries = {key: entry for key in keys if (entry := fragments.get((kind, key), generation, now=now))}
    if missing := [key for key in keys if key not in entries]:
        with making() as made:
            values = make(missing)
        until = made.until(now, at_most=LONGEST_LIFE)
        for key, value in values.items():
            size = 2 * len(value) + 512 if isinstance(value, str) else OBJECT
            entries[key] = Entry(value, generation, until, made.changes_at, size)
            fragments.put((kind, key), entries[key])
    changes_at(*(entry.changes_at for entry in entries.values()), now=datetime.fromtimestamp(now, UTC))
    return {key: entries[key].value for key in keys if key in entries}


def lookup(key: Hashable) -> Any:
    """What is kept under ``key``; None if nothing is."""
    return cached_each(key, [()], lambda _missing: {}).get(())


def key_of(value: Any) -> Hashable:
    """What names ``value`` in a key: a row's primary key, a field's form and cleaned value, else itself.

    Raises TypeError for the rest: two values of it could not be told apart, or never found again.
    """
    if value is None:
        return None
    if isinstance(value, Model):
        return type(value), value.pk
    if isinstance(value, list | tuple):
        return tuple(key_of(each) for each in value)
    if isinstance(value, BoundField):
        return type(value.form), value.auto_id, key_of(value.form.cleaned_data[value.name])
    if type(value).__eq__ is object.__eq__ or type(value).__hash__ is None:
        raise TypeError(f"A fragment cannot be kept by a {type(value).__name__}.")
    return value
