"""Cells of spreadsheets that hold what was typed, and never run it.

A cell that starts with one of these signs is a formula to a spreadsheet program, whoever typed it
(OWASP, « CSV injection »): an apostrophe in front makes it a text.
"""

from typing import Any

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # without it, spreadsheet programs read accents wrong


def harmless(value: Any) -> Any:
    """``value``, made a plain text if a spreadsheet would run it."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value


def quoted(value: str) -> str:
    """``harmless``, in a way that ``unquoted`` undoes for any value."""
    if value.startswith("'") and value.lstrip("'").startswith(DANGEROUS):
        return f"'{value}"
    return str(harmless(value))


def unquoted(value: str) -> str:
    """What ``quoted`` was given."""
    if value.startswith("'") and value.lstrip("'").startswith(DANGEROUS):
        return value[1:]
    return value
