"""A video shows nothing of another site before the click, and says what it lacks before it is published."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings
from wagtail import blocks
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex

from conference.core.blocks.media import VideoBlock
from conference.core.models import Resource
from conference.core.partial_files import part_of
from conference.core.videos import awaited_captions, player_of
from home.models import ContentPage
from tests.conference.core.shown import make_picture
from tests.conference.factories import make_site_tree

URL = "https://tube.exemple.fr/w/abc123"
PLAYERS = {
    "https://www.youtube.com/watch?list=x&v=a_b-1": "https://www.youtube-nocookie.com/embed/a_b-1",
    "https://youtu.be/a_b-1?t=3": "https://www.youtube-nocookie.com/embed/a_b-1",
    "https://vimeo.com/123": "https://player.vimeo.com/video/123?dnt=1",
    "https://www.dailymotion.com/video/x8": "https://geo.dailymotion.com/player.html?video=x8",
    URL: "https://tube.exemple.fr/videos/embed/abc123",
    "https://tube.exemple.fr/videos/watch/abc123": "https://tube.exemple.fr/videos/embed/abc123",
    "https://tube.exemple.fr/about": "",
    "https://ailleurs.exemple.fr/w/abc123": "",
    "https://tube.exemple.fr@ailleurs.exemple.fr/w/abc123": "",
    "http://tube.exemple.fr/w/abc123": "",
}


@pytest.fixture(autouse=True)
def hosts(settings: Settings) -> None:
    settings.VIDEO_HOSTS = [
        "tube.exemple.fr",
        "www.youtube.com",
        "youtu.be",
        "vimeo.com",
        "www.dailymotion.com",
    ]


@pytest.mark.parametrize(("url", "player"), PLAYERS.items())
def test_the_player_of_a_video_is_known_from_its_page(url: str, player: str) -> None:
    assert player_of(url) == player


def make_document(name: str) -> Resource:
    return Resource.objects.create(title=name, file=SimpleUploadedFile(name, b"WEBVTT"))


def video(**values: Any) -> dict:
    """The settings of a video of another host that lacks nothing, but for ``values``."""
    whole = {"title": "Le replay", "url": URL, "captioned": True, "transcript": "<p>On y dit bonjour.</p>"}
    return {**whole, "poster": make_picture().pk, **values}


def refused(**values: Any) -> list[str]:
    block = VideoBlock()
    try:
        block.clean(block.to_python(video(**values)))
    except blocks.StructBlockValidationError as refusal:
        return list(refusal.block_errors)
    return []


@pytest.mark.django_db
def test_what_a_video_lacks_is_said_at_the_field() -> None:
    today = timezone.localdate()
    film, subtitles, text = (make_document(name).pk for name in ("a.mp4", "a.vtt", "a.txt"))
    assert refused() == []
    assert refused(url="") == ["file"]
    assert refused(file=film) == ["file"]
    assert refused(url="https://ailleurs.exemple.fr/w/abc") == ["url"]
    assert refused(captioned=False) == ["captioned"]
    assert refused(transcript="") == ["transcript"]
    assert refused(transcript="", coming_on=str(today)) == []
    assert refused(transcript="", coming_on=str(today - timedelta(days=1))) == ["coming_on"]
    assert refused(url="", file=film, captions=subtitles) == []
    assert refused(url="", file=film) == ["captions"]
    assert refused(url="", file=film, captions=text) == ["captions"]
    assert refused(url="", file=text, captions=subtitles) == ["file"]


@pytest.mark.django_db
def test_a_draft_may_lack_everything() -> None:
    block = VideoBlock()
    assert block.clean_deferred(block.to_python({"title": "Le replay"}))["title"] == "Le replay"


def test_the_preview_of_a_video_without_an_address_asks_nobody() -> None:
    block = VideoBlock()
    html = block.render(block.to_python({"title": "Le replay"}))
    assert "Lire la vidéo" not in html
    assert "La lancer" not in html


def shown(client: Client, **values: Any) -> tuple[BeautifulSoup, str]:
    """The page with such a video, and its policy."""
    home = make_site_tree(regions=()).home
    page = ContentPage(title="Replay", slug="replay", body=[{"type": "video", "value": video(**values)}])
    home.add_child(instance=page)
    answer = client.get(page.url)
    return BeautifulSoup(answer.content, "html.parser"), answer.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_before_the_click_a_video_is_a_picture_of_ours_and_a_link(client: Client) -> None:
    soup, policy = shown(client)
    link = soup.select_one(".video a")
    assert link["href"] == URL
    assert link["data-player"] == PLAYERS[URL]
    assert soup.select("iframe, video, embed, object") == []
    ours = [element["src"] for element in soup.select(".video [src]")]
    assert len(ours) >= 2
    assert all(address.startswith("/") for address in ours)
    assert "On y dit bonjour." in soup.select_one(".video details").text
    assert "frame-src https://tube.exemple.fr;" in f"{policy};"
    assert "media-src" not in policy


@pytest.mark.django_db
@pytest.mark.parametrize("hosted", [True, False])
def test_a_video_whose_poster_was_deleted_is_shown_without_it(client: Client, hosted: bool) -> None:
    source = {} if hosted else {"url": "", "file": make_document("a.mp4").pk}
    soup, _policy = shown(client, poster=None, **source)
    assert len(soup.select(".video a.video__poster" if hosted else ".video video:not([poster])")) == 1
    assert "Le replay" in soup.select_one(".video figcaption").text


@pytest.mark.django_db
def test_a_video_whose_file_was_deleted_is_not_shown(client: Client) -> None:
    soup, _policy = shown(client, url="", file=None)
    assert soup.select(".video") == []


@pytest.mark.django_db
def test_a_video_whose_host_is_not_allowed_any_more_is_a_link(client: Client, settings: Settings) -> None:
    settings.VIDEO_HOSTS = []
    link = shown(client)[0].select_one(".video a.video__poster")
    assert link["href"] == URL
    assert not link.has_attr("data-player")


@pytest.mark.django_db
def test_a_section_of_the_home_page_may_hold_a_video(client: Client) -> None:
    home = make_site_tree(regions=()).home
    home.sections = [{"type": "body", "value": [{"type": "video", "value": video()}]}]
    home.save()
    answer = client.get("/")
    assert PLAYERS[URL] in answer.content.decode()
    assert "frame-src https://tube.exemple.fr" in answer.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_page_without_a_video_frames_nothing(client: Client) -> None:
    make_site_tree(regions=())
    assert "frame-src" not in client.get("/").headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_video_of_ours_has_its_captions(client: Client) -> None:
    film, subtitles = make_document("a.mp4"), make_document("a.vtt")
    soup, policy = shown(client, url="", file=film.pk, captions=subtitles.pk)
    element = soup.select_one("video")
    assert element["preload"] == "none"
    assert element.select_one("source")["src"] == film.url
    assert element.select_one("track")["src"] == subtitles.url
    assert "media-src 'self'" in policy
    assert "frame-src" not in policy


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "status", "sent", "told"),
    [
        ("bytes=0-", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=4-6", 206, b"456", "bytes 4-6/10"),
        ("bytes=8-400", 206, b"89", "bytes 8-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=5-2", 416, b"", "bytes */10"),
    ],
)
def test_a_player_may_ask_for_a_part_of_a_video(
    client: Client, asked: str, status: int, sent: bytes, told: str
) -> None:
    file = SimpleUploadedFile("film.mp4", b"0123456789")
    answer = client.get(Resource.objects.create(title="Film", file=file).url, headers={"Range": asked})
    assert (answer.status_code, answer.content) == (status, sent)
    assert answer.headers["Content-Range"] == told
    if status == 206:
        assert answer.headers["Content-Type"] == "video/mp4"


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["", "bytes=0-1,4-5", "lines=1-2", "bytes=-5"])
def test_other_questions_get_the_whole_file(asked: str) -> None:
    assert part_of(make_document("film.mp4"), asked=asked) is None
    assert part_of(make_document("texte.txt"), asked="bytes=0-") is None


@pytest.mark.django_db
def test_a_video_kept_for_some_gives_no_part_to_others(client: Client) -> None:
    file = SimpleUploadedFile("film.mp4", b"0123456789")
    film = Resource.objects.create(title="Film", file=file)
    CollectionViewRestriction.objects.create(collection=film.collection, restriction_type="login")
    assert client.get(film.url, headers={"Range": "bytes=0-"}).status_code == 302


@pytest.mark.django_db
def test_a_replay_says_when_its_captions_come(client: Client) -> None:
    coming = timezone.localdate() + timedelta(days=40)
    soup, _policy = shown(client, transcript="", captioned=False, coming_on=str(coming))
    assert soup.select_one(".video time")["datetime"] == str(coming)
    assert soup.select(".video details") == []


@pytest.mark.django_db
def test_promised_captions_are_known_while_their_page_is_on_line() -> None:
    today = timezone.localdate()
    home = make_site_tree(regions=()).home
    for days in (9, 3, None):
        coming = str(today + timedelta(days=days)) if days else None
        body = [{"type": "video", "value": video(title=f"Replay {days}", coming_on=coming)}]
        page = Page.objects.get(pk=home.pk).add_child(instance=ContentPage(title=f"Page {days}", body=body))
        page.save_revision().publish()
        ReferenceIndex.create_or_update_for_object(page)  # as the worker does
    assert [(each.title, each.page.title) for each in awaited_captions(Page.objects.all())] == [
        ("Replay 3", "Page 3"),
        ("Replay 9", "Page 9"),
    ]
    ContentPage.objects.get(title="Page 3").unpublish()
    assert [each.day for each in awaited_captions(Page.objects.all())] == [today + timedelta(days=9)]
