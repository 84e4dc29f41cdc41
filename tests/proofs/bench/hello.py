"""The floor of every measure: what gunicorn does when the application does nothing."""

from collections.abc import Callable, Iterable
from typing import Any

BODY = b"Bonjour"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(BODY)))])
    return [BODY]
