"""Several who come at once: a page is rendered by one thread, and what it reads is learnt from all."""

import threading
import time

from django.http import HttpRequest, HttpResponse

from conference.platform.caching import Told
from conference.platform.page_cache.addresses import Parameters
from tests.conference.platform.page_cache.application import Site

LONG = "Une page assez longue pour être comprimée. " * 20


def test_a_hundred_who_come_at_once_have_the_page_rendered_once() -> None:
    together, go = threading.Barrier(9), threading.Event()

    def slow(request: HttpRequest) -> HttpResponse:
        go.wait(10)
        return HttpResponse(LONG)

    site, got = Site(slow), []

    def ask() -> None:
        together.wait(10)
        got.append(site.get())

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    together.wait(10)
    go.set()
    for thread in threads:
        thread.join(20)
    assert len(site.rendered) == 1
    assert [answer.body.decode() for answer in got] == [LONG] * 8
    assert len(site.memory._turns) == 0


def test_two_threads_never_render_the_same_page_though_they_come_and_go() -> None:
    inside, most, counting = 0, 0, threading.Lock()

    def never_kept(request: HttpRequest) -> HttpResponse:
        nonlocal inside, most
        with counting:
            inside += 1
            most = max(most, inside)
        time.sleep(0.0005)
        with counting:
            inside -= 1
        return HttpResponse(LONG, status=404)

    site = Site(never_kept)
    threads = [threading.Thread(target=lambda: [site.get() for _ in range(40)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(site.rendered) == 320
    assert most == 1
    assert len(site.memory._turns) == 0


class Slow(dict):
    """A dictionary in which another thread may always come between reading and writing."""

    def get(self, *asked):
        found = super().get(*asked)
        time.sleep(0.01)
        return found


def test_what_two_renderings_read_at_once_is_learnt_from_both() -> None:
    """Otherwise ?a=1&b=3 would be given the page of ?a=1."""
    parameters = Parameters()
    parameters._read = Slow()
    threads = [
        threading.Thread(target=parameters.learn, args=("/", Told(read={name}))) for name in ("a", "b", "c")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert parameters.of("/") == {"a", "b", "c"}
