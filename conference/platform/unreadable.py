"""What the admin is sent and cannot read is refused in words; it is no failure of the site.

Wagtail's views trust what their own pages send: an id is a number, a body has its count, a rich text
is JSON. Bent by hand, or torn on the way, the same requests raise; so does what somebody else has saved in
the meantime and may be there once only. docs/decisions/0029 says why here.
"""

import logging
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.forms import IntegerField
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template import loader
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext_lazy

from conference.platform.numbers import LARGEST_KEY

logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]

# What reading raises: no number, no date, no JSON, too large, too deep, not there.
READING = (ValueError, OverflowError, RecursionError, KeyError, DataError, ValidationError)
# How the databases say that a row may be there once only.
UNIQUE, UNIQUE_SQLITE = "23505", "SQLITE_CONSTRAINT_UNIQUE"
# Where Wagtail (8.0) raises something else for what was sent: JSON that is no object.
GAPS = {("dismissibles.py", "patch"): TypeError}
# Where a name that was sent becomes an address to go on to.
WAYS_ON = {"resolve_url", "render_modal_workflow"}
# What stands around every view of the admin, ours included, and around every query: it reads nothing.
AROUND = (
    *("wagtail/admin/localization.py", "wagtail/admin/auth.py", "wagtail/admin/urls/__init__.py"),
    "conference/platform/caching/generation.py",
)
ADMIN = "/admin/"
# The page and the sentence of each refusal.
WORDS = {
    400: ("400.html", gettext_lazy("Cette demande n’a pas pu être lue")),
    409: ("409.html", gettext_lazy("La même chose est déjà enregistrée")),
}
LONGEST_KEY = 100  # digits; far more than a key has, and no slug is one number of so many
# A form says how many rows its list has, and each is written out again with its errors: two thousand, as
# many as Django takes, are most of a minute. Nobody adds so many by hand.
MOST_ROWS = 200
_OURS, _WAGTAIL = "ours", "wagtail"


class UnreadableInputMiddleware:
    """Answer 400 where a view of Wagtail's cannot read what it was sent, 409 where it is there already."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, arguments: tuple, named: dict
    ) -> HttpResponse | None:
        """No row has a number that no database can hold: SQLite raises on it, wherever it is looked up."""
        if any(map(is_no_key, (*arguments, *named.values()))):
            raise Http404
        if request.method == "POST" and request.path.startswith(ADMIN) and has_too_many_rows(request.POST):
            return refused(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not (request.path.startswith(ADMIN) and raised_by_wagtail_reading(exception)):
            return None
        # Neither the message nor the path: both may repeat what was typed.
        place = traceback.extract_tb(exception.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        logger.warning("Demande illisible refusée (%s, %s).", type(exception).__name__, where)
        return refused(request, 409 if isinstance(exception, IntegrityError) else 400)


def is_no_key(value: object) -> bool:
    """Whether this part of an address is a number that no row has; Python refuses very long ones."""
    if isinstance(value, str):
        return len(value) > LONGEST_KEY and value.isdecimal()
    return isinstance(value, int) and value > LARGEST_KEY


def refused(request: HttpRequest, status: int = 400) -> HttpResponse:
    """The same words as a page, or for a script."""
    page, sentence = WORDS[status]
    if request.headers.get("X-Requested-With") or request.path.startswith(f"{ADMIN}api/"):
        return JsonResponse({"detail": sentence}, status=status)
    return HttpResponse(loader.get_template(page).render(), status=status)


def is_there_twice(exception: BaseException) -> bool:
    """Whether a row was refused for being like another that may be there once only."""
    if not isinstance(exception, IntegrityError):
        return False
    cause = exception.__cause__
    return getattr(cause, "sqlstate", "") == UNIQUE or getattr(cause, "sqlite_errorname", "") == UNIQUE_SQLITE


def has_too_many_rows(form: QueryDict) -> bool:
    """Whether a list of this form says that it has more than MOST_ROWS rows."""
    return any(rows_said(str(form[name])) > MOST_ROWS for name in form if name.endswith("-TOTAL_FORMS"))


def rows_said(text: str) -> int:
    """The number as Django's formsets read it; 0 for what they do not read either."""
    try:
        return IntegerField(required=False).clean(text) or 0
    except ValidationError:
        return 0


def raised_by_wagtail_reading(exception: BaseException) -> bool:
    """Whether Wagtail, not code of ours, was reading when ``exception`` was raised.

    Of the frames that are ours or Wagtail's, the innermost decides: an error of our own stays one.
    """
    frames = list(traceback.extract_tb(exception.__traceback__))
    names = {frame.name for frame in frames}
    if isinstance(exception, MultiValueDictKeyError) and "_construct_form" in names:
        return True  # a row of a list came without its number: Django reads it, whoever asks for the list
    if isinstance(exception, NoReverseMatch):
        if not names & WAYS_ON:
            return False
    elif not (isinstance(exception, READING) or is_there_twice(exception)):
        last = Path(frames[-1].filename).name, frames[-1].name
        return "wagtail" in Path(frames[-1].filename).parts and type(exception) is GAPS.get(last)
    return next(owners(frame.filename for frame in reversed(frames)), _OURS) == _WAGTAIL


def owners(files: Iterator[str]) -> Iterator[str]:
    """Who wrote each file, of those that are ours or Wagtail's."""
    for file in files:
        parts = Path(file).parts
        if file.endswith(AROUND):
            continue
        if "site-packages" in parts:
            if "wagtail" in parts:
                yield _WAGTAIL
        elif Path(file).is_relative_to(settings.BASE_DIR):
            yield _OURS
