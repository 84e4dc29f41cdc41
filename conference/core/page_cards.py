"""Pages of any type as cards: title, summary, cover, whatever the type calls them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.text import Truncator
from wagtail.models import Page

from conference.core.models import Picture
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
    pages = unrestricted(Page.objects.live().filter(pk__in=keys))
    return sorted(_cards(pages), key=lambda card: keys.index(card.page.pk)) if keys else []


def pages_below(parent: Page) -> list[PageCard]:
    """The first published pages just below ``parent``, in the order of the menus."""
    return _cards(unrestricted(Page.objects.child_of(parent).live()).order_by("path")[:MOST])


def summary_of(page: Page, *, longest: int) -> str:
    """What ``page`` is about, in plain text; "" if it does not say."""
    for name in _SUMMARIES:
        if text := getattr(page, name, ""):
            return Truncator(re.sub(r"[ \t\r\n]+", " ", strip_tags(text)).strip()).chars(longest)
    return ""


def _cards(pages) -> list[PageCard]:
    found = list(pages.defer_streamfields().specific())
    covers = _covers(page.cover_id for page in found if getattr(page, "cover_id", None))
    return [
        PageCard(page, summary_of(page, longest=LONGEST), covers.get(getattr(page, "cover_id", None)))
        for page in found
    ]


def _covers(keys: Iterable[int]) -> dict[int, Picture]:
    keys = set(keys)
    return Picture.objects.prefetch_related("renditions").in_bulk(keys) if keys else {}
