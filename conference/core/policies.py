"""The content security policy by path: strict in public, Wagtail's needs in the admin."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse


class PathPolicyMiddleware(CSPMiddleware):
    """django-csp with a second policy for the addresses of the admin."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path.startswith("/admin/"):
            response._csp_replace = settings.ADMIN_POLICY
        return super().process_response(request, response)
