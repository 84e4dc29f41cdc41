"""About how many bytes of memory something takes, with all that it alone holds."""

from collections.abc import Mapping
from sys import getsizeof
from typing import Any

from django.db.models import Model
from wagtail.blocks import StreamValue


def weight(thing: Any) -> int:
    """Texts, containers, rows of the database (with the rows read beside them) and their blocks.

    What all share, such as the definition of a block, is not looked into.
    """
    return _weight(thing, set())


def _weight(thing: Any, seen: set[int]) -> int:
    if id(thing) in seen:
        return 0
    seen.add(id(thing))
    own = getsizeof(thing)
    if isinstance(thing, Model):
        return own + _weight(vars(thing), seen) + _weight(vars(thing._state), seen)
    if isinstance(thing, StreamValue):
        # Once as it was stored, once as the blocks that the first reading makes of it.
        return own + 2 * sum(_weight(block, seen) for block in thing.raw_data)
    if isinstance(thing, Mapping):
        return own + sum(_weight(part, seen) for pair in thing.items() for part in pair)
    if isinstance(thing, list | tuple | set | frozenset):
        return own + sum(_weight(part, seen) for part in thing)
    return own
