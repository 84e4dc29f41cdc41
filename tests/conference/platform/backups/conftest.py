"""An empty database beside the test's own, what it holds afterwards, and an S3-compatible server."""

import hashlib
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.db import connection
from moto.server import ThreadedMotoServer

from conference.platform.backups import databases as read
from conference.platform.backups.storage import BackupStorage, storage_at
from tests import databases
from tests.postgres import client_program

Elsewhere = Callable[[], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def postgres_programs(monkeypatch) -> None:
    """The programs of the tests' own server are on the PATH."""
    if os.environ.get("TEST_DATABASE_URL"):
        folder = Path(client_program("pg_dump")).parent
        monkeypatch.setitem(os.environ, "PATH", os.pathsep.join([str(folder), *os.get_exec_path()]))


@pytest.fixture
def elsewhere(transactional_db: None, tmp_path: Path, settings, monkeypatch) -> Elsewhere:
    """A block in which the site is another one, without a table and without an uploaded file."""

    @contextmanager
    def moved() -> Iterator[None]:
        with empty_database(tmp_path) as name, monkeypatch.context() as patch:
            kept = settings.MEDIA_ROOT
            connection.close()
            patch.setitem(connection.settings_dict, "NAME", name)
            settings.MEDIA_ROOT = str(tmp_path / "media-restored")
            yield
            connection.close()
            settings.MEDIA_ROOT = kept

    return moved


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """The name of a database without a table."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server:
        yield str(folder / "empty.sqlite3")
        return
    name = f"empty_{uuid.uuid4().hex[:12]}"
    databases.create_empty(server, name)
    try:
        yield name
    finally:
        databases.drop_postgres(server, name)


def every_row() -> dict[str, str]:
    """A digest of all rows of each table."""
    digests = {}
    with connection.cursor() as cursor:
        for table in read.count_rows():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = sorted(repr(row) for row in cursor.fetchall())
            digests[table] = f"{len(rows)} {hashlib.sha256(repr(rows).encode()).hexdigest()}"
    return digests


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    """The origin of an S3-compatible server that forgets everything after the module."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def bucket(s3_server: str, monkeypatch, settings) -> Iterator[BackupStorage]:
    """An empty bucket of that server, for backups."""
    settings.BACKUP_S3_ENDPOINT_URL = s3_server
    for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "DEFAULT_REGION"):
        monkeypatch.setenv(f"AWS_{name}", "us-east-1")
    bucket = f"essai-{uuid.uuid4().hex[:12]}"
    storage = storage_at(f"s3://{bucket}/site/")
    storage.files.connection.meta.client.create_bucket(Bucket=bucket)
    yield storage
    storage.files.connection.meta.client.close()
