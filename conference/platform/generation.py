"""What public pages show has changed: a stamp written in the transaction of the change.

Every statement that this code sends to the database passes here, so that nothing is forgotten: not a
bulk update, not a row of a many-to-many, not raw SQL. A table counts as shown unless an app says of
it, with a reason, that no public page shows it (``shown_on_no_page`` in its apps.py, or below for
the libraries'). Who writes with other tools calls `manage.py refresh_pages`.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

KEEP_STAMPS = timedelta(days=1)  # longer than any transaction: a late one is still counted
CHANNEL = "pages_changed"  # PostgreSQL tells the listening web processes at the commit

# Tables of the libraries that no public page shows, and why.
LIBRARIES = {
    "account_*": "logins",
    "mfa_*": "second factors",
    "auth_*": "who may do what in the admin; pages show nothing of accounts",
    "django_session": "logins",
    "django_tasks_database_*": "work to do",
    "django_migrations": "which migrations ran; post_migrate stamps",
    "django_content_type": "names of models",
    "taggit_*": "tags of images and documents, for the admin's search",
    "usersessions_*": "logins",
    "wagtailadmin_*": "who is editing what",
    "wagtailcore_apitoken": "logins of machines",
    "wagtailcore_comment*": "comments in drafts",
    "wagtailcore_group*": "rights in the admin",
    "wagtailcore_modellogentry": "history, for the admin",
    "wagtailcore_pagelogentry": "history, for the admin",
    "wagtailcore_pagesubscription": "whom to tell of comments",
    "wagtailcore_referenceindex": "usage, for the admin",
    "wagtailcore_revision": "drafts; publishing writes the page itself",
    "wagtailcore_task*": "workflows",
    "wagtailcore_uploadedfile": "files on their way",
    "wagtailcore_workflow*": "workflows",
    "wagtailforms_*": "not used",
    "wagtailsearch_*": "the admin's search",
    "wagtailusers_*": "preferences in the admin",
}
# Columns that only the admin shows: saving a draft writes them on the published row.
ADMINS_COLUMNS = frozenset(
    {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision_id",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by_id",
    }
)
# A picture is cut to size while a page is rendered: a new size changes no page. Removing one does.
HARMLESS_INSERTS = frozenset({"wagtailimages_rendition"})

# What writes nothing that a page shows. EXPLAIN ANALYZE and SELECT … INTO write: they are not here.
_READS = re.compile(
    r"(?:SAVEPOINT|RELEASE|ROLLBACK|BEGIN|START|COMMIT|END|ABORT|SET|RESET|SHOW|PRAGMA|LISTEN|UNLISTEN|NOTIFY"
    r"|VACUUM|ANALYZE|REINDEX|CHECKPOINT|DISCARD|LOCK|DECLARE|FETCH|CLOSE|MOVE|DEALLOCATE|CREATE|ALTER|DROP"
    r"|GRANT|REVOKE|COMMENT|ATTACH|DETACH|VALUES|EXPLAIN(?!.*\bANALYZE\b)"
    r"|COPY\b.*\bTO\s+STDOUT)\b",
    re.IGNORECASE | re.DOTALL,
)
_QUERY = re.compile(r"[\s(]*(?:SELECT|WITH)\b", re.IGNORECASE)
# Words that make a statement write though it begins as one that reads.
_WRITING = re.compile(r"\b(?:INSERT|UPDATE|DELETE|MERGE|INTO|TRUNCATE)\b", re.IGNORECASE)
_ROW_LOCK = re.compile(r"\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b", re.IGNORECASE)
_WRITES = re.compile(
    r"(INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+"
    r'(?:"(\w+)"|(\w+))(?=\s|\(|;|$)',
    re.IGNORECASE,
)
# A name that a draft's row is saved by, and what it gets: a value, never an expression.
_ADMINS_UPDATE = re.compile(
    r'UPDATE\s+"\w+"\s+SET\s+((?:"\w+" = (?:%s|NULL)(?:, )?)+)(?:\s+WHERE\s.*)?$',
    re.IGNORECASE | re.DOTALL,
)
_COLUMN = re.compile(r'"(\w+)" = ')
_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*\"""")

Execute = Callable[[Any, Any, bool, dict[str, Any]], Any]

_heard_here: list[Callable[[], None]] = []
_migrating = False


def when_changed_here(act: Callable[[], None]) -> None:
    """Have ``act`` called in this process after each commit of its own that wrote a stamp."""
    _heard_here.append(act)


def stamp(using: str = "default") -> None:
    """Write a stamp: every page in the memories is rendered anew."""
    connection = connections[using]
    if connection.in_atomic_block:
        _write_once(connection)
    else:
        with transaction.atomic(using=using):
            _write_once(connection)


