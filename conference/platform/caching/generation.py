"""The generation of what public pages show: one number, raised in the transaction of each change.

Rows are only added, so that two writers never wait for each other. Every statement that Django sends
passes here and is read by its verb and its table: a table counts as shown unless an app says, with a
reason, that no public page shows it (``shown_on_no_page`` in its apps.py, or below for the libraries).
A statement that cannot be read counts. Who writes with other tools calls `manage.py refresh_pages`.
"""

import re
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from django.apps import apps
from django.db import Error, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

LOOK_EACH = 0.1  # seconds
KEEP_ROWS = timedelta(days=1)  # longer than any transaction

# Tables of the libraries that no public page shows, and why; a « * » ends a beginning of names.
LIBRARIES = {
    "logins": "account_* mfa_* django_session usersessions_* wagtailcore_apitoken",
    "who may do what in the admin": "auth_* wagtailcore_group*",
    "work to do": "django_tasks_database_* wagtailcore_task* wagtailcore_workflow*",
    "the code's own": "django_migrations django_content_type",
    "drafts; publishing writes the page itself": "wagtailcore_revision wagtailcore_comment*",
    "history, for the admin": "wagtailcore_modellogentry wagtailcore_pagelogentry",
    "search and usage, for the admin": "wagtailsearch_* taggit_* wagtailcore_referenceindex",
    "what each does in the admin": "wagtailadmin_* wagtailusers_* wagtailcore_pagesubscription",
    "files on their way, or not used": "wagtailcore_uploadedfile wagtailforms_*",
}
# Statements that write no row of a page. A migration, which changes tables, raises the generation at its end.
_WRITES_NOTHING = (
    *("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SET ", "SHOW", "PRAGMA"),
    *("CREATE ", "ALTER ", "DROP ", "VACUUM", "ANALYZE", "REINDEX"),
)
_WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')

Generation = tuple[int, int]  # how many rows, and the greatest key: a slow transaction commits a lower one
Execute = Callable[[Any, Any, bool, dict[str, Any]], Any]

# --- Read -------------------------------------------------------------------------------------


class _Known:
    """What this process last read, and when."""

    generation: Generation | None = None
    looked_at = 0.0
    lock = threading.Lock()


def current() -> Generation | None:
    """The generation, as read a tenth of a second ago at most; None when the database does not answer."""
    if time.monotonic() - _Known.looked_at >= LOOK_EACH:
        with _Known.lock:
            if time.monotonic() - _Known.looked_at >= LOOK_EACH:  # nobody else has just read it
                _look()
    return _Known.generation


def look_again() -> None:
    """Read the generation at the next question: this process has just committed a change."""
    _Known.looked_at = 0.0


def _look() -> None:
    _Known.looked_at = time.monotonic()  # before reading: a commit meanwhile asks to look again
    try:
        with connection.cursor() as cursor:
            cursor.execute('SELECT count(*), coalesce(max(id), 0) FROM "platform_generation"')
            _Known.generation = cursor.fetchone()
    except Error:
        _Known.generation = None
        _Known.looked_at = time.monotonic()
        if not connection.in_atomic_block:
            connection.close()


# --- Raised -----------------------------------------------------------------------------------


def raise_generation(using: str = "default") -> None:
    """Have every page and fragment made anew."""
    with transaction.atomic(using=using):
        _write_once(connections[using])


def prune(*, now: datetime) -> int:
    """Delete the rows older than a day and add one, lest the same number come back; return how many."""
    model = apps.get_model("platform", "Generation")
    with transaction.atomic():
        deleted, _models = model.objects.filter(at__lt=now - KEEP_ROWS).delete()
        if deleted:
            raise_generation()
    return deleted


def note_write(execute: Execute, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Django's execute wrapper: raise the generation in the transaction of a write that pages show."""
    if _migrating or not changes_pages(sql):
        return execute(sql, params, many, context)
    connection = context["connection"]
    if connection.in_atomic_block:
        _write_once(connection)
        return execute(sql, params, many, context)
    if connection.vendor == "sqlite" and " RETURNING " in sql:
        # The statement's own transaction is open until its row is fetched: it takes the number in.
        result = execute(sql, params, many, context)
        _write(connection)
        look_again()
        return result
    with transaction.atomic(using=connection.alias):
        _write_once(connection)
        return execute(sql, params, many, context)


def changes_pages(sql: Any) -> bool:
    """Whether this statement may change what a public page shows."""
    if not isinstance(sql, str):  # put together by psycopg
        return True
    sql = sql.lstrip("( \n")
    if sql[:9].upper().startswith(_WRITES_NOTHING):
        return False
    written = _WRITES.match(sql)
    return written is None or is_shown(written[1])


@cache
def is_shown(table: str) -> bool:
    """Whether a public page may show what ``table`` holds."""
    return not any(fnmatchcase(table, name) for name in hidden_tables())


@cache
def hidden_tables() -> dict[str, str]:
    """The tables that no public page shows, each with the reason."""
    hidden = {table: reason for reason, tables in LIBRARIES.items() for table in tables.split()}
    for app in apps.get_app_configs():
        for model, reason in getattr(app, "shown_on_no_page", {}).items():
            hidden[app.get_model(model)._meta.db_table] = reason
    return hidden


def _write_once(connection: BaseDatabaseWrapper) -> None:
    """Add a row, unless this transaction holds one that no savepoint can take back alone."""
    still_open = set(connection.savepoint_ids)
    for waiting in connection.run_on_commit:  # (its savepoints, the function, …)
        if waiting[1] is look_again and still_open.issuperset(waiting[0]):
            return
    _write(connection)
    transaction.on_commit(look_again, using=connection.alias)


def _write(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute('INSERT INTO "platform_generation" ("at") VALUES (CURRENT_TIMESTAMP)')


# --- Connected (apps.py) ----------------------------------------------------------------------
_migrating = False


def watch_connection(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Receiver of connection_created."""
    if note_write not in connection.execute_wrappers:
        connection.execute_wrappers.append(note_write)


def pause_while_migrating(**kwargs: Any) -> None:
    """Receiver of pre_migrate: the table may not be there yet."""
    global _migrating
    _migrating = True


def raise_once_migrated(sender: Any, using: str, **kwargs: Any) -> None:
    """Receiver of post_migrate, for the platform's own app."""
    global _migrating
    _migrating = False
    if "platform_generation" in connections[using].introspection.table_names():
        raise_generation(using)
