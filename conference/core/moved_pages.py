"""Addresses that Django serves below a page (``inscription/``, ``evenement.ics``) move with the page."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect


class MovedPageMiddleware(RedirectMiddleware):
    """Wagtail's redirects, which know pages only, and what views serve below a page.

    Such a view names the page's address ``path``. A form that is sent to the old address is sent on.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response = super().process_response(request, response)
        if response.status_code != 404 or not request.resolver_match:
            return response
        page_path = request.resolver_match.kwargs.get("path")
        redirect = get_redirect(request, Redirect.normalise_path(f"/{page_path}")) if page_path else None
        page = redirect.redirect_page if redirect else None
        if redirect is None or page is None or not page.live:
            return response
        below = request.get_full_path().removeprefix(f"/{page_path}")
        address = f"{page.get_url(request)}{below}"
        if address == request.get_full_path():
            return response
        answer = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
        return answer(address, preserve_request=request.method == "POST")
