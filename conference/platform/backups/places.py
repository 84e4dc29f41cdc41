"""Where backups lie: a folder of a machine, or a bucket of an S3-compatible server.

A backup is a set of files under one name. It counts as whole once it is finished: the folder then
takes its final name, the bucket gets its manifest. Whatever stops halfway leaves no backup.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from conference.platform.backups import manifest
from conference.platform.backups.errors import BackupDamaged, BackupFailed
from conference.platform.backups.manifest import Measured, Stored

PARTIAL = ".en-cours-"


class Place(Protocol):
    """What taking, verifying and restoring ask of a place. ``path`` is relative, with slashes."""

    address: str

    def names(self) -> list[str]:
        """The whole backups, the oldest first."""

    def put(self, backup: str, path: str, stream: BinaryIO) -> Stored:
        """Write one file of a backup that is being made."""

    def finish(self, backup: str, content: bytes) -> None:
        """Write the manifest: from here on the backup is whole."""

    def open(self, backup: str, path: str) -> Any:
        """A context manager that gives a stream to read. Raises BackupDamaged when it is not there."""

    def local(self, backup: str, path: str) -> Any:
        """A context manager that gives a Path to read, for programs that want a file."""

    def remove(self, backup: str) -> None:
        """Take a backup away, whole or not."""

    def unfinished(self) -> list[str]:
        """Backups that were begun and never finished."""


def place_at(address: str) -> Place:
    """The place that a command names: « /srv/sauvegardes » or « s3://bucket/prefix »."""
    if address.startswith("s3://"):
        return Bucket(address)
    return Folder(Path(address))


def checked(path: str) -> str:
    """``path``, refused when it would leave the backup."""
    if path.startswith("/") or ".." in path.split("/"):
        raise BackupDamaged(_("Le nom de fichier « %s » sort de la sauvegarde.") % path)
    return path


class Folder:
    """A folder that only its owner reads: a backup holds the names of people."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.address = str(path)

    def names(self) -> list[str]:
        if not self.path.is_dir():
            return []
        return sorted(
            found.name
            for found in self.path.iterdir()
            if (found / manifest.NAME).is_file() and not _hidden(found)
        )

    def unfinished(self) -> list[str]:
        return sorted(found.name.removeprefix(PARTIAL) for found in self.path.glob(f"{PARTIAL}*"))

    def put(self, backup: str, path: str, stream: BinaryIO) -> Stored:
        target = self._partial(backup) / checked(path)
        measured = Measured(stream)
        try:
            _private_folder(target.parent)
            with _private_file(target) as written:
                shutil.copyfileobj(measured, written, manifest.CHUNK)
                written.flush()
                os.fsync(written.fileno())
        except OSError as error:
            raise BackupFailed(
                _("Impossible d’écrire dans %(place)s : %(error)s.")
                % {"place": self.address, "error": error.strerror or error}
            ) from error
        return measured.stored

    def finish(self, backup: str, content: bytes) -> None:
        partial = self._partial(backup)
        with _private_file(partial / manifest.NAME) as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        partial.rename(self.path / backup)
        _sync_folder(self.path)

    @contextmanager
    def open(self, backup: str, path: str) -> Iterator[BinaryIO]:
        with self.local(backup, path) as found, found.open("rb") as stream:
            yield stream

    @contextmanager
    def local(self, backup: str, path: str) -> Iterator[Path]:
        found = self.path / backup / checked(path)
        if not found.is_file():
            raise BackupDamaged(_("Le fichier « %s » n’est plus dans la sauvegarde.") % path)
        yield found

    def remove(self, backup: str) -> None:
        whole, partial = self.path / backup, self._partial(backup)
        if whole.exists():
            whole.rename(partial)  # stopped halfway, what is left is no backup any more
        shutil.rmtree(partial, ignore_errors=True)

    def _partial(self, backup: str) -> Path:
        return self.path / f"{PARTIAL}{backup}"


class Bucket:
    """« s3://bucket/prefix ». Keys come from the usual AWS_* variables, which boto3 reads itself."""

    def __init__(self, address: str) -> None:
        import boto3  # heavy, and of use here only

        parts = urlsplit(address)
        self.address = address.rstrip("/")
        self.bucket = parts.netloc
        self.prefix = f"{parts.path.strip('/')}/".lstrip("/")
        self.client = boto3.client("s3", endpoint_url=settings.BACKUP_S3_ENDPOINT_URL or None)

    def names(self) -> list[str]:
        return sorted(name for name, paths in self._all().items() if manifest.NAME in paths)

    def unfinished(self) -> list[str]:
        return sorted(name for name, paths in self._all().items() if manifest.NAME not in paths)

    def put(self, backup: str, path: str, stream: BinaryIO) -> Stored:
        measured = Measured(stream)
        with self._failures():
            self.client.upload_fileobj(measured, self.bucket, self._key(backup, path))
        return measured.stored

    def finish(self, backup: str, content: bytes) -> None:
        with self._failures():
            self.client.put_object(Bucket=self.bucket, Key=self._key(backup, manifest.NAME), Body=content)

    @contextmanager
    def open(self, backup: str, path: str) -> Iterator[BinaryIO]:
        from botocore.exceptions import ClientError

        try:
            found = self.client.get_object(Bucket=self.bucket, Key=self._key(backup, path))
        except ClientError:
            raise BackupDamaged(_("Le fichier « %s » n’est plus dans la sauvegarde.") % path) from None
        with found["Body"] as stream:
            yield stream

    @contextmanager
    def local(self, backup: str, path: str) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix="restauration-") as folder:
            copy = Path(folder) / "copie"
            with self.open(backup, path) as stream, _private_file(copy) as written:
                shutil.copyfileobj(stream, written, manifest.CHUNK)
            yield copy

    def remove(self, backup: str) -> None:
        paths = self._all().get(backup, set())
        for path in sorted(paths, key=lambda path: path != manifest.NAME):  # the manifest goes first
            self.client.delete_object(Bucket=self.bucket, Key=self._key(backup, path))

    def _key(self, backup: str, path: str) -> str:
        return f"{self.prefix}{backup}/{checked(path)}"

    def _all(self) -> dict[str, set[str]]:
        """Paths by backup."""
        found: dict[str, set[str]] = {}
        with self._failures():
            pages = self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, Prefix=self.prefix
            )
            for page in pages:
                for item in page.get("Contents", ()):
                    name, _slash, path = item["Key"].removeprefix(self.prefix).partition("/")
                    found.setdefault(name, set()).add(path)
        return found

    @contextmanager
    def _failures(self) -> Iterator[None]:
        from boto3.exceptions import Boto3Error
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except (Boto3Error, BotoCoreError, ClientError) as error:
            raise BackupFailed(
                _("Le serveur de %(place)s a refusé : %(error)s.")
                % {"place": self.address, "error": str(error).rstrip(".")}
            ) from error


def _hidden(path: Path) -> bool:
    return path.name.startswith(".")


def _private_folder(path: Path) -> None:
    """Make the folder and those above it that are not there, for their owner only."""
    if not path.is_dir():
        _private_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)


def _private_file(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _sync_folder(path: Path) -> None:
    """The new name itself reaches the disk."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
