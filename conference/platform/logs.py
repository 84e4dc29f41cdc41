"""Log records: personal data is removed from all of them; production writes one JSON object a line.

A link's token opens a registration or an account, and Django logs the path of every refused, missing or
failed request. An error may quote what a visitor typed, and PostgreSQL the row. The filter is set on the
handlers (settings, gunicorn's), so it sees the records of every logger, libraries included. Tracebacks of
tasks, kept in the database, are written here too.
"""

import json
import logging
import re
import smtplib
import traceback
from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.template import TemplateDoesNotExist, TemplateSyntaxError

from conference.platform.request_ids import current_request_id

# Not the team's own addresses, which hold a number only: /admin/inscriptions/annuler/12/.
_PERSONAL_LINK = re.compile(r"(?<!admin/)\b(inscriptions|mot-de-passe/nouveau)/[^/\s'\"<>?#]+")
_ACCOUNT_LINK = re.compile(r"\b(password_reset/confirm)/[^/\s'\"<>?#]+/[^/\s'\"<>?#]+")
# A Message-ID looks like one (a UUID before the sign) and names nobody.
_MAIL = re.compile(r"(?<![\w.+-])(?![0-9a-f-]{32,36}@)[\w.+'%-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_ROW = re.compile(r"(?m)^(?:DETAIL|CONTEXT): .*$")  # PostgreSQL quotes the row that it refuses

# Errors that speak of the code or of a machine. The others may quote what a visitor typed.
_QUOTES_NOBODY = (
    *(AttributeError, ImportError, NameError, NotImplementedError, OSError, RuntimeError, TypeError),
    *(ImproperlyConfigured, InterfaceError, OperationalError, ProgrammingError),
    *(TemplateDoesNotExist, TemplateSyntaxError),
)


def without_links(text: str) -> str:
    """``text`` with the token of each personal link replaced by « … »."""
    return _ACCOUNT_LINK.sub(r"\1/…", _PERSONAL_LINK.sub(r"\1/…", text))


def without_people(text: str) -> str:
    """``text`` without personal links, mail addresses and quoted rows."""
    return _ROW.sub("DETAIL: …", _MAIL.sub("…@…", without_links(text)))


def written_error(error: BaseException) -> str:
    """The traceback of an error and of its causes: where, of which kind; what it says if that is safe."""
    parts: list[str] = []
    at: BaseException | None = error
    met: set[int] = set()
    while at is not None and id(at) not in met:
        met.add(id(at))
        kind = f"{type(at).__module__}.{type(at).__qualname__}".removeprefix("builtins.")
        frames = "".join(traceback.format_tb(at.__traceback__))
        parts.append(f"Traceback (most recent call last):\n{frames}{kind}: {_safe_words(at)}")
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return without_people("\n\n".join(reversed(parts)))


def _safe_words(error: BaseException) -> str:
    safe = isinstance(error, _QUOTES_NOBODY) and not isinstance(error, smtplib.SMTPException)
    return str(error) if safe or (settings.configured and settings.DEBUG) else "…"


class PersonalDataOut(logging.Filter):
    """Takes people out of a record: its message with its arguments, its traceback, its stack."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            said = record.getMessage()
        except (TypeError, ValueError, KeyError):  # badly written: the handler says so in its own way
            record.args, said = (), str(record.msg)
        record.msg, record.args = without_people(said), ()
        if record.exc_info and record.exc_info[1] is not None and not record.exc_text:
            record.exc_text = written_error(record.exc_info[1])
        if record.exc_text:
            record.exc_text = without_people(record.exc_text)
        if record.stack_info:
            record.stack_info = without_people(record.stack_info)
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line; a line break in a message is escaped, so that nobody can forge a line.

    ``time`` (UTC), ``level``, ``logger``, ``message``, ``request_id`` inside a request, ``traceback``.

    The items of a record's ``facts`` (a dictionary) are added.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id := current_request_id():
            line["request_id"] = request_id
        line |= getattr(record, "facts", {})
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            line["traceback"] = record.exc_text
        if record.stack_info:
            line["stack"] = record.stack_info
        return json.dumps(line, ensure_ascii=False, default=str)
