"""What public and personal answers tell browsers and shared caches (design.md §8).

A public page is the same for everybody: no cookie, no token. A browser asks again each time and gets
« not modified ». A shared proxy keeps the page for SHARED_CACHE_SECONDS, and for STALE_IF_ERROR more
while the site does not answer it (RFC 5861, §4); our own processes keep it until it changes (pages.py).
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

STALE_IF_ERROR = 600  # seconds
PRIVATE_PATHS = ("/admin/", "/inscriptions/", "/documents/", "/sante/", "/demo/", "/comptes/")


class CacheHeaderMiddleware:
    """Give each public answer its cache header, and each personal one ``no-store``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Django parses the query when a view first reads request.GET: pages.py asks.
        response.reads_query = "GET" in vars(request)  # type: ignore[attr-defined]
        if response.has_header("Cache-Control"):
            return response
        if is_public(request, response):
            shared = f"s-maxage={settings.SHARED_CACHE_SECONDS}, stale-if-error={STALE_IF_ERROR}"
            response["Cache-Control"] = f"public, max-age=0, {shared}"
        else:
            response["Cache-Control"] = "no-store, private"
        return response


def is_public(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer is the same for everybody: read without a session, outside personal addresses."""
    return (
        request.method in ("GET", "HEAD")
        and response.status_code in (200, 301, 302, 404)
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not is_personal(request.path)
        and not response.cookies
    )


def is_personal(path: str) -> bool:
    """Whether what stands at this address is somebody's own, or a form that names them."""
    return path.startswith(PRIVATE_PATHS) or "/inscription/" in path
