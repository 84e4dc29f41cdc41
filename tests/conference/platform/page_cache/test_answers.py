"""Each browser gets the form that it reads, and nothing that it already holds."""

import gzip

import brotli
import pytest
from django.http import HttpRequest, HttpResponse

from tests.conference.platform.page_cache.application import Site

LONG = "Une page assez longue pour être comprimée. " * 20


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(LONG)


def test_head_is_answered_from_the_page() -> None:
    site = Site(page)
    head = site.get(method="HEAD")
    got = site.get()
    assert got.from_memory
    assert head.body == b""
    assert head.headers["content-length"] == got.headers["content-length"] == str(len(LONG.encode()))
    assert site.get(method="HEAD").body == b""
    assert site.get("/rien/", method="HEAD").body == b""


def test_a_browser_that_holds_the_page_is_told_so() -> None:
    site = Site(page)
    first = site.get()
    for known in (
        first.headers["etag"],
        first.headers["etag"].removeprefix("W/"),
        f'"x", {first.headers["etag"]}',
        "*",
    ):
        again = site.get(if_none_match=known)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["vary"] == "Accept-Encoding"
        assert "content-length" not in again.headers
    assert site.get(if_none_match='"x"').status == 200
    site.change()
    assert site.get(if_none_match=first.headers["etag"]).status == 304


def test_each_browser_gets_the_form_it_reads() -> None:
    site = Site(page)
    plain, zipped, smallest = (
        site.get(),
        site.get(accept_encoding="gzip, deflate"),
        site.get(accept_encoding="gzip, br"),
    )
    assert (
        plain.body.decode()
        == gzip.decompress(zipped.body).decode()
        == brotli.decompress(smallest.body).decode()
    )
    assert [got.headers.get("content-encoding") for got in (plain, zipped, smallest)] == [None, "gzip", "br"]
    for got in (plain, zipped, smallest):
        assert got.headers["vary"] == "Accept-Encoding"
        assert got.headers["content-length"] == str(len(got.body))
        assert got.headers["etag"] == plain.headers["etag"]


@pytest.mark.parametrize(
    ("said", "coding"),
    [
        ("", ""),
        ("identity", ""),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=abc", ""),
        ("GZIP", "gzip"),
    ],
)
def test_what_a_browser_says_it_reads(said: str, coding: str) -> None:
    site = Site(page)
    assert site.get(accept_encoding=said).headers.get("content-encoding", "") == coding


def test_a_picture_and_a_word_are_not_compressed() -> None:
    for view in (
        lambda request: HttpResponse(b"\x89PNG" * 100, content_type="image/png"),
        lambda request: HttpResponse("bonjour"),
    ):
        got = Site(view).get(accept_encoding="br")
        assert "content-encoding" not in got.headers
