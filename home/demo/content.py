"""The demonstration's texts, from data/*.json, set with the spaces of French typography."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from conference.core.text import french

DATA = Path(__file__).parent / "data"


@cache
def texts(name: str) -> Any:
    """data/<name>.json, typeset: for what the site's team wrote, that is what is fictional."""
    return _typeset(verbatim(name))


@cache
def verbatim(name: str) -> Any:
    """data/<name>.json, letter for letter: for real facts."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def _typeset(value: Any) -> Any:
    if isinstance(value, str):
        return french(value)
    if isinstance(value, list):
        return [_typeset(each) for each in value]
    if isinstance(value, dict):
        return {key: _typeset(each) for key, each in value.items()}
    return value
