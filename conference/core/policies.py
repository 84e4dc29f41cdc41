"""What an answer forbids browsers: the content security policy by path (strict in public, Wagtail's needs in
the admin), and on every answer the powers of a machine that this site never uses.
"""

from collections.abc import Callable

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse


class PathPolicyMiddleware(CSPMiddleware):
    """django-csp with a second policy for the addresses of the admin."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path.startswith("/admin/"):
            response._csp_replace = settings.ADMIN_POLICY
        return super().process_response(request, response)


class PermissionsPolicyMiddleware:
    """``Permissions-Policy`` on every answer, files included (https://www.w3.org/TR/permissions-policy/)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response
