"""What blocks of pages show that is not in their own settings: anchors, titles, other pages, videos."""

from urllib.parse import urlsplit

from django import template
from django.utils.safestring import SafeString
from wagtail.blocks import StructValue

from conference.core.page_cards import chosen, pages_below
from conference.core.pictures.renditions import sources
from conference.core.text.anchors import Anchors, anchored, titles_of
from conference.core.videos import FILMS, player_of
from conference.platform.caching.fragments import cached

register = template.Library()


@register.simple_tag(takes_context=True)
def anchored_text(context: template.Context, *, html: SafeString) -> SafeString:
    """Rich text with an anchor on each of its titles, unlike those of the texts before it."""
    return anchored(html, context.get("anchors") or Anchors())


@register.inclusion_tag("components/table_of_contents.html", takes_context=True)
def table_of_contents(context: template.Context, *, title: str) -> dict:
    stream = context.get("stream")
    return {"title": title, "titles": titles_of(stream) if stream else []}


@register.inclusion_tag("components/page_cards.html", takes_context=True)
def page_cards(context: template.Context, *, value: StructValue) -> dict:
    """The block « Cartes de pages »: the pages chosen, or those below one, in two queries and one a type."""
    if value["mode"] == "below":
        parent = value["parent"]
        cards = cached(("pages below", parent.pk), lambda: pages_below(parent)) if parent else []
    else:
        keys = tuple(dict.fromkeys(page.pk for page in value["pages"] if page))
        cards = cached(("page cards", keys), lambda: chosen(keys))
    return {"request": context.get("request"), "title": value["title"], "cards": cards}


@register.simple_tag
def video_file(*, value: StructValue) -> dict:
    """The media type of a video of ours, and the ``sources`` of its poster (None once it is deleted)."""
    return {
        "type": FILMS.get(value["file"].file_extension.lower(), ""),
        "poster": sources(value["poster"]) if value["poster"] else None,
    }


@register.simple_tag
def video_player(*, url: str) -> dict:
    """Where the player of another host's video is, and the name of that host."""
    return {"address": player_of(url), "host": (urlsplit(url).hostname or "").removeprefix("www.")}
