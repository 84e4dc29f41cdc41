"""What each request costs, counted as it passes: some microseconds, and nothing that names anybody."""

import sys
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.signals import got_request_exception
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

from conference.platform.metrics.processes import count_together

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
METHODS = {"GET", "HEAD", "POST"}

Metric = TypeVar("Metric")
_making = threading.Lock()


def made_once(make: Callable[[], Metric]) -> Callable[[], Metric]:
    """The metric, made at its first use. Two first requests at once would make it twice by `functools.cache`,
    and prometheus_client refuses the second."""
    kept: list[Metric] = []

    def get() -> Metric:
        if not kept:
            with _making:
                if not kept:
                    kept.append(make())
        return kept[0]

    return get


@made_once
def answers_from_memory() -> Counter:
    count_together()
    return Counter("conference_answers_from_memory_total", "Answers given from the memory of pages.")


def count_answer_from_memory() -> None:
    """One more answer that Django, which counts its own, did not see."""
    answers_from_memory().inc()


@made_once
def requests_total() -> Counter:
    count_together()
    return Counter("conference_requests_total", "Answers, by view.", ["view", "method", "status"])


@made_once
def request_seconds() -> Histogram:
    count_together()
    return Histogram("conference_request_seconds", "Time to answer, by view.", ["view"], buckets=BUCKETS)


@made_once
def database_errors() -> Counter:
    count_together()
    return Counter("conference_database_errors_total", "Requests that failed on the database.", ["kind"])


class RequestMetrics:
    """The outermost middleware: it counts what the others answer as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.kept: dict[tuple[str, str, int], tuple[Any, Any]] = {}
        got_request_exception.connect(count_database_error, dispatch_uid="conference.platform.metrics")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        view = match.view_name if match else "none"
        key = (view, request.method if request.method in METHODS else "other", response.status_code)
        # `labels` looks its child up under a lock with formatted keys: the pair is kept here.
        if (pair := self.kept.get(key)) is None:
            pair = requests_total().labels(*map(str, key)), request_seconds().labels(view)
            self.kept[key] = pair
        pair[0].inc()
        pair[1].observe(time.perf_counter() - start)
        return response


def count_database_error(**kwargs: Any) -> None:
    """Heard for each exception that Django turns into an error page."""
    error = sys.exc_info()[1]
    if isinstance(error, DatabaseError | InterfaceError):
        database_errors().labels(type(error).__name__).inc()
