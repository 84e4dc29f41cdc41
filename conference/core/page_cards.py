"""Pages of any type as cards: title, summary, cover, whatever the type calls them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.html import strip_tags
from django.utils.text import Truncator
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models
from wagtail.query import PageQuerySet

from conference.core.models import Picture
from conference.core.pictures.covers import CoverPage
from conference.core.routing import unrestricted

MOST = 12  # cards in one list
LONGEST = 180  # signs of a summary
_SUMMARIES = ("search_description", "summary", "introduction")


@dataclass(frozen=True)
class PageCard:
    """A page that anybody may read, what it is about ("" if it does not say), and its cover if it has one."""

    page: Page
    summary: str
    cover: Picture | None


def chosen(keys: Sequence[int]) -> list[PageCard]:
    """The cards of these pages, as far as they are published, in the order of their keys; one query."""
    cards = _cards(Page.objects.filter(pk__in=keys)) if keys else []
    return sorted(cards, key=lambda card: keys.index(card.page.pk))


def pages_below(parent: Page) -> list[PageCard]:
    """The cards of the first published pages just below ``parent``, in the order of the menus; one query."""
    return _cards(Page.objects.child_of(parent).order_by("path"))


def summary_of(page: Page, *, longest: int) -> str:
    """What ``page`` is about, in plain text; "" if it does not say."""
    for name in _SUMMARIES:
        if text := getattr(page, name, ""):
            return Truncator(re.sub(r"[ \t\r\n]+", " ", strip_tags(text)).strip()).chars(longest)
    return ""


def _cards(pages: PageQuerySet) -> list[PageCard]:
    """The cards of the first published ones of ``pages``, each joined to its own type and its cover."""
    own_type, streams = _joins()
    shown = unrestricted(pages.live()).select_related(*own_type).defer(*streams)[:MOST]
    found = [getattr(page, page.specific_class._meta.model_name) for page in shown if page.specific_class]
    return [PageCard(page, summary_of(page, longest=LONGEST), getattr(page, "cover", None)) for page in found]


@cache
def _joins() -> tuple[list[str], list[str]]:
    """How a page leads to the row of its own type and to its cover; to the streams, which no card shows."""
    models = [model for model in get_page_models() if model is not Page]
    own_type = [
        f"{model._meta.model_name}{'__cover' if issubclass(model, CoverPage) else ''}" for model in models
    ]
    streams = [
        f"{model._meta.model_name}__{field.name}"
        for model in models
        for field in model._meta.local_fields
        if isinstance(field, StreamField)
    ]
    return own_type, streams
