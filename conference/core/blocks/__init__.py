"""The one StreamBlock of the site: few blocks, each meaningful.

A block holds settings only. What it lists belongs to another folder and is rendered by that
folder's template tag, so that the ground depends on nothing.
"""

from collections.abc import Collection
from typing import Any

from django.utils.safestring import SafeString
from wagtail import blocks
from wagtail.fields import StreamField

from conference.core.prefetch import prefetch_stream
from conference.core.text.anchors import Anchors

from .links import CallToActionBlock, CardsBlock, ContactBlock, PartnersBlock
from .lists import (
    AlliancesBlock,
    MeasureChooserBlock,
    MeasuresBlock,
    NewsBlock,
    ResourcesBlock,
    SessionsBlock,
)
from .media import DocumentsBlock, GalleryBlock, ImageBlock, PictureAndTextBlock, VideoBlock
from .text import (
    RICH_TEXT,
    CalloutBlock,
    FiguresBlock,
    ParagraphBlock,
    QuestionsBlock,
    QuoteBlock,
    TableBlock,
    TableOfContentsBlock,
)

__all__ = [
    "RICH_TEXT",
    "BodyBlock",
    "BodyField",
    "CallToActionBlock",
    "FiguresBlock",
    "MeasureChooserBlock",
    "MeasuresBlock",
    "PartnersBlock",
    "QuoteBlock",
]


# What pages that have their own lists, partners and contact do not need in their body (``without``).
LISTS = ("sessions", "alliances", "news", "resources", "cards")
OF_A_PLACE = ("table_of_contents", "contact", *LISTS)


class BodyBlock(blocks.StreamBlock):
    """The body of every page. ``without`` names the blocks that a page type has no use for."""

    paragraph = ParagraphBlock()
    image = ImageBlock()
    picture_and_text = PictureAndTextBlock()
    video = VideoBlock()
    documents = DocumentsBlock()
    call_to_action = CallToActionBlock()
    callout = CalloutBlock()
    quote = QuoteBlock()
    figures = FiguresBlock()
    measures = MeasuresBlock()
    table = TableBlock()
    questions = QuestionsBlock()
    table_of_contents = TableOfContentsBlock()
    gallery = GalleryBlock()
    partners = PartnersBlock()
    sessions = SessionsBlock()
    alliances = AlliancesBlock()
    news = NewsBlock()
    resources = ResourcesBlock()
    cards = CardsBlock()
    contact = ContactBlock()

    class Meta:
        required = False

    def __init__(self, local_blocks: Any = None, *, without: Collection[str] = (), **options: Any) -> None:
        super().__init__(local_blocks, **options)
        for name in without:
            del self.child_blocks[name]

    def render_basic(self, value: blocks.StreamValue, context: dict | None = None) -> SafeString:
        """The blocks one after the other; they know the whole stream, and share its anchors."""
        prefetch_stream(value)
        return super().render_basic(value, {**(context or {}), "stream": value, "anchors": Anchors()})


class BodyField(StreamField):
    """A StreamField of our blocks. Migrations leave out them and what a new page holds: no table changes."""

    def __init__(self, block_types: Any = None, *, without: Collection[str] = (), **options: Any) -> None:
        super().__init__(BodyBlock(without=without) if block_types is None else block_types, **options)

    def deconstruct(self) -> tuple[str, str, list, dict]:
        name, _path, _arguments, options = super().deconstruct()
        options["block_lookup"] = {}
        options.pop("default", None)
        return name, "wagtail.fields.StreamField", [[]], options
