"""Page types say where they may stand; blocks say what they are for."""

from collections.abc import Iterable

import pytest
from django.apps import apps
from wagtail import blocks
from wagtail.models import Page

from conference.core.blocks import BodyBlock
from tests.house.test_imports import FOLDERS


def without_a_place(page_types: Iterable[type[Page]]) -> list[str]:
    """Page types that leave one of the two lists to Wagtail's « anywhere »."""
    return [
        f"{page_type.__name__}.{name}"
        for page_type in page_types
        for name in ("parent_page_types", "subpage_types")
        if not any(
            name in vars(base) for base in page_type.__mro__ if base.__module__.split(".")[0] in FOLDERS
        )
    ]


def without_words(stream: blocks.StreamBlock) -> list[str]:
    """Blocks that an editor would have to guess."""
    found = []
    for name, block in stream.child_blocks.items():
        given = {
            "label": bool(getattr(block.meta, "label", None) or block._constructor_kwargs.get("label")),
            "icon": block.meta.icon not in ("", "placeholder"),
            "description": bool(block.get_description()),
            "preview": block.is_previewable,
        }
        found += [f"{name}: {what}" for what, there in given.items() if not there]
        if isinstance(block, blocks.StructBlock):
            unnamed = [
                child for child, field in block.child_blocks.items() if not getattr(field.meta, "label", None)
            ]
            found += [f"{name}.{child}: label" for child in unnamed]
    return found


def our_pages() -> list[type[Page]]:
    return [
        model for model in apps.get_models() if issubclass(model, Page) and model.__module__[:7] != "wagtail"
    ]


def test_every_page_type_says_where_it_may_stand() -> None:
    assert len(our_pages()) >= 15
    assert without_a_place(our_pages()) == []


def test_every_block_says_what_it_is_for() -> None:
    assert without_words(BodyBlock()) == []


def holds_a_box(block: blocks.Block) -> bool:
    within = [
        *getattr(block, "child_blocks", {}).values(),
        *filter(None, [getattr(block, "child_block", None)]),
    ]
    return any(isinstance(child, blocks.BooleanBlock) or holds_a_box(child) for child in within)


def test_a_folded_block_is_not_headed_by_the_yes_or_no_of_a_tick_box() -> None:
    with_boxes = {name: block for name, block in BodyBlock().child_blocks.items() if holds_a_box(block)}
    assert {"image", "picture_and_text", "gallery", "video", "table"} <= with_boxes.keys()
    assert [name for name, block in with_boxes.items() if block.meta.label_format is None] == []


def test_a_page_type_without_a_place_is_seen() -> None:
    planted = type("Planted", (), {"__module__": "home.models", "subpage_types": []})
    assert without_a_place([planted]) == ["Planted.parent_page_types"]  # type: ignore[list-item]


def test_a_block_without_words_is_seen() -> None:
    class Planted(blocks.StreamBlock):
        words = blocks.StructBlock([("text", blocks.CharBlock())])

    assert without_words(Planted()) == [
        "words: label",
        "words: icon",
        "words: description",
        "words: preview",
        "words.text: label",
    ]


@pytest.mark.parametrize("page_type", our_pages(), ids=lambda page_type: page_type.__name__)
def test_the_places_exist(page_type: type[Page]) -> None:
    page_type.clean_parent_page_models()
    page_type.clean_subpage_models()
