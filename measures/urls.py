"""Addresses of measures that stand before the page's own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.http import require_safe

from conference.core.routing import from_parts

from .correction_form import received, report
from .feeds import MeasureFeed, NotesFeed
from .models import Measure
from .open_data import views as open_data
from .state import redirect_to_measure


def measure_by_number(request: HttpRequest, number: str) -> HttpResponse:
    """``/mesures/9``, with or without a slash at its end, leads to the measure. Raises Http404.

    The page's own routes cannot take it: Django first adds the slash, which would be a redirect more.
    """
    measure = Measure.objects.live().filter(number=int(number)).first()
    if measure is None:
        raise Http404
    return redirect_to_measure(request, measure)


urlpatterns = [
    re_path(r"^mesures/(?P<number>[1-9][0-9]?)/?$", measure_by_number, name="measure_by_number"),
    path("mesures.atom", require_safe(from_parts(NotesFeed())), name="notes_feed"),
    re_path(
        r"^mesures/(?P<number>[1-9][0-9]?)\.atom$",
        require_safe(from_parts(MeasureFeed())),
        name="measure_feed",
    ),
    path("mesures/donnees.csv", open_data.main_table, name="open_data"),
    path("mesures/donnees.json", open_data.all_in_json, name="open_data_json"),
    path("mesures/donnees.zip", open_data.all_in_zip, name="open_data_zip"),
    path("mesures/donnees/datapackage.json", open_data.datapackage, name="datapackage"),
    path("mesures/donnees/<slug:name>.csv", open_data.table, name="open_data_table"),
    path("mesures/signaler/", report, name="report_error"),
    path("mesures/signaler/merci/", received, name="error_reported"),
]
