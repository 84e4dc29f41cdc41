"""French typography for what editors type with ordinary spaces: signs never begin a line."""

import re

NO_BREAK = "\u00a0"
NARROW = "\u202f"

_RULES = (
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NARROW),  # 50 000
    (re.compile(r"« "), f"«{NO_BREAK}"),
    (re.compile(r" (?=[»:])"), NO_BREAK),
    (re.compile(r" (?=[;!?])"), NARROW),
)


def french(text: str) -> str:
    """``text`` with no-break spaces where French wants them; signs and letters are left as typed."""
    for pattern, space in _RULES:
        text = pattern.sub(space, text)
    return text
