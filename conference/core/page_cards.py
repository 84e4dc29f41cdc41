"""Pages of any type as cards: title, summary, cover, whatever the type calls them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.text import Truncator
from wagtail.models import Page

from conference.core.models import Picture
from conference.core.prefetch import cached_rows
from conference.core.routing import unrestricted

MOST = 12  # cards of one block
LONGEST = 180  # signs of a summary
_SUMMARIES = ("search_description", "summary", "introduction")


@dataclass(frozen=True)
class PageCard:
    """A page that anybody may read, what it is about ("" if it does not say), and its cover if it has one."""

    page: Page
    summary: str
    cover: Picture | None


def chosen(keys: Sequence[int]) -> list[PageCard]:
    """The cards of these pages, as far as they are published, in the order of their keys."""
    cards = _cards(cached_rows(Page, keys).values()) if keys else []
    return sorted(cards, key=lambda card: keys.index(card.page.pk))


def pages_below(parent: Page) -> list[PageCard]:
    """The first published pages just below ``parent``, in the order of the menus."""
    children = unrestricted(Page.objects.child_of(parent).live()).order_by("path")[:MOST]
    return sorted(_cards(children), key=lambda card: card.page.path)


def summary_of(page: Page, *, longest: int) -> str:
    """What ``page`` is about, in plain text; "" if it does not say."""
    for name in _SUMMARIES:
        if text := getattr(page, name, ""):
            return Truncator(re.sub(r"[ \t\r\n]+", " ", strip_tags(text)).strip()).chars(longest)
    return ""


def _cards(pages: Iterable[Page]) -> list[PageCard]:
    """The cards of the published ones of these bare pages, in any order: one query a type of page."""
    types: dict[type[Page], list[int]] = {}
    for page in pages:
        if page.live and page.specific_class:
            types.setdefault(page.specific_class, []).append(page.pk)
    found = [
        page
        for model, keys in types.items()
        for page in unrestricted(model._default_manager.live().defer_streamfields().filter(pk__in=keys))
    ]
    of = {page.pk: page.cover_id for page in found if getattr(page, "cover_id", None)}
    covers = cached_rows(Picture, of.values()) if of else {}
    return [
        PageCard(page, summary_of(page, longest=LONGEST), covers.get(of.get(page.pk, 0))) for page in found
    ]
