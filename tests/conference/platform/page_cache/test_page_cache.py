"""The memory of pages: what is kept, for whom, and until when."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from conference.platform import caching
from conference.platform.page_cache.counting import answers_from_memory
from tests.conference.platform.page_cache.application import Site, away

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
LONG = "Une page assez longue pour être comprimée. " * 20


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(LONG)


def test_a_page_is_rendered_once_until_what_it_shows_changes() -> None:
    site = Site(page)
    assert [site.get().from_memory for _ in range(3)] == [False, True, True]
    site.change()
    assert [site.get().from_memory for _ in range(2)] == [False, True]
    assert len(site.rendered) == 2


def test_a_page_rendered_while_it_changes_is_not_believed() -> None:
    """The stamps that count are those read before rendering."""
    site = Site(page)

    def changed_meanwhile(request: HttpRequest) -> HttpResponse:
        response = HttpResponse(LONG + str(site.stamps))
        site.change()
        return response

    site.view = changed_meanwhile
    site.get()
    site.view = page
    assert not site.get().from_memory


def test_nothing_is_believed_while_the_stamps_are_not_known() -> None:
    site = Site(page)
    site.get()
    site.stamps = None
    assert not site.get().from_memory
    assert not site.get().from_memory


def test_a_page_lives_a_minute_at_most() -> None:
    site = Site(page)
    with time_machine.travel(NOW, tick=False) as clock:
        site.get()
        clock.shift(59)
        assert site.get().from_memory
        clock.shift(1)
        assert not site.get().from_memory


def test_a_page_lives_until_the_clock_changes_it() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        caching.changes_at(NOW - timedelta(days=1), NOW + timedelta(seconds=9), None, now=NOW)
        caching.changes_at(NOW + timedelta(days=1), now=NOW)
        return HttpResponse(LONG)

    site = Site(view)
    with time_machine.travel(NOW, tick=False) as clock:
        site.get()
        clock.shift(8)
        assert site.get().from_memory
        clock.shift(1)
        assert not site.get().from_memory


@pytest.mark.parametrize("path", ["/admin/", "/inscriptions/abc/", "/agenda/x/inscription/", "/static/a.css"])
def test_personal_addresses_and_files_pass_untouched(path: str) -> None:
    site = Site(page)
    site.get(path, accept_encoding="br", cookie="csrftoken=a")
    site.get(path)
    assert [request.headers.get("Cookie") for request in site.rendered] == ["csrftoken=a", None]
    assert site.rendered[0].headers["Accept-Encoding"] == "br"


def test_somebody_logged_in_never_sees_the_memory_and_never_fills_it() -> None:
    site = Site(page)
    assert not site.get(cookie="a=b; sessionid=x").from_memory
    assert not site.get().from_memory
    assert not site.get(cookie="sessionid=x").from_memory
    assert [request.COOKIES for request in site.rendered] == [
        {"a": "b", "sessionid": "x"},
        {},
        {"sessionid": "x"},
    ]


def test_another_cookie_changes_nothing_and_is_not_shown_to_the_page() -> None:
    site = Site(page)
    site.get(cookie="statistiques=1")
    assert site.get(cookie="statistiques=2").from_memory
    assert site.rendered[0].COOKIES == {}


def cookie(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(LONG)
    response.set_cookie("a", "b")
    return response


@pytest.mark.parametrize(
    "view",
    [
        cookie,
        lambda request: HttpResponse(LONG, headers={"Cache-Control": "no-store"}),
        lambda request: HttpResponse(LONG, headers={"Vary": "Cookie"}),
        lambda request: HttpResponse(LONG, status=404),
        lambda request: HttpResponse(LONG, status=500),
        lambda request: HttpResponse(LONG, status=301, headers={"Location": "/"}),
        lambda request: StreamingHttpResponse([LONG.encode()]),
    ],
    ids=["cookie", "no-store", "vary", "404", "500", "301", "streamed"],
)
def test_what_is_not_the_same_page_for_everybody_is_not_kept(view) -> None:
    site = Site(view)
    first = site.get()
    assert first.body.decode() == LONG
    assert not site.get().from_memory
    assert len(site.rendered) == 2


def test_a_host_that_is_not_ours_is_left_to_django(settings) -> None:
    settings.ALLOWED_HOSTS = ["conference.test", "autre.test"]
    site = Site(page)
    site.get()
    assert site.get(host="autre.test:8000").from_memory
    assert not site.get(host="ailleurs.test").from_memory


def test_http_and_https_are_two_pages(settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    site = Site(page)
    site.get(x_forwarded_proto="https")
    assert site.get(x_forwarded_proto="https").from_memory
    assert not site.get(x_forwarded_proto="http").from_memory


def test_addresses_that_lead_nowhere_push_no_page_out() -> None:
    site = Site(lambda request: HttpResponse(LONG, status=200 if request.path == "/" else 404))
    site.get()
    for number in range(400):
        assert site.get(f"/rien-{number}/").status == 404
    assert (len(site.memory._pages), len(site.memory._asked)) == (1, 0)
    assert site.get().from_memory


def test_what_the_memory_answers_is_counted() -> None:
    def counted() -> dict[str, float]:
        samples = [sample for metric in answers_from_memory().collect() for sample in metric.samples]
        return {sample.labels["answer"]: sample.value for sample in samples if sample.name.endswith("_total")}

    site, before = Site(page), counted()
    first = site.get()
    for _time in range(3):
        site.get()
    for _time in range(2):
        site.get(if_none_match=first.headers["etag"])
    site.view, site.stamps = away, None
    site.get()
    after = counted()
    assert {name: after[name] - before.get(name, 0) for name in after} == {
        "hit": 3,
        "not modified": 2,
        "database away": 1,
    }