def prune_stamps(*, now: datetime) -> int:
    """Delete the stamps older than a day, the last one excepted; returns how many."""
    model = apps.get_model("platform", "Generation")
    last = model.objects.order_by("-pk").values_list("pk", flat=True).first()
    deleted, _models = model.objects.filter(at__lt=now - KEEP_STAMPS, pk__lt=last or 0).delete()
    return deleted


def watch_writes(execute: Execute, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """An execute wrapper (Django) that adds the stamp to the transaction of a write that pages show."""
    if _migrating or not changes_pages(sql):
        return execute(sql, params, many, context)
    connection = context["connection"]
    if connection.in_atomic_block or not connection.get_autocommit():
        _write_once(connection)
        return execute(sql, params, many, context)
    if connection.vendor == "sqlite" and " RETURNING " in sql:
        # Until its row is fetched, the statement's own transaction is open, and takes the stamp in; a
        # COMMIT of ours would be refused meanwhile.
        result = execute(sql, params, many, context)
        _write(connection)
        _tell_here()
        return result
    with transaction.atomic(using=connection.alias):
        _write_once(connection)
        return execute(sql, params, many, context)


def changes_pages(sql: Any) -> bool:
    """Whether this statement writes what a public page shows; what is not understood does."""
    if not isinstance(sql, str):
        return True  # a statement that psycopg puts together
    if sql[:6] in ("SAVEPO", "RELEAS", "ROLLBA"):
        return False
    if _QUERY.match(sql):
        return _writes_within(sql)
    sql = sql.strip()
    found = _WRITES.match(sql)
    if found is None:
        return bool(sql) and (_READS.match(sql) is None or _writes_within(sql))
    verb, table = found[1].upper(), found[2] or found[3]
    if table.upper() in ("ONLY", "OR") or _has_more(sql):
        return True
    if not is_shown(table) or (verb.startswith("INSERT") and table in HARMLESS_INSERTS):
        return False
    if verb == "UPDATE" and (assigned := _ADMINS_UPDATE.match(sql)):
        return not ADMINS_COLUMNS.issuperset(_COLUMN.findall(assigned[1]))
    return True


def _writes_within(sql: str) -> bool:
    """What begins as a query and holds another statement: « WITH … INSERT », « SELECT … INTO »."""
    if not _WRITING.search(sql):  # nearly all: what stands in quotes is looked at for the others only
        return _has_more(sql)
    return _has_more(sql) or _WRITING.search(_ROW_LOCK.sub("", _QUOTED.sub("''", sql))) is not None


def _has_more(sql: str) -> bool:
    """Whether a second statement follows: it may be any."""
    return ";" in sql and ";" in _QUOTED.sub("''", sql).rstrip("; \n")


@cache
def is_shown(table: str) -> bool:
    """Whether a public page may show what ``table`` holds."""
    hidden = hidden_tables()
    return table not in hidden and not any(
        table.startswith(name[:-1]) for name in hidden if name.endswith("*")
    )


@cache
def hidden_tables() -> dict[str, str]:
    """The tables that no public page shows, each with the reason; a « * » ends a beginning of names."""
    hidden = dict(LIBRARIES)
    for app in apps.get_app_configs():
        for model, reason in getattr(app, "shown_on_no_page", {}).items():
            hidden[app.get_model(model)._meta.db_table] = reason
    return hidden


def _write_once(connection: BaseDatabaseWrapper) -> None:
    """Write the stamp unless the transaction holds one that will be kept if the next statement is.

    Django forgets the callbacks of what is rolled back, to a savepoint as well: the callback of the
    stamp is there exactly as long as the stamp.
    """
    if not connection.in_atomic_block:  # autocommit taken off by hand: no callbacks there
        _write(connection)
        return
    open_now = set(connection.savepoint_ids)
    for callback in connection.run_on_commit:  # (its savepoints, the function, …)
        if callback[1] is _tell_here and open_now.issuperset(callback[0]):
            return
    _write(connection)
    transaction.on_commit(_tell_here, using=connection.alias)


def _write(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("INSERT INTO platform_generation (at) VALUES (now())")
            cursor.execute(f"NOTIFY {CHANNEL}")
        else:
            cursor.execute("INSERT INTO platform_generation (at) VALUES (CURRENT_TIMESTAMP)")


def _tell_here() -> None:
    for act in _heard_here:
        act()


# --- When it is on ------------------------------------------------------------------------------


def watch_connection(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Receiver of connection_created."""
    if watch_writes not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch_writes)


def pause_while_migrating(**kwargs: Any) -> None:
    """Receiver of pre_migrate: the table of the stamps may not be there yet."""
    global _migrating
    _migrating = True


def stamp_once_migrated(sender: Any, using: str, **kwargs: Any) -> None:
    """Receiver of post_migrate, for the ground's own app."""
    global _migrating
    _migrating = False
    if "platform_generation" in connections[using].introspection.table_names():
        stamp(using)
