"""What a public answer tells caches, and what a personal one does."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from conference.platform.caching.headers import CacheHeaderMiddleware

PUBLIC = "public, max-age=0, s-maxage=10, stale-if-error=600"
PERSONAL = "no-store, private"


def cache_header(path: str, *, method: str = "get", status: int = 200, cookie: bool = False) -> str:
    def view(request):
        response = HttpResponse("bonjour", status=status)
        if cookie:
            response.set_cookie("a", "b")
        return response

    return CacheHeaderMiddleware(view)(getattr(RequestFactory(), method)(path))["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", PUBLIC),
        ("/agenda/?q=rennes", PUBLIC),
        ("/regions/bretagne/agenda/rencontre/", PUBLIC),
        ("/regions/bretagne/agenda/rencontre/inscription/", PERSONAL),
        ("/inscriptions/abc/", PERSONAL),
        ("/admin/", PERSONAL),
        ("/documents/1/bilan.pdf", PERSONAL),
        ("/sante/pret", PERSONAL),
    ],
)
def test_only_public_addresses_may_be_kept(path, expected):
    assert cache_header(path) == expected


def test_a_form_sent_or_a_failure_is_never_kept():
    assert cache_header("/", method="post") == PERSONAL
    assert cache_header("/", status=500) == PERSONAL


def test_an_answer_that_sets_a_cookie_is_never_kept():
    assert cache_header("/", cookie=True) == PERSONAL


def test_a_page_not_found_may_be_kept_like_any_other():
    assert cache_header("/rien/", status=404) == PUBLIC


def test_a_view_that_decides_for_itself_is_left_alone():
    def view(request):
        return HttpResponse(headers={"Cache-Control": "max-age=60"})

    assert CacheHeaderMiddleware(view)(RequestFactory().get("/"))["Cache-Control"] == "max-age=60"
