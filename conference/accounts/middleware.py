"""National accounts do nothing in the admin before they have a second factor.

Private documents, which stand elsewhere, ask the same question (wagtail_hooks.py).
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from .second_factor import has_second_factor, must_have_second_factor

ADMIN = "/admin/"
OPEN = ("/admin/login/", "/admin/logout/")  # they lead out


class SecondFactorMiddleware:
    """Every address of the admin, whatever the method: pages, API, choosers, bulk actions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(ADMIN) and request.path_info not in OPEN and lacks_factor(request):
            return refusal(request)
        return self.get_response(request)


def lacks_factor(request: HttpRequest) -> bool:
    return (
        request.user.is_authenticated
        and must_have_second_factor(request.user)
        and not has_second_factor(request.user)
    )


def refusal(request: HttpRequest) -> HttpResponse:
    """The way to a second factor; a plain 403 where nobody would see the page."""
    if request.method not in ("GET", "HEAD") or request.headers.get("x-requested-with") == "XMLHttpRequest":
        return HttpResponse(
            _("Votre compte demande un second facteur : choisissez-le dans « Sécurité de mon compte »."),
            status=403,
            content_type="text/plain; charset=utf-8",
        )
    return redirect(reverse("mfa_index"))
