"""The database at one moment, while the site goes on writing; and back into an empty one.

PostgreSQL: pg_dump and what we count read the same exported snapshot. SQLite: its own backup function
copies the file under a read lock, which holds up no writer in WAL mode; we count in the copy.
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
from conference.platform.backups.errors import BackupDamaged, BackupFailed, RestoreRefused

DUMPS = {"postgresql": "base.pgdump", "sqlite": "base.sqlite3"}

# Tables copied without their rows, whose keys open an account to whoever reads them.
LIVE_KEYS = ("django_session", "usersessions_usersession", "account_emailconfirmation")

Rows = Callable[[str], list[tuple[Any, ...]]]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the dump holds: rows by table, none of LIVE_KEYS. ``named``: names of uploaded files."""

    rows: dict[str, int]
    migrations: list[str]
    named: set[str]


@contextmanager
def snapshot() -> Iterator[tuple[BinaryIO, Facts]]:
    """The dump as a stream, and the facts of the same moment.

    Raises BackupFailed, at the latest when the block ends: only then is the dump known to be whole.
    """
    kind = _postgres_snapshot if connection.vendor == "postgresql" else _sqlite_snapshot
    with kind() as given:
        yield given


def server() -> str:
    """The database in words: « PostgreSQL 15.3 », « SQLite 3.40 »."""
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


def put_back(dump: Path, *, dump_version: int) -> None:
    """Fill the empty database from a dump. Raises RestoreRefused; the database is then still empty."""
    if connection.vendor == "postgresql":
        _postgres_put_back(dump, dump_version=dump_version)
    else:
        _sqlite_put_back(dump)
    connection.close()


def count_rows() -> dict[str, int]:
    """Rows by table of the database as it is now."""
    return _count(_tables(_from_cursor), _from_cursor)


# --- Reading -------------------------------------------------------------------------------------


@contextmanager
def _postgres_snapshot() -> Iterator[tuple[BinaryIO, Facts]]:
    program = programs.find("pg_dump", at_least=programs.server_major(connection))
    with transaction.atomic(durable=not connection.in_atomic_block):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            [exported] = cursor.fetchone()
        facts = _facts(_from_cursor)
        with tempfile.TemporaryFile() as said:
            dumping = subprocess.Popen(  # noqa: S603
                [program, *_dump_options(), f"--snapshot={exported}"],
                env=programs.environment(connection),
                stdout=subprocess.PIPE,
                stderr=said,
            )
            stream = cast(BinaryIO, dumping.stdout)
            try:
                yield stream, facts
            except BaseException:
                dumping.kill()
                dumping.wait()
                raise
            finally:
                stream.close()
            if dumping.wait():
                raise BackupFailed(_("pg_dump a échoué : %s") % _last_line(said))


def _dump_options() -> list[str]:
    left_out = [f"--exclude-table-data={table}" for table in LIVE_KEYS]
    return ["--format=custom", "--no-owner", "--no-privileges", *left_out]


@contextmanager
def _sqlite_snapshot() -> Iterator[tuple[BinaryIO, Facts]]:
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
            facts = _facts(rows)
        with copy.open("rb") as stream:
            yield stream, facts


def _empty_live_keys(copy: sqlite3.Connection, tables: set[str]) -> None:
    """Delete the rows of LIVE_KEYS, and what SQLite keeps of them in the pages it no longer uses."""
    with copy:
        for table in tables.intersection(LIVE_KEYS):
            copy.execute(f"DELETE FROM {table}")  # noqa: S608
    copy.execute("VACUUM")


def _facts(rows: Rows) -> Facts:
    tables = _tables(rows)
    applied = rows("SELECT app, name FROM django_migrations ORDER BY app, name")
    return Facts(
        rows={**_count(tables, rows), **dict.fromkeys(set(LIVE_KEYS) & set(tables), 0)},
        migrations=[f"{app}.{name}" for app, name in applied],
        named=_named_files(set(tables), rows),
    )


def _count(tables: list[str], rows: Rows) -> dict[str, int]:
    quote = connection.ops.quote_name
    return {table: rows(f"SELECT COUNT(*) FROM {quote(table)}")[0][0] for table in sorted(tables)}  # noqa: S608


def _named_files(tables: set[str], rows: Rows) -> set[str]:
    """The names in every file field of every model."""
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


# --- Writing -------------------------------------------------------------------------------------


def _postgres_put_back(dump: Path, *, dump_version: int) -> None:
    try:
        program = programs.find("pg_restore", at_least=max(dump_version, programs.server_major(connection)))
    except BackupFailed as missing:
        raise RestoreRefused(str(missing)) from None
    name = connection.get_connection_params().get("dbname") or ""
    # One transaction: what fails halfway leaves the database empty.
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={name}"]
    done = subprocess.run(  # noqa: S603
        [program, *options, str(dump)],
        env=programs.environment(connection),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["?"])[0]
        raise RestoreRefused(_("pg_restore a échoué, la base est restée vide : %s") % said)


def _sqlite_put_back(dump: Path) -> None:
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(f"file:{dump}?mode=ro&immutable=1", uri=True)) as source:
            source.backup(connection.connection)
    except (sqlite3.DatabaseError, DatabaseError):
        raise BackupDamaged(_("La base de cette sauvegarde n’est pas un fichier SQLite lisible.")) from None


def _last_line(said: BinaryIO) -> str:
    said.seek(0)
    return (said.read().decode(errors="replace").strip().splitlines() or ["?"])[-1]
