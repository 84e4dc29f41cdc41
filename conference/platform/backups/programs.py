"""PostgreSQL's pg_dump and pg_restore: which version to run, and how they reach the database.

pg_dump refuses a server newer than itself, and an older server may not read what a newer pg_dump wrote:
the oldest version that fits is used.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from conference.platform.backups.manifest import BackupFailed


def find(name: str, *, at_least: int) -> str:
    """Path of `pg_dump` or `pg_restore`, the oldest whose major version is ``at_least`` this one.

    Raises BackupFailed with the package to install.
    """
    fitting = [(version, path) for path in _candidates(name) if (version := _major(path)) >= at_least]
    if not fitting:
        raise BackupFailed(
            _("Il manque %(program)s en version %(version)s : sous Debian, « apt install %(package)s ».")
            % {"program": name, "version": at_least, "package": f"postgresql-client-{at_least}"}
        )
    return min(fitting, key=lambda found: found[0])[1]


def connection_of(connection: BaseDatabaseWrapper) -> tuple[str, dict[str, str]]:
    """The argument and the environment with which PostgreSQL's programs reach the site's database.

    Of the parameters, those that the settings give: an older program refuses what only a newer libpq knows,
    its defaults included. The password goes into the environment: arguments show in the list of processes.
    """
    known = {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()}
    parameters = {
        name: value for name, value in connection.get_connection_params().items() if name in known and value
    }
    password = parameters.pop("password", "")
    address = psycopg.conninfo.make_conninfo(**parameters)
    return f"--dbname={address}", {**os.environ, **({"PGPASSWORD": password} if password else {})}


def server_major(connection: BaseDatabaseWrapper) -> int:
    """Major version of the server, such as 15."""
    connection.ensure_connection()
    return int(connection.pg_version) // 10_000  # type: ignore[attr-defined]


def _candidates(name: str) -> Iterator[str]:
    if on_path := shutil.which(name):
        yield on_path
    yield from map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))


def _major(path: str) -> int:
    answer = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r"(\d+)(?:\.\d+|devel|beta\d+|rc\d+)", answer.stdout)
    return int(found[1]) if found else 0
