"""Where the tests' databases come from: a template made once, then copies of it.

Migrating takes ten seconds, copying a tenth of one. So each *stage* (the bare migrations, the
reference data, the demo content) is built once as a template, kept in `var/tests/` under a name that
changes with the code that made it, and every test worker gets a copy. After a test that commits,
the copy is thrown away and made again, which is faster than Django's flush and, unlike it, brings
back what the migrations wrote (the root page, the locale, the collection, the site).

SQLite: a template is a file. PostgreSQL: a database of the server named by TEST_DATABASE_URL,
restored from a dump kept beside the SQLite files.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.postgres import client_program

Made = TypeVar("Made")

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "tests"

# Each stage is the one before it plus these commands.
STAGES: dict[str, list[list[str]]] = {
    "bare": [["migrate"]],
    "reference": [["load_reference"]],
    "demo": [["load_demo"]],
}
APPS = ("conference", "measures", "events", "home")
# Code that shows things and writes none: the loaded stages do not depend on it.
ONLY_SHOWS = {"views.py", "urls.py", "forms.py", "viewsets.py", "caching.py", "panels.py"}
OLD = 6 * 3600  # seconds after which a template that nobody used is deleted


class Unbuilt(RuntimeError):
    """A command of a stage failed; the message holds what it said."""

    def __init__(self, stage: str, message: str) -> None:
        super().__init__(message)
        self.stage = stage


def once(make: Callable[..., Made]) -> Callable[..., Made]:
    """Remember what the function gave, failures included: a broken stage is not built for each test."""
    outcomes: dict[tuple, Made | Unbuilt] = {}

    @wraps(make)
    def remembered(*arguments: str) -> Made:
        if arguments not in outcomes:
            try:
                outcomes[arguments] = make(*arguments)
            except Unbuilt as failure:
                outcomes[arguments] = failure
        outcome = outcomes[arguments]
        if isinstance(outcome, Unbuilt):
            raise outcome
        return outcome

    return remembered


def stage_before(stage: str) -> str | None:
    names = list(STAGES)
    return names[names.index(stage) - 1] if names.index(stage) else None


@cache
def fingerprint(stage: str) -> str:
    """A short hash of every file that decides what the stage's database holds.

    Read once a process, so that a file edited during a run does not change its databases.
    """
    files = {
        ROOT / "deploy/requirements/production.txt",
        ROOT / "conference/settings/base.py",
        ROOT / "tests/conference/regions/communes.csv",
    }
    for app in APPS:
        files.update((ROOT / app).rglob("migrations/*.py"))
        # Migrating also makes the permissions to publish and lock each snippet registered there.
        files.update((ROOT / app).rglob("wagtail_hooks.py"))
        if stage != "bare":
            code = (ROOT / app).rglob("*.py")
            files.update(
                file for file in code if file.name not in ONLY_SHOWS and "templatetags" not in file.parts
            )
            files.update((ROOT / app).rglob("*.json"))
            files.update((ROOT / app).rglob("*.csv"))
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """Hold a lock between processes: one builds a template, the others wait for it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build(stage: str, database_url: str) -> None:
    """Run the stage's commands on a database that already holds the stage before it."""
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "TEST_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "conference.settings.test",
    }
    for command in STAGES[stage]:
        done = subprocess.run(
            [sys.executable, "manage.py", *command, "--verbosity=0", "--skip-checks"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise Unbuilt(stage, f"manage.py {' '.join(command)} failed:\n{done.stdout}\n{done.stderr}")


def forget_older(stage: str, suffix: str) -> None:
    for kept in KEPT.glob(f"{stage}-*{suffix}"):
        if time.time() - kept.stat().st_mtime > OLD:
            kept.unlink(missing_ok=True)


# --- SQLite ----------------------------------------------------------------------------------


@once
def sqlite_template(stage: str) -> Path:
    """The file of a stage, built first if its sources changed."""
    template = KEPT / f"{stage}-{fingerprint(stage)}.sqlite3"
    with only_one(f"{stage}-sqlite"):
        if not template.exists():
            unfinished = template.with_suffix(".sqlite3-building")
            remove_sqlite(unfinished)
            if before := stage_before(stage):
                shutil.copyfile(sqlite_template(before), unfinished)
            build(stage, f"sqlite:///{unfinished}")
            unfinished.rename(template)
            remove_sqlite(unfinished)
            forget_older(stage, ".sqlite3")
        template.touch()
    return template


def remove_sqlite(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def copy_sqlite(stage: str, path: Path) -> None:
    """Put a fresh copy of a stage at `path`: a new file, so that a forgotten connection sees the old one."""
    remove_sqlite(path)
    shutil.copyfile(sqlite_template(stage), path)


# --- PostgreSQL ------------------------------------------------------------------------------


def with_database(server_url: str, name: str) -> str:
    """The server's address with another database's name."""
    return urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))


def execute(server_url: str, *statements: sql.Composable) -> list[tuple]:
    """Run statements outside a transaction on the server's maintenance database; rows of the last."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        rows: list[tuple] = []
        for statement in statements:
            cursor = connection.execute(statement)
            rows = cursor.fetchall() if cursor.description else []
        return rows


@once
def postgres_template(stage: str, server_url: str) -> str:
    """The name of a stage's database on the server, built or restored first if it is not there."""
    name = f"template_{stage}_{fingerprint(stage)}"
    with only_one(f"{stage}-postgres"):
        exists = sql.SQL("SELECT 1 FROM pg_database WHERE datname = {}").format(sql.Literal(name))
        if execute(server_url, exists):
            return name
        unfinished = f"building_{name}"
        address = with_database(server_url, unfinished)
        dump = KEPT / f"{stage}-{fingerprint(stage)}.dump"
        create_empty(server_url, unfinished)
        if dump.exists() and run_client("pg_restore", "--no-owner", "--dbname", address, str(dump)):
            dump.touch()
        else:
            if before := stage_before(stage):
                copy_postgres(before, server_url, unfinished)
            else:
                create_empty(server_url, unfinished)
            build(stage, address)
            partial = dump.with_suffix(".dump-building")
            if run_client("pg_dump", "--format=custom", "--file", str(partial), address):
                partial.rename(dump)
            forget_older(stage, ".dump")
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        execute(server_url, rename.format(sql.Identifier(unfinished), sql.Identifier(name)))
    return name


def run_client(program: str, *arguments: str) -> bool:
    """Whether the wheel's program did its work: a server of another version may refuse it."""
    return subprocess.run([client_program(program), *arguments], capture_output=True).returncode == 0


def create_empty(server_url: str, name: str) -> None:
    drop_postgres(server_url, name)
    execute(server_url, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def drop_postgres(server_url: str, name: str) -> None:
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    execute(server_url, drop)


def copy_postgres(stage: str, server_url: str, name: str) -> None:
    """Make database `name` anew, as a copy of a stage; connections left open to the old one are cut."""
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
        sql.Identifier(name), sql.Identifier(postgres_template(stage, server_url))
    )
    drop_postgres(server_url, name)
    execute(server_url, create)
