"""Dump the database as it is at one moment while the site runs; load a dump into an empty database.

PostgreSQL: pg_dump reads the snapshot in which the rows are counted. SQLite: its backup function copies
the file under a read lock, which blocks no writer in WAL mode; the rows are counted in the copy.
"""

import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, models, transaction
from django.utils.translation import gettext as _

from conference.platform.backups import programs
from conference.platform.backups.manifest import BackupDamaged, BackupFailed, RestoreRefused

DUMPS = {"postgresql": "base.pgdump", "sqlite": "base.sqlite3"}

# Tables dumped without their rows: these hold keys that open an account to whoever reads the backup.
LIVE_KEYS = ("django_session", "usersessions_usersession", "account_emailconfirmation")

Rows = Callable[[str], list[tuple[Any, ...]]]


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What the dump holds. ``rows``: how many by table; ``files``: the uploaded files that it names."""

    rows: dict[str, int]
    migrations: list[str]
    files: set[str]


@contextmanager
def snapshot() -> Iterator[tuple[BinaryIO, Contents]]:
    """Give the dump as a stream, and its contents.

    Raises BackupFailed, at the latest when the block ends: only then is the dump known to be whole.
    """
    with _postgres_snapshot() if connection.vendor == "postgresql" else _sqlite_snapshot() as dumped:
        yield dumped


def server() -> str:
    """Name and version of the database: « PostgreSQL 15.3 », « SQLite 3.40 »."""
    connection.ensure_connection()
    version = ".".join(map(str, connection.get_database_version()))
    return f"{connection.display_name} {version}"


def refuse_unless_empty() -> None:
    """Raise RestoreRefused when the database holds any table."""
    if tables := connection.introspection.table_names():
        raise RestoreRefused(
            _(
                "La base n’est pas vide : elle contient %(count)d tables. Une restauration n’écrase rien : "
                "créez une base neuve, donnez son adresse dans DATABASE_URL, puis recommencez."
            )
            % {"count": len(tables)}
        )


def load(dump: Path, *, dump_version: int) -> None:
    """Load a dump into the empty database. Raises RestoreRefused; the database is then still empty."""
    if connection.vendor == "postgresql":
        _postgres_load(dump, dump_version=dump_version)
    else:
        _sqlite_load(dump)
    connection.close()


def count_rows() -> dict[str, int]:
    """How many rows each table of the database has now."""
    return _count(_tables(_from_cursor), _from_cursor)


# --- Dumping -------------------------------------------------------------------------------------


@contextmanager
def _postgres_snapshot() -> Iterator[tuple[BinaryIO, Contents]]:
    program = programs.find("pg_dump", at_least=programs.server_major(connection))
    with transaction.atomic(durable=not connection.in_atomic_block):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            [exported] = cursor.fetchone()
        contents = _contents(_from_cursor)
        database, environment = programs.connection_of(connection)
        left_out = [f"--exclude-table-data={table}" for table in LIVE_KEYS]
        options = ["--format=custom", "--no-owner", "--no-privileges", *left_out, f"--snapshot={exported}"]
        with tempfile.TemporaryFile() as messages:
            dumping = subprocess.Popen(  # noqa: S603
                [program, *options, database], env=environment, stdout=subprocess.PIPE, stderr=messages
            )
            stream = cast(BinaryIO, dumping.stdout)
            try:
                yield stream, contents
            except BaseException:
                dumping.kill()
                dumping.wait()
                raise
            finally:
                stream.close()
            if dumping.wait():
                messages.seek(0)
                last = messages.read().decode(errors="replace").strip().rpartition("\n")[2]
                raise BackupFailed(_("pg_dump a échoué : %s") % last)


@contextmanager
def _sqlite_snapshot() -> Iterator[tuple[BinaryIO, Contents]]:
    with tempfile.TemporaryDirectory(prefix="sauvegarde-", dir=settings.VAR_DIR) as folder:
        copy = Path(folder) / "copie.sqlite3"
        connection.ensure_connection()
        with closing(sqlite3.connect(copy)) as target:
            connection.connection.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # the copy stands alone, in one file
            if target.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise BackupFailed(_("La base SQLite est abîmée : « PRAGMA integrity_check » dit où."))
            rows: Rows = lambda query: target.execute(query).fetchall()  # noqa: E731
            _empty_live_keys(target, set(_tables(rows)))
            contents = _contents(rows)
        with copy.open("rb") as stream:
            yield stream, contents


def _empty_live_keys(copy: sqlite3.Connection, tables: set[str]) -> None:
    """Delete the rows of LIVE_KEYS; VACUUM overwrites the pages that held them."""
    with copy:
        for table in tables.intersection(LIVE_KEYS):
            copy.execute(f"DELETE FROM {table}")  # noqa: S608
    copy.execute("VACUUM")


def _contents(rows: Rows) -> Contents:
    tables = _tables(rows)
    applied = rows("SELECT app, name FROM django_migrations ORDER BY app, name")
    return Contents(
        rows={**_count(tables, rows), **dict.fromkeys(set(LIVE_KEYS) & set(tables), 0)},
        migrations=[f"{app}.{name}" for app, name in applied],
        files=_named_files(set(tables), rows),
    )


def _count(tables: list[str], rows: Rows) -> dict[str, int]:
    quote = connection.ops.quote_name
    return {table: rows(f"SELECT COUNT(*) FROM {quote(table)}")[0][0] for table in sorted(tables)}  # noqa: S608


def _named_files(tables: set[str], rows: Rows) -> set[str]:
    """The names in all file fields of all models."""
    quote = connection.ops.quote_name
    return {
        name
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.FileField) and model._meta.db_table in tables
        for (name,) in rows(f"SELECT {quote(str(field.column))} FROM {quote(model._meta.db_table)}")  # noqa: S608
        if name
    }


def _from_cursor(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _tables(rows: Rows) -> list[str]:
    if connection.vendor == "postgresql":
        return connection.introspection.table_names()
    found = rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    )
    return [name for (name,) in found]


# --- Loading -------------------------------------------------------------------------------------


def _postgres_load(dump: Path, *, dump_version: int) -> None:
    try:
        program = programs.find("pg_restore", at_least=max(dump_version, programs.server_major(connection)))
    except BackupFailed as missing:
        raise RestoreRefused(str(missing)) from None
    database, environment = programs.connection_of(connection)
    # In one transaction: a failure leaves the database empty.
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", database]
    done = subprocess.run(  # noqa: S603
        [program, *options, str(dump)], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        first = done.stderr.strip().partition("\n")[0]
        raise RestoreRefused(_("pg_restore a échoué, la base est restée vide : %s") % first)


def _sqlite_load(dump: Path) -> None:
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(f"file:{dump}?mode=ro&immutable=1", uri=True)) as source:
            source.backup(connection.connection)
    except (sqlite3.DatabaseError, DatabaseError):
        raise BackupDamaged(_("La base de cette sauvegarde n’est pas un fichier SQLite lisible.")) from None
