"""What others stand on is not removed; that the database refuses is an answer, not a failure."""

from collections.abc import Callable

from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

GetResponse = Callable[[HttpRequest], HttpResponse]


class ProtectedMiddleware:
    """Turn the database's refusal to delete into a sentence, where no view foresaw it.

    Two people act at once: somebody registers while the page is being deleted. The exception names
    the rows that stand in the way, and people with them: it must not reach a log.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ProtectedError):
            return None
        sentence = _("Rien n’a été supprimé : d’autres éléments en dépendent, des inscriptions peut-être.")
        if not request.accepts("text/html") or request.path.startswith("/admin/api/"):
            return JsonResponse({"detail": sentence}, status=409)
        messages.error(request, sentence)
        return redirect("wagtailadmin_home")
