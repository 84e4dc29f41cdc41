"""Addresses of events that hold a dot: Wagtail serves none of these (design.md §6)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from conference.core.routing import from_parts

from .addresses import public_event_or_404
from .announcing.series import series_calendar
from .feeds.agenda import atom_feed, calendar_feed
from .feeds.calendar import calendar_of, has_calendar_file
from .feeds.open_list import json_feed


@require_safe
@from_parts
def calendar_file(request: HttpRequest, path: str) -> HttpResponse:
    """One event as a calendar file."""
    event = public_event_or_404(request, path)
    if not has_calendar_file(event):
        raise Http404(_("La date de cet événement n’est pas encore sûre."))
    return HttpResponse(
        calendar_of(event, request=request),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{event.slug}.ics"'},
    )


@require_safe
@from_parts
def series_file(request: HttpRequest, slug: str) -> HttpResponse:
    """A series as a calendar file, to which one subscribes."""
    return HttpResponse(
        series_calendar(slug),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{slug}.ics"'},
    )


app_name = "events"
urlpatterns = [
    path("agenda/series/<slug:slug>.ics", series_file, name="series_calendar"),
    path("agenda.ics", calendar_feed, name="calendar_feed"),
    path("agenda.atom", atom_feed, name="atom_feed"),
    path("agenda.json", json_feed, name="json_feed"),
    re_path(
        r"^(?P<path>(?:agenda|regions/[-\w]+/agenda)/[-\w]+/)evenement\.ics$",
        calendar_file,
        name="calendar",
    ),
]
