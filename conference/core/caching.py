"""What public pages tell browsers and shared caches (design.md §8).

A public page is the same for everybody: no cookie, no token. A browser asks again each time and
gets « not modified »; a shared proxy may keep the page for SHARED_CACHE_SECONDS.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PRIVATE_PATHS = ("/admin/", "/inscriptions/", "/documents/", "/sante/", "/demo/", "/comptes/")


class PublicCacheMiddleware:
    """Gives each public answer its cache header, and each personal one ``no-store``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.has_header("Cache-Control"):
            return response
        if is_public(request, response):
            response["Cache-Control"] = f"public, max-age=0, s-maxage={settings.SHARED_CACHE_SECONDS}"
        else:
            response["Cache-Control"] = "no-store, private"
        return response


def is_public(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer is the same for everybody: read with GET, outside personal addresses."""
    return (
        request.method in ("GET", "HEAD")
        and response.status_code in (200, 301, 302, 404)
        and not request.path.startswith(PRIVATE_PATHS)
        and not request.path.endswith("/inscription/")
        and not response.cookies
    )
