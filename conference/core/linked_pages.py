"""The pages to which texts link, read at once for all the texts of a page."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.models import Page

from conference.platform.caching.fragments import cached_each

_LINK = re.compile(r"<a\b[^>]*\blinktype=\"page\"[^>]*>")
_KEY = re.compile(r"\bid=\"(\d+)\"")


def linked_pages(keys: Iterable[int]) -> Mapping[int, Page]:
    """The pages of these keys, one query for those that nobody read yet for this answer."""
    return cached_each("linked page", set(keys), lambda missing: Page.objects.in_bulk(missing))


def read_linked_pages(stream: StreamValue) -> None:
    """Read at once the pages to which the texts of ``stream`` link: each text then finds them at hand."""
    keys = {
        int(key) for link in _LINK.findall(_text_of(stream.get_prep_value())) for key in _KEY.findall(link)
    }
    if len(keys) > 1:
        linked_pages(keys)


def _text_of(value: Any) -> str:
    """All the text within ``value``, however deep."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        value = value.values()
    return " ".join(map(_text_of, value)) if isinstance(value, Iterable) else ""
