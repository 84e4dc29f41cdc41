"""An application that counts what is asked of it, and a site whose changes a test decides."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse

from conference.platform.caching import PublicCacheMiddleware, database_is_away
from conference.platform.page_cache import PageCache

Environ = dict[str, Any]


def away(request: HttpRequest) -> HttpResponse:
    """A view that the database did not answer."""
    database_is_away()
    return HttpResponse("momentanément indisponible", status=503)


class Site:
    """A site of one view behind a memory of pages; ``stamps`` change when the test says so."""

    def __init__(self, view: Callable[[HttpRequest], HttpResponse], *, megabytes: float = 1) -> None:
        self.view = view
        self.stamps: tuple[int, int, int] | None = (1, 1, 1)
        self.doubted = 0
        self.rendered: list[HttpRequest] = []
        self.memory = PageCache(self._answer, watch=self, megabytes=megabytes)

    def current(self) -> tuple[int, int, int] | None:
        return self.stamps

    def doubt(self) -> None:
        self.doubted += 1

    def change(self) -> None:
        self.stamps = (1, self.stamps[1] + 1 if self.stamps else 1, 1)

    def get(self, path: str = "/", *, method: str = "GET", **headers: str) -> "Got":
        """Ask as a server would; headers by name, ``accept_encoding="br"``."""
        path, _mark, query = path.partition("?")
        environ: Environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "HTTP_HOST": "conference.test",
            "wsgi.url_scheme": "https",
            "wsgi.input": None,
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        said: list[Any] = []
        body = b"".join(self.memory(environ, lambda status, headers: said.extend((status, headers))))
        return Got(int(said[0][:3]), {name.lower(): value for name, value in said[1]}, body)

    def _answer(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        request = WSGIRequest(environ | {"wsgi.input": BytesIO()})
        self.rendered.append(request)
        response = PublicCacheMiddleware(self.view)(request)
        cookies = [("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()]
        start_response(f"{response.status_code} {response.reason_phrase}", [*response.items(), *cookies])
        return response


class Got:
    """What a browser received."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def from_memory(self) -> bool:
        return "x-page-memory" in self.headers
