"""Addresses of measures that stand before the page's own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, re_path
from django.views.decorators.http import require_safe

from conference.core.routing import from_parts

from .correction_form import received, report
from .feeds import MeasureFeed, NotesFeed
from .models import Measure


def measure_by_number(request: HttpRequest, number: str) -> HttpResponse:
    """``/mesures/9``, with or without a slash at its end, leads to the measure. Raises Http404.

    The page's own routes cannot take it: Django first adds the slash, which would be a redirect more.
    """
    measure = Measure.objects.live().filter(number=int(number)).first()
    if measure is None:
        raise Http404
    return redirect(measure.get_absolute_url(), permanent=True)


urlpatterns = [
    re_path(r"^mesures/(?P<number>[1-9][0-9]?)/?$", measure_by_number, name="measure_by_number"),
    path("mesures.atom", require_safe(from_parts(NotesFeed())), name="notes_feed"),
    re_path(
        r"^mesures/(?P<number>[1-9][0-9]?)\.atom$",
        require_safe(from_parts(MeasureFeed())),
        name="measure_feed",
    ),
    path("mesures/signaler/", report, name="report_error"),
    path("mesures/signaler/merci/", received, name="error_reported"),
]
