"""What the admin is sent and cannot read is refused in words, before a view reads it: docs/decisions/0029.

Wagtail's views (8.0) trust what their own pages send: an id is a number, a list tells the number of its rows,
a way on is an address. Forms look at the values of their fields themselves (conference.core.forms). An
exception of a view is no matter of this module: it is answered 500 and logged with its traceback.
"""

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, ValidationError
from django.forms import IntegerField
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template import loader
from django.utils.translation import gettext_lazy

from conference.platform.numbers import is_no_key, whole_number

GetResponse = Callable[[HttpRequest], HttpResponse]

ADMIN = "/admin/"
# The page and the sentence of each refusal.
WORDS = {
    400: ("400.html", gettext_lazy("Cette demande n’a pas pu être lue")),
    409: ("409.html", gettext_lazy("La même chose est déjà enregistrée")),
}
# A form says how many rows its list has, and each is written out again with its errors: two thousand, as
# many as Django takes, are most of a minute. Nobody adds so many by hand.
MOST_ROWS = 200
# Parts of the admin's addresses that name a row; all rows that it shows are numbered.
KEYS = ("pk", "object_id")
SEVERAL = re.compile(r"/admin/(?:bulk/|(?!choose-page/).*/chosen-multiple/)")  # ?id=1&id=2, or ?id=all
ROW_KEY = re.compile(r"^(?P<list>.+)-\d+-(?:id|page)$")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Fields without which a view fails, by the name of its address.
NEEDED = {"wagtailredirects:process_import": ("import_file_name", "input_format")}


class UnreadableInputMiddleware:
    """Answer 404 to numbers that no row has and, in the admin, 400 to requests that no page of ours makes."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, arguments: tuple, named: dict) -> None:
        """Raise Http404 or BadRequest. SQLite raises on a huge number, wherever it is looked up."""
        if any(map(is_no_key, (*arguments, *named.values()))):
            raise Http404
        if not request.path.startswith(ADMIN):
            return
        keys = [str(named[name]) for name in KEYS if name in named]
        if CONTROL.search(request.path) or any(whole_number(unquote(key)) is None for key in keys):
            raise Http404
        for why in what_is_unreadable(request):
            raise BadRequest(why)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's ``handler400``."""
    return refused(request)


def refused(request: HttpRequest, status: int = 400) -> HttpResponse:
    """The same words as a page, or for a script."""
    page, sentence = WORDS[status]
    if request.headers.get("X-Requested-With") or request.path.startswith(f"{ADMIN}api/"):
        return JsonResponse({"detail": sentence}, status=status)
    return HttpResponse(loader.get_template(page).render(), status=status)


# --- What a request of the admin says of itself -----------------------------------------------


def what_is_unreadable(request: HttpRequest) -> Iterator[str]:
    """Each fault of a request to the admin, in words for the log that repeat nothing of what was sent."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    asked = request.GET
    if any(CONTROL.search(text) for values in asked.lists() for text in (values[0], *values[1])):
        yield "a control sign in the query"
    if any(not is_way_on(form.get("next", "")) for form in (asked, request.POST)):
        yield "`next` is no address of this site"
    if asked.get("parent_page_id") and whole_number(asked["parent_page_id"]) is None:
        yield "`parent_page_id` is no number"
    if SEVERAL.match(request.path) and any(
        whole_number(key) is None for key in asked.getlist("id") if key != "all"
    ):
        yield "`id` is no number"
    if name == "wagtailadmin_dismissibles" and request.method == "PATCH" and not is_json_object(request.body):
        yield "the body is no JSON object"
    if request.method == "POST":
        yield from faults_of_form(request.POST, needed=NEEDED.get(name, ()))


def faults_of_form(form: QueryDict, *, needed: tuple[str, ...]) -> Iterator[str]:
    if any(name not in form for name in needed):
        yield "a field is missing"
    if not can_be_split(str(form.get("old_path", ""))):
        yield "`old_path` is no address"
    if form.get("redirect_page") and whole_number(str(form["redirect_page"])) is None:
        yield "`redirect_page` is no number"
    for name in form:
        if name.endswith("-TOTAL_FORMS"):
            yield from faults_of_list(form, name.removesuffix("-TOTAL_FORMS"))
        row, typed = ROW_KEY.match(name), str(form[name])
        if row and typed and f"{row['list']}-TOTAL_FORMS" in form and whole_number(typed) is None:
            yield "the key of a row, or of its page, is no number"


def faults_of_list(form: QueryDict, prefix: str) -> Iterator[str]:
    """Faults of a formset's rows: too many, or one known row that does not say which it is."""
    rows = number_in(form, f"{prefix}-TOTAL_FORMS")
    if rows > MOST_ROWS:
        yield "a list has too many rows"
        return
    known = min(rows, number_in(form, f"{prefix}-INITIAL_FORMS"))
    if any(f"{prefix}-{row}-id" not in form for row in range(known)):
        yield "a row has no id"
    ordered = [f"{prefix}-{row}-ORDER" in form for row in range(rows)]
    if any(ordered) and not all(ordered):
        yield "a row has no place"


def number_in(form: QueryDict, name: str) -> int:
    """A number as Django's formsets read it; 0 for what they do not read either."""
    try:
        return IntegerField(required=False).clean(form.get(name)) or 0
    except ValidationError:
        return 0


def is_way_on(address: str) -> bool:
    """Whether ``next`` is empty or an address that one can be sent to; Wagtail looks at its host."""
    return not address or ("/" in address and can_be_split(address))


def can_be_split(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def is_json_object(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except (ValueError, RecursionError):
        return False
