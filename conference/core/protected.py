"""What the database or a page refuses, where no view foresaw it, is an answer in words and not a failure.

Two people act at once: somebody registers while the page is being deleted, somebody else has added the same
step of a workflow from another window. Wagtail publishes what was approved, or chosen in a list, without a
form that could say what is wrong with it. The exceptions name the rows that stand in the way, and people with
them: they must not reach a log.
"""

from collections.abc import Callable

from django.db import IntegrityError
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from conference.core.pictures.people import PicturesRefused
from conference.platform.unreadable import ADMIN, refused

GetResponse = Callable[[HttpRequest], HttpResponse]

# How the databases say that a row may be there once only.
UNIQUE, UNIQUE_SQLITE = "23505", "SQLITE_CONSTRAINT_UNIQUE"


class ProtectedMiddleware:
    """Say that others stand on what was to be deleted, or that what was to be added is there already."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if is_there_twice(exception) and request.method == "POST" and request.path.startswith(ADMIN):
            return refused(request, 409)
        if isinstance(exception, PicturesRefused):
            messages.error(request, str(exception))
            return redirect("wagtailadmin_pages:edit", exception.page.pk)
        if not isinstance(exception, ProtectedError):
            return None
        sentence = _("Rien n’a été supprimé : d’autres éléments en dépendent, des inscriptions peut-être.")
        if not request.accepts("text/html") or request.path.startswith("/admin/api/"):
            return JsonResponse({"detail": sentence}, status=409)
        messages.error(request, sentence)
        return redirect("wagtailadmin_home")


def is_there_twice(exception: BaseException) -> bool:
    """Whether a row was refused for being like another that may be there once only."""
    if not isinstance(exception, IntegrityError):
        return False
    cause = exception.__cause__
    return getattr(cause, "sqlstate", "") == UNIQUE or getattr(cause, "sqlite_errorname", "") == UNIQUE_SQLITE
