"""The titles of a page's paragraphs: where each can be linked to (« #programme »), and their table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue

from conference.core.text import slug_of

# What base.html and the forms of every page call their own parts.
TAKEN = frozenset({"contenu", "menu"})
_TITLE = re.compile(r"<(h[23])((?:\s[^>]*)?)>(.*?)</\1>", re.DOTALL)


@dataclass(frozen=True)
class Title:
    """A title of a paragraph: its level (2 or 3), its words, and its anchor without « # »."""

    level: int
    text: str
    anchor: str


class Anchors:
    """The anchors of one page, in reading order: a second « Programme » is « programme-2 »."""

    def __init__(self) -> None:
        self._taken = set(TAKEN)

    def of(self, words: str) -> str:
        """The anchor of the next thing called ``words``."""
        name = wanted = slug_of(words) or "titre"
        number = 1
        while name in self._taken:
            number += 1
            name = f"{wanted}-{number}"
        self._taken.add(name)
        return name


def anchored(html: SafeString | str, anchors: Anchors) -> SafeString:
    """Rich text ready to be shown, with an ``id`` on each of its titles."""

    def with_id(found: re.Match[str]) -> str:
        tag, attributes, inside = found.groups()
        anchor = anchors.of(_words(inside))
        return format_html(
            '<{} id="{}"{}>{}</{}>', tag, anchor, mark_safe(attributes), mark_safe(inside), tag
        )

    return mark_safe(_TITLE.sub(with_id, str(html)))  # rich text, already cleaned; a slug


def titles_of(stream: StreamValue) -> list[Title]:
    """The titles of the paragraphs of ``stream``, with the anchors that ``anchored`` gives them."""
    anchors = Anchors()
    every = [Title(int(tag[1]), words, anchors.of(words)) for tag, words in _titles(stream)]
    return [title for title in every if title.text]


def _titles(stream: StreamValue) -> Iterator[tuple[str, str]]:
    for child in stream:
        if child.block_type == "paragraph":
            for tag, _attributes, inside in _TITLE.findall(_source(child.value)):
                yield tag, _words(inside)


def _source(value: Any) -> str:
    return getattr(value, "source", None) or str(value)


def _words(html: str) -> str:
    return unescape(strip_tags(html)).strip()
