"""Numbers that somebody sent: Python's `isdigit` takes « ² » for one, and no database holds a huge one."""

from collections.abc import Iterable

LARGEST_KEY = 2**63 - 1
LONGEST_KEY = 100  # digits; far more than a key has, and no slug is one number of so many


def whole_number(typed: str, *, at_most: int = LARGEST_KEY) -> int | None:
    """The number written in ``typed`` with the digits 0 to 9; None for anything else, or a larger one."""
    if len(typed) > 19 or not (typed.isascii() and typed.isdigit()):
        return None
    number = int(typed)
    return number if number <= at_most else None


def keys_among(typed: Iterable[str]) -> list[int]:
    """The keys of rows among what was sent; what is none is left out."""
    return [number for number in map(whole_number, typed) if number is not None]


def is_no_key(value: object) -> bool:
    """Whether this part of an address is a number that no row has; Python refuses very long ones."""
    if isinstance(value, str):
        return len(value) > LONGEST_KEY and value.isdecimal()
    return isinstance(value, int) and value > LARGEST_KEY
