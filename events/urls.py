"""Addresses of events that hold a dot: Wagtail serves none of these (design.md §6)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import re_path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from conference.core.routing import from_parts

from .addresses import public_event_or_404
from .calendar import calendar_of, has_calendar_file


@require_safe
@from_parts
def calendar_file(request: HttpRequest, path: str) -> HttpResponse:
    """One event as a calendar file."""
    event = public_event_or_404(request, path)
    if not has_calendar_file(event):
        raise Http404(_("La date de cet événement n’est pas encore sûre."))
    return HttpResponse(
        calendar_of(event),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{event.slug}.ics"'},
    )


app_name = "events"
urlpatterns = [
    re_path(
        r"^(?P<path>(?:agenda|regions/[-\w]+/agenda)/[-\w]+/)evenement\.ics$",
        calendar_file,
        name="calendar",
    ),
]
