"""The pictures, documents and pages that a body names, in its blocks and in the links of its texts.

They are read before the first block is rendered, a query a model, and kept for the rest of the answer: use
them, never change them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from wagtail import blocks
from wagtail.models import Page

from conference.platform.caching.fragments import cached_each

Wanted = dict[type[Model], set[int]]

_LINK = re.compile(r"<a\b[^>]*\blinktype=\"page\"[^>]*>")
_KEY = re.compile(r"\bid=\"(\d+)\"")


def cached_rows(model: type[Model], keys: Iterable[int]) -> Mapping[int, Any]:
    """Return the rows of these keys: one query for those that this answer has not read yet."""
    return cached_each(("rows", model), set(keys), model._default_manager.in_bulk)


def prefetch_stream(stream: blocks.StreamValue) -> None:
    """Read the rows that the blocks of ``stream`` and the links of its texts name, for ``cached_rows``."""
    raw = stream.get_prep_value()
    wanted: Wanted = defaultdict(set)
    wanted[Page] = {int(key) for link in _LINK.findall(_text_of(raw)) for key in _KEY.findall(link)}
    _collect(stream.stream_block, raw, wanted)
    for model, keys in wanted.items():
        if keys:
            cached_rows(model, keys)


def _collect(block: Any, raw: Any, wanted: Wanted) -> None:
    """Add the keys within the settings ``raw`` of ``block`` to those that are wanted."""
    if isinstance(block, blocks.StreamBlock):
        for child in raw or ():
            if child["type"] in block.child_blocks:
                _collect(block.child_blocks[child["type"]], child["value"], wanted)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            _collect(child, (raw or {}).get(name), wanted)
    elif isinstance(block, blocks.ListBlock):
        for item in raw or ():
            known = isinstance(item, dict) and item.get("type") == "item"  # as ListBlock keeps it today
            _collect(block.child_block, item["value"] if known else item, wanted)
    elif getattr(block, "is_prefetched", False) and isinstance(raw, int):
        wanted[block.model_class].add(raw)


def _text_of(value: Any) -> str:
    """All the text within ``value``, however deep."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        value = value.values()
    return " ".join(map(_text_of, value)) if isinstance(value, Iterable) else ""
