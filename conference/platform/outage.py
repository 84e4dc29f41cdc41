"""When the database cannot serve a request: 503, a plain page that asks nothing of it, and when to come back.

An outage (no connection, no room, read only, locked for too long) is not a fault of ours: the same request
succeeds later. A query that no database could run stays an error 500.
"""

import sys

from django.db import DatabaseError, Error, InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _
from django.views.defaults import server_error as any_other_error

from conference.platform.counters import CountersAway

COME_BACK_IN = 30  # seconds

# Low bytes of SQLite's result codes (https://www.sqlite.org/rescode.html): busy, locked, read-only, I/O
# error, full, cannot open, protocol. Code 1 is a query of ours that is wrong.
_SQLITE = {5, 6, 8, 10, 13, 14, 15}
# PostgreSQL says « read only » in class 25, which psycopg calls an internal error; class 54 is our query,
# too large for any server (https://www.postgresql.org/docs/current/errcodes-appendix.html).
_READ_ONLY, _TOO_LARGE = "25006", "54"


def is_outage(error: BaseException | None) -> bool:
    """Whether the same request would succeed once the database, or the counters, are well again."""
    if isinstance(error, CountersAway):
        return True
    if not isinstance(error, Error):
        return False
    cause = error.__cause__
    if (code := getattr(cause, "sqlite_errorcode", None)) is not None:
        return isinstance(error, DatabaseError) and code & 0xFF in _SQLITE
    state = getattr(cause, "sqlstate", None) or ""
    if isinstance(error, InternalError):
        return state == _READ_ONLY
    return isinstance(error, OperationalError | InterfaceError) and not state.startswith(_TOO_LARGE)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    if not is_outage(sys.exc_info()[1]):
        return any_other_error(request)
    if wants_a_page(request):
        response = HttpResponse(loader.get_template("503.html").render(), status=503)
    else:
        text = _("Le site est momentanément indisponible. Réessayez dans %s secondes.") % COME_BACK_IN
        response = HttpResponse(f"{text}\n", status=503, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = str(COME_BACK_IN)
    response["Cache-Control"] = "no-store"
    return response


def wants_a_page(request: HttpRequest) -> bool:
    """False for programs: calendars, feeds, data, the admin's own requests for JSON."""
    last = request.path.rsplit("/", 1)[-1]
    return "." not in last and request.accepts("text/html")
