"""The forms of a page with what a browser would send, and the bodies that its scripts write."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from bs4 import BeautifulSoup, Tag
from django.apps import apps
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.models import Page

from conference.core.blocks import BodyBlock
from conference.core.models import Picture, Resource

from .filling import some_rows
from .wire import File
from .world import picture

Fields = list[tuple[bytes, "bytes | File"]]
EMPTY_ROW = "__prefix__"


@dataclass
class Form:
    """One form: where it goes, how, and its fields in order; ``rows`` are those of a row one may add."""

    action: str
    method: str
    fields: Fields
    rows: Fields


def forms_of(html: bytes) -> list[Form]:
    """The forms of a page, but the one that only logs out."""
    soup = BeautifulSoup(html, "html.parser")
    found = []
    for form in soup.find_all("form"):
        named = list(form.find_all(["input", "select", "textarea", "button"], attrs={"name": True}))
        outside = soup.find_all(attrs={"form": form.get("id")}) if form.get("id") else []
        fields = [pair for tag in [*named, *outside] if tag.get("name") for pair in sent(tag)]
        kept = [(name.encode(), value) for name, value in fields if EMPTY_ROW not in name]
        # The rows that « add another » copies stand in templates, somewhere on the page.
        rows = [pair for tag in empty_rows(soup) for pair in sent(tag)] if form.get("method") else []
        found.append(
            Form(
                action=str(form.get("action") or ""),
                method=str(form.get("method") or "GET").upper(),
                fields=[pair for pair in kept if pair[0] != b"csrfmiddlewaretoken"],
                rows=[(name.encode(), value) for name, value in rows if EMPTY_ROW in name],
            )
        )
    return found


def empty_rows(soup: BeautifulSoup) -> Iterator[Tag]:
    for holder in soup.find_all(["template", "script"]):
        inside = holder.decode_contents()
        if EMPTY_ROW in inside:
            yield from BeautifulSoup(inside, "html.parser").find_all(["input", "select", "textarea"])
    yield from soup.find_all(
        ["input", "select", "textarea"], attrs={"name": lambda name: name and EMPTY_ROW in name}
    )


def sent(tag: Tag) -> Iterator[tuple[str, "bytes | File"]]:
    """What a browser would send for ``tag``."""
    name, kind = str(tag.get("name") or ""), str(tag.get("type") or "")
    if tag.name == "select":
        chosen = tag.find_all("option", selected=True) or tag.find_all("option")[:1]
        for option in chosen:
            yield name, str(option.get("value", "")).encode()
    elif tag.name == "textarea":
        yield name, tag.get_text().removeprefix("\n").encode()
    elif kind == "file":
        yield name, File(b"essai.png", b"image/png", picture())
    elif kind in ("checkbox", "radio"):
        if tag.has_attr("checked"):
            yield name, str(tag.get("value", "on")).encode()
    elif tag.name == "input" or name.startswith("action-"):
        yield name, str(tag.get("value", "")).encode()


# --- Bodies ----------------------------------------------------------------------------------


def body_fields(rng: Random, name: str = "body") -> Fields:
    """A body of a few blocks, each filled in as its editor would."""
    stream = BodyBlock()
    stream.set_name(name)
    return [(key.encode(), value) for key, value in block_fields(stream, name, rng)]


def block_fields(block: blocks.Block, prefix: str, rng: Random) -> Iterator[tuple[str, bytes]]:
    if isinstance(block, blocks.BaseStreamBlock | blocks.ListBlock):
        count = rng.randrange(1, 4)
        yield f"{prefix}-count", str(count).encode()
        for place in range(count):
            child = block.child_block if isinstance(block, blocks.ListBlock) else None
            at = f"{prefix}-{place}"
            if child is None:
                chosen = rng.choice(sorted(block.child_blocks))
                child = block.child_blocks[chosen]
                yield f"{at}-type", chosen.encode()
            yield f"{at}-deleted", b""
            yield f"{at}-order", str(place).encode()
            yield f"{at}-id", b""
            yield from block_fields(child, f"{at}-value", rng)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from block_fields(child, f"{prefix}-{name}", rng)
    elif isinstance(block, BaseTypedTableBlock):
        yield from table_fields(block, prefix, rng)
    else:
        yield prefix, leaf(block, rng)


def table_fields(block: BaseTypedTableBlock, prefix: str, rng: Random) -> Iterator[tuple[str, bytes]]:
    """A table of one column of each sort and two rows."""
    yield f"{prefix}-caption", b"Un titre"
    yield f"{prefix}-column-count", str(len(block.child_blocks)).encode()
    yield f"{prefix}-row-count", b"2"
    for place, name in enumerate(block.child_blocks):
        column = {"type": name, "order": str(place), "heading": name, "deleted": ""}
        yield from ((f"{prefix}-column-{place}-{key}", value.encode()) for key, value in column.items())
    for row in range(2):
        yield f"{prefix}-row-{row}-order", str(row).encode()
        yield f"{prefix}-row-{row}-deleted", b""
        for place, child in enumerate(block.child_blocks.values()):
            yield from block_fields(child, f"{prefix}-cell-{row}-{place}", rng)


def leaf(block: blocks.Block, rng: Random) -> bytes:
    """What a simple field of a body holds."""
    if isinstance(block, blocks.RichTextBlock):
        return rich_text(rng)
    if isinstance(block, blocks.ChooserBlock):
        return str(rng.choice(some_rows(block.model_class) or [1])).encode()
    if isinstance(block, blocks.ChoiceBlock):
        choices = [key for key, _label in block.field.choices if key]
        return str(rng.choice(choices)).encode()
    return b"Quelques mots"


def rich_text(rng: Random) -> bytes:
    """What the rich text editor sends: Draft.js' state of a text with a title, a link, a list."""
    links = [
        {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "https://exemple.invalid/"}},
        {"type": "LINK", "mutability": "MUTABLE", "data": {"id": first(Page), "parentId": 1, "url": "/"}},
        {"type": "DOCUMENT", "mutability": "MUTABLE", "data": {"id": first(Resource), "url": "/"}},
        {
            "type": "IMAGE",
            "mutability": "IMMUTABLE",
            "data": {"id": first(Picture), "format": "left", "alt": "a"},
        },
    ]
    kinds = ["unstyled", "header-two", "header-three", "unordered-list-item", "ordered-list-item"]
    return json.dumps(
        {
            "blocks": [
                {
                    "key": f"abc{place}",
                    "text": "Nul ne peut répondre seul.",
                    "type": kind,
                    "depth": 0,
                    "inlineStyleRanges": [{"offset": 0, "length": 3, "style": "BOLD"}],
                    "entityRanges": [{"offset": 4, "length": 2, "key": 0}],
                }
                for place, kind in enumerate(rng.sample(kinds, 2))
            ],
            "entityMap": {"0": rng.choice(links)},
        }
    ).encode()


def first(model: type) -> int:
    return some_rows(apps.get_model(model._meta.label))[0]  # type: ignore[attr-defined]
