"""When the database cannot be reached: a plain page that asks for nothing, and says to come back."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.defaults import server_error as any_other_failure

from .caching import database_is_away

COME_BACK_IN = 30  # seconds


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: 503 where the database is away, for the memory of pages to answer instead."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return any_other_failure(request)
    database_is_away()
    page = loader.get_template("503.html").render()
    return HttpResponse(
        page, status=503, headers={"Retry-After": str(COME_BACK_IN), "Cache-Control": "no-store"}
    )
