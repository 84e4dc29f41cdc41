"""How a page is served: Wagtail's own way, once the home page and its site are known."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from wagtail.views import serve

from conference.core.routing import find_home
from conference.platform.caching.fragments import fragments_enabled


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """The page at ``path``; one query finds what Wagtail asks for in four (docs/decisions/0009).

    It is rendered here, so that its parts share what they read.
    """
    with fragments_enabled():
        home = find_home(request)
        if home is not None:
            components = [component for component in path.split("/") if component]
            try:
                request._wagtail_route_for_request = home.route(request, components)  # type: ignore[attr-defined]
            except Http404:
                request._wagtail_route_for_request = None  # type: ignore[attr-defined]
        answer = serve(request, path)
        return answer.render() if isinstance(answer, SimpleTemplateResponse) else answer
