"""The files of the open data, at addresses that hold a dot (measures/urls.py); any site may read them."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from conference.core.routing import from_parts, unrestricted

from ..models import MeasuresPage
from .files import LICENCE, archive, csv_file, description, json_file
from .rows import Data, open_data
from .schema import ASSESSMENTS, TABLES

DESCRIPTION = "/mesures/donnees/datapackage.json"


def data_file(make: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that answers with a file made of the open data; 404 while the measures are not public.

    Cached as public pages are; scripts of other sites may read it (fetch.spec.whatwg.org, « CORS protocol »).
    """

    @require_safe
    @from_parts
    @wraps(make)
    def view(request: HttpRequest, **named: str) -> HttpResponse:
        if not unrestricted(MeasuresPage.objects.live()).exists():
            raise Http404
        answer = make(open_data(), **named)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Access-Control-Expose-Headers"] = "ETag, Link, Content-Disposition"
        answer["Link"] = f'<{DESCRIPTION}>; rel="describedby", <{LICENCE["path"]}>; rel="license"'
        return answer

    return view


@data_file
def main_table(data: Data) -> HttpResponse:
    """``/mesures/donnees.csv``: what each review says of each measure, the table that most people ask for."""
    return _table(data, ASSESSMENTS.name, saved_as="mesures")


@data_file
def table(data: Data, name: str) -> HttpResponse:
    """``/mesures/donnees/<table>.csv``, beside the file that describes it. Raises Http404."""
    return _table(data, name, saved_as=f"mesures-{name}")


@data_file
def all_in_json(data: Data) -> HttpResponse:
    """``/mesures/donnees.json``"""
    return HttpResponse(json_file(data), content_type="application/json")


@data_file
def all_in_zip(data: Data) -> HttpResponse:
    """``/mesures/donnees.zip``"""
    return _saved(HttpResponse(archive(data), content_type="application/zip"), data, "mesures", "zip")


@data_file
def datapackage(data: Data) -> HttpResponse:
    """``/mesures/donnees/datapackage.json``"""
    return HttpResponse(description(data), content_type="application/json")


def _table(data: Data, name: str, *, saved_as: str) -> HttpResponse:
    found = next((each for each in TABLES if each.name == name), None)
    if found is None:
        raise Http404
    file = HttpResponse(csv_file(found, data), content_type="text/csv; charset=utf-8")
    return _saved(file, data, saved_as, "csv")


def _saved(answer: HttpResponse, data: Data, name: str, ending: str) -> HttpResponse:
    """Under a name that holds the day of the data."""
    named = "-".join(filter(None, (name, data.updated_on and data.updated_on.isoformat())))
    answer["Content-Disposition"] = f'attachment; filename="{named}.{ending}"'
    return answer
