"""Where backups are kept: a folder, or a bucket of an S3-compatible server.

A backup is a set of files under one name. Its manifest is written last: a backup without one is not
finished, and is never restored.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.translation import gettext as _

from conference.platform.backups import manifest
from conference.platform.backups.manifest import BackupDamaged, BackupFailed, Measured, Stored

# Bytes of a file read from a bucket that stay in memory; the rest goes to a temporary file.
IN_MEMORY = 8 * manifest.CHUNK


class PrivateFolder(FileSystemStorage):
    """A folder that only its owner reads. A file takes its name once it is whole on the disk."""

    def __init__(self, location: str) -> None:
        super().__init__(
            location, file_permissions_mode=0o600, directory_permissions_mode=0o700, allow_overwrite=True
        )

    def _save(self, name: str, content: File) -> str:
        partial = self.path(super()._save(f"{name}.en-cours", content))  # type: ignore[misc]
        _flush(partial)
        final = self.path(name)
        os.replace(partial, final)
        _flush(os.path.dirname(final))
        return name


class BackupStorage:
    """Backups by name, in a Django storage. Paths are relative to the backup, with slashes.

    ``failures``: what the storage raises when it cannot read or write; told as BackupFailed.
    """

    def __init__(self, address: str, files: Storage, failures: tuple[type[Exception], ...]) -> None:
        self.address = address
        self.files = files
        self.failures = failures

    def names(self) -> list[str]:
        """The finished backups, the oldest first."""
        return [name for name in self._all() if self._is_finished(name)]

    def unfinished(self) -> list[str]:
        """The backups that were begun and not finished, the oldest first."""
        return [name for name in self._all() if not self._is_finished(name)]

    def put(self, backup: str, path: str, stream: BinaryIO) -> Stored:
        """Write one file of a backup. Returns its size and checksum."""
        measured = Measured(stream)
        with self._translated_failures():
            self.files.save(_key(backup, path), File(measured, name=path))  # type: ignore[arg-type]
        return measured.stored

    def finish(self, backup: str, content: bytes) -> None:
        """Write the manifest, which makes the backup a finished one."""
        with self._translated_failures():
            self.files.save(_key(backup, manifest.NAME), ContentFile(content))

    @contextmanager
    def open(self, backup: str, path: str) -> Iterator[BinaryIO]:
        """Give a stream that reads one file. Raises BackupDamaged when the file is missing."""
        with self._translated_failures():
            try:
                opened: Any = self.files.open(_key(backup, path), "rb")
            except FileNotFoundError:
                raise BackupDamaged(_("Le fichier « %s » n’est plus dans la sauvegarde.") % path) from None
        with opened:
            yield opened

    @contextmanager
    def local(self, backup: str, path: str) -> Iterator[Path]:
        """Give a path on this machine's disk for one file, for programs that want one."""
        with (
            self.open(backup, path) as stream,
            tempfile.TemporaryDirectory(prefix="restauration-") as folder,
        ):
            if isinstance(self.files, FileSystemStorage):
                yield Path(self.files.path(_key(backup, path)))
                return
            copy = Path(folder) / "copie"
            with copy.open("wb") as written:
                shutil.copyfileobj(stream, written, manifest.CHUNK)
            yield copy

    def remove(self, backup: str) -> None:
        """Delete a backup, finished or not; the manifest first, so that no part of it passes for whole."""
        with self._translated_failures():
            self.files.delete(_key(backup, manifest.NAME))
            if isinstance(self.files, FileSystemStorage):
                shutil.rmtree(self.files.path(backup), ignore_errors=True)
                return
            for path in list(file_names(self.files, f"{backup}/")):
                self.files.delete(path)

    def _all(self) -> list[str]:
        with self._translated_failures():
            try:
                return sorted(self.files.listdir("")[0])
            except FileNotFoundError:  # no backup was ever made here
                return []

    def _is_finished(self, backup: str) -> bool:
        with self._translated_failures():
            return self.files.exists(_key(backup, manifest.NAME))

    @contextmanager
    def _translated_failures(self) -> Iterator[None]:
        try:
            yield
        except self.failures as error:
            raise BackupFailed(
                _("L’emplacement des sauvegardes %(address)s ne répond pas ou refuse : %(error)s.")
                % {"address": self.address, "error": str(getattr(error, "strerror", error)).rstrip(".")}
            ) from error


def storage_at(address: str) -> BackupStorage:
    """The storage at « /srv/sauvegardes » or « s3://bucket/prefix »; without address, the settings' own.

    A bucket's keys come from the usual AWS_* variables. Raises BackupFailed when nothing says where.
    """
    address = address or settings.BACKUP_STORAGE
    if not address:
        raise BackupFailed(
            _("Dites où : un dossier, s3://bucket/préfixe, ou la variable d’environnement BACKUP_STORAGE.")
        )
    if not address.startswith("s3://"):
        return BackupStorage(address, PrivateFolder(address), (OSError,))
    # Slow to import, and needed here only.
    from boto3.exceptions import Boto3Error
    from boto3.s3.transfer import TransferConfig
    from botocore.exceptions import BotoCoreError, ClientError

    parts = urlsplit(address)
    options = {
        "bucket_name": parts.netloc,
        "location": parts.path.strip("/"),
        "endpoint_url": settings.BACKUP_S3_ENDPOINT_URL or None,
        "max_memory_size": IN_MEMORY,
        "transfer_config": TransferConfig(use_threads=False),  # each thread holds parts of a file in memory
    }
    files = storages.create_storage({"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options})
    return BackupStorage(address.rstrip("/"), files, (Boto3Error, BotoCoreError, ClientError))


def file_names(files: Storage, folder: str = "") -> Iterator[str]:
    """The names of all files of a Django storage under a folder (written with its final slash)."""
    try:
        folders, found = files.listdir(folder)
    except FileNotFoundError:  # nothing was ever saved
        return
    yield from (f"{folder}{name}" for name in sorted(found) if name)
    for inner in sorted(folders):
        yield from file_names(files, f"{folder}{inner}/")


def _key(backup: str, path: str) -> str:
    if path.startswith("/") or ".." in path.split("/"):
        raise BackupDamaged(_("Le nom de fichier « %s » sort de la sauvegarde.") % path)
    return f"{backup}/{path}"


def _flush(path: str) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
