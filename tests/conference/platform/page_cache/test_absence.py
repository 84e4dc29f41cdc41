"""While the database is away what nobody changed is shown, for ten minutes; what was taken back is not."""

import threading
from datetime import UTC, datetime

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse

from conference.platform.page_cache import absence
from tests.conference.platform.page_cache.application import Got, Site, away

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
LONG = "Une page assez longue pour être comprimée. " * 20


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(LONG)


def withdrawn(request: HttpRequest) -> HttpResponse:
    return HttpResponse("rien", status=404)


def test_without_the_database_what_is_in_memory_is_served_for_ten_minutes() -> None:
    site = Site(page)
    with time_machine.travel(NOW, tick=False) as clock:
        site.get()
        site.view, site.stamps = away, None
        clock.shift(61)
        assert site.get().body.decode() == LONG
        assert site.get("/autre/").status == 503
        clock.shift(599)
        assert site.get().body.decode() == LONG
        clock.shift(2)
        assert site.get().status == 503
        site.view, site.stamps = page, (1, 1, 1)
        clock.shift(2)
        assert site.get("/autre/").status == 200


def test_what_was_taken_back_long_ago_does_not_come_back_without_the_database() -> None:
    site = Site(page)
    with time_machine.travel(NOW, tick=False) as clock:
        site.get()
        site.change()
        clock.shift(absence.WITHOUT_DATABASE + 1)
        site.get("/autre/")
        site.view, site.stamps = away, None
        assert site.get().status == 503
        assert site.get("/autre/").status == 200


def test_the_database_is_tried_once_a_second_while_it_is_away() -> None:
    site = Site(page)
    with time_machine.travel(NOW, tick=False) as clock:
        site.get()
        site.view, site.stamps = away, None
        for _ in range(5):
            site.get()
        assert len(site.rendered) == 2
        clock.shift(1.1)
        site.get()
        assert len(site.rendered) == 3


def test_an_answer_that_needs_no_database_does_not_prolong_the_ten_minutes() -> None:
    def one_of_two(request: HttpRequest) -> HttpResponse:
        return HttpResponse("User-agent: *") if request.path == "/robots.txt" else away(request)

    site = Site(page)
    with time_machine.travel(NOW, tick=False) as clock:
        site.get()
        site.view, site.stamps = one_of_two, None
        answers = []
        for _minute in range(15):
            clock.shift(60)
            assert site.get("/robots.txt").status == 200
            answers.append(site.get().status)
    assert answers == [200] * 11 + [503] * 4


@pytest.mark.parametrize("asked_again", [True, False], ids=["asked again", "not asked again"])
def test_what_was_taken_back_just_before_does_not_come_back(asked_again: bool) -> None:
    site = Site(page)
    with time_machine.travel(NOW, tick=False) as clock:
        site.get("/retiree/")
        site.change()
        clock.shift(5)
        if asked_again:
            site.view = withdrawn
            assert site.get("/retiree/").status == 404
            site.view = page
        site.get("/autre/")
        site.view, site.stamps = away, None
        clock.shift(300)
        assert site.get("/retiree/").status == 503
        assert site.get("/autre/").status == 200


def test_a_page_that_ended_by_the_clock_does_not_come_back() -> None:
    site = Site(page)
    with time_machine.travel(NOW, tick=False) as clock:
        site.get()
        clock.shift(61)
        site.view = withdrawn
        assert site.get().status == 404
        site.view, site.stamps = away, None
        assert site.get().status == 503


def test_one_thread_tries_whether_the_database_is_back_and_the_others_do_not_wait() -> None:
    site, hangs, go = Site(page), threading.Event(), threading.Event()
    paths = [f"/{number}/" for number in range(4)]
    for path in paths:
        site.get(path)
    site.view, site.stamps = away, None
    assert site.get("/0/").headers["x-page-memory"] == "database away"
    rendered = len(site.rendered)

    def hanging(request: HttpRequest) -> HttpResponse:
        hangs.set()
        go.wait(20)
        return away(request)

    site.view = hanging
    got: list[Got] = []
    with time_machine.travel(datetime.now(UTC).timestamp() + 2, tick=False):
        trying = threading.Thread(target=lambda: got.append(site.get("/0/")))
        trying.start()
        assert hangs.wait(10)
        # Nobody waits: this thread would never come to `go`.
        assert [site.get(path).headers["x-page-memory"] for path in paths] == ["database away"] * 4
        go.set()
        trying.join(10)
    assert [answer.status for answer in got] == [200]
    assert len(site.rendered) == rendered + 1


def test_what_the_process_believes_is_doubted_once_the_database_does_not_answer() -> None:
    site = Site(page)
    site.get()
    assert site.doubted == 0
    site.view = away
    site.get("/autre/")
    assert site.doubted == 1
