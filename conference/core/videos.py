"""Videos: which hosts may show theirs here, where their players are, what a page that has one allows."""

import datetime
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex, get_default_page_content_type, get_page_models

FILMS = {"mp4": "video/mp4", "webm": "video/webm"}
SUBTITLES = "vtt"
# From the page of a video to its player alone, host by host; the last one is PeerTube's, on any host.
_PLAYERS = [
    (
        r"https://(?:www\.)?youtube\.com/watch\?(?:.*&)?v=([\w-]+).*",
        r"https://www.youtube-nocookie.com/embed/\1",
    ),
    (r"https://youtu\.be/([\w-]+).*", r"https://www.youtube-nocookie.com/embed/\1"),
    (r"https://vimeo\.com/(\d+).*", r"https://player.vimeo.com/video/\1?dnt=1"),
    (r"https://www\.dailymotion\.com/video/(\w+).*", r"https://geo.dailymotion.com/player.html?video=\1"),
    (r"https://([^/]+)/(?:w|videos/watch|videos/embed)/([\w-]+).*", r"https://\1/videos/embed/\2"),
]


def player_of(url: str) -> str:
    """The address of the player of the video whose page is ``url``; "" for a host that is not allowed."""
    if urlsplit(url).hostname not in settings.VIDEO_HOSTS:
        return ""
    for page, player in _PLAYERS:
        if found := re.fullmatch(page, url):
            return found.expand(player)
    return ""


def hosts_in_words() -> str:
    return ", ".join(settings.VIDEO_HOSTS)


def is_film(document: AbstractDocument) -> bool:
    return document.file_extension.lower() in FILMS


def is_subtitles(document: AbstractDocument) -> bool:
    return bool(document.file_extension.lower() == SUBTITLES)


# --- What a page allows --------------------------------------------------------------------------


def policy_of(page: Page) -> dict[str, list[str]]:
    """What the content security policy of ``page`` allows beside the site's: the players of its videos."""
    values = list(_videos_of(page))
    players = {player for value in values if (player := player_of(value.get("url") or ""))}
    allowed: dict[str, list[str]] = {}
    if players:
        allowed["frame-src"] = sorted({f"https://{urlsplit(player).hostname}" for player in players})
    if any(value.get("file") for value in values):
        allowed["media-src"] = ["'self'"]
    return allowed


def _videos_of(page: Page) -> Iterator[dict[str, Any]]:
    """The settings of the video blocks of ``page``, as they are kept: no query."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from _videos_in(getattr(page, field.name).raw_data)


def _videos_in(stream: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Those of a stream, and of the streams within it (a section of the home page)."""
    for child in stream:
        if child["type"] == "video":
            yield child["value"]
        elif isinstance(child["value"], list):
            yield from _videos_in(child["value"])


# --- What is promised ----------------------------------------------------------------------------


@dataclass(frozen=True)
class AwaitedCaptions:
    """A video on line whose captions and transcript are promised for a day."""

    page: Page  # its key and title alone
    title: str
    day: datetime.date


def awaited_captions(pages: QuerySet[Page]) -> list[AwaitedCaptions]:
    """Those of the published ones of ``pages``, the soonest first; one query for all types of pages."""
    posters = ReferenceIndex.objects.filter(
        base_content_type=get_default_page_content_type(),
        object_id=Cast(OuterRef("pk"), CharField()),
        model_path__endswith=".video.poster",
    )
    showing = pages.filter(Exists(posters), live=True)
    read = [
        model.objects.filter(pk__in=showing.values("pk"))
        .annotate(stream=Cast(field.name, TextField()))
        .order_by()
        .values_list("pk", "title", "stream")
        for model in get_page_models()
        for field in model._meta.get_fields()
        if isinstance(field, StreamField)
    ]
    awaited = [
        AwaitedCaptions(
            Page(pk=key, title=title), value["title"], datetime.date.fromisoformat(value["coming_on"])
        )
        for key, title, stream in read[0].union(*read[1:], all=True)
        for value in _videos_in(json.loads(stream))
        if value.get("coming_on")
    ]
    return sorted(awaited, key=lambda each: (each.day, each.page.pk))
