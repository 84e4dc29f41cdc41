"""What an answer forbids browsers: the content security policy by path (strict in public, Wagtail's needs in
the admin), where a page's own address may be told, and on every answer the powers of a machine that this site
never uses.
"""

from collections.abc import Callable

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Addresses that hold a key, or whose forms lead to one.
KEYED_PATHS = ("/inscriptions/", "/comptes/", "/admin/password_reset/")


def may_hold_a_key(path: str) -> bool:
    """Whether somebody who reads this address could act in the place of the person it was sent to."""
    return path.startswith(KEYED_PATHS) or "/inscription/" in path


class PathPolicyMiddleware(CSPMiddleware):
    """django-csp with a second policy for the addresses of the admin, and a word on ``Referer``.

    A key in that header would end in the error log of a server in front, which writes it whatever its format.
    Not ``no-referrer``: over HTTPS Django wants at least the origin of the page that sent a form.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path.startswith("/admin/"):
            response._csp_replace = settings.ADMIN_POLICY
        if may_hold_a_key(request.path):
            response.headers.setdefault("Referrer-Policy", "strict-origin")
        return super().process_response(request, response)


class PermissionsPolicyMiddleware:
    """``Permissions-Policy`` on every answer, files included (https://www.w3.org/TR/permissions-policy/)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response
