"""One id a request: in its answer, and on every line of log that it causes.

A reader who reports an error gives the id, the logs of nginx, gunicorn and the site give the rest. The
id stands before Django so that an answer from the memory of pages carries one too.
"""

import re
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from random import getrandbits
from typing import Any

HEADER = "X-Request-ID"

# What another machine chose is written in our logs and headers: letters and digits only.
_FIT = re.compile(r"[A-Za-z0-9_-]{8,64}")
_current: ContextVar[str] = ContextVar("request_id", default="")

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


def current_request_id() -> str:
    """The id of the request that this thread answers, empty outside of one."""
    return _current.get()


def forget_request_id() -> None:
    """The request is over: what this thread says from now on is not about it."""
    _current.set("")


def with_request_ids(application: Application) -> Application:
    """The WSGI application, with an id for each request: the one that the proxy gives, else a new one.

    The id stays until `forget_request_id` or the next request: the server logs after it has answered.
    """

    def identified(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        request_id = given if _FIT.fullmatch(given) else f"{getrandbits(128):032x}"
        _current.set(request_id)

        def answer(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [*headers, (HEADER, request_id)], *rest)

        return application(environ, answer)

    return identified
