"""Make a backup of the running site, and remove the oldest ones."""

import platform
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import django
import wagtail
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from conference.platform.backups import databases, media, programs
from conference.platform.backups.manifest import BackupFailed, Manifest
from conference.platform.backups.storage import BackupStorage
from conference.platform.models import BackupRecord

NAME = "conference-%Y%m%dT%H%M%SZ"
# A backup that has been unfinished for so long was interrupted.
ABANDONED_AFTER = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A finished backup, and the names of the older ones that were removed."""

    name: str
    manifest: Manifest
    removed: list[str]


def take_backup(storage: BackupStorage, *, now: datetime, keep: int = 0) -> Taken:
    """Back up the whole site while it runs, then remove all but the ``keep`` newest backups.

    0 keeps every one. Raises BackupFailed; what was written is then deleted.
    """
    name = now.astimezone(UTC).strftime(NAME)
    if name in storage.names():
        raise BackupFailed(_("Une sauvegarde porte déjà ce nom : %s.") % name)
    try:
        manifest = _copy(storage, name, now=now)
        storage.finish(name, manifest.written())
    except DatabaseError as error:
        storage.remove(name)
        raise BackupFailed(_("La base de données n’a pas pu être lue : %s") % error) from error
    except BaseException:
        storage.remove(name)
        raise
    BackupRecord.objects.create(
        name=name, location=storage.address, made_at=now, size=manifest.size, files=len(manifest.media)
    )
    return Taken(name=name, manifest=manifest, removed=rotate(storage, keep=keep, now=now))


def rotate(storage: BackupStorage, *, keep: int, now: datetime) -> list[str]:
    """Remove all but the ``keep`` newest backups, and the abandoned ones; returns their names."""
    abandoned_before = (now - ABANDONED_AFTER).astimezone(UTC).strftime(NAME)
    old = storage.names()[:-keep] if keep else []
    removed = old + [name for name in storage.unfinished() if name < abandoned_before]
    for name in removed:
        storage.remove(name)
    return removed


def _copy(storage: BackupStorage, name: str, *, now: datetime) -> Manifest:
    dump = databases.DUMPS[connection.vendor]
    with databases.snapshot() as (stream, contents):
        stored = storage.put(name, dump, stream)
    files = media.copy_out(storage, name)
    return Manifest(
        made_at=now,
        site=settings.PUBLIC_URL,
        vendor=connection.vendor,
        server=databases.server(),
        dump=dump,
        versions=_versions(),
        rows=contents.rows,
        migrations=contents.migrations,
        files={dump: stored, **{f"{media.FOLDER}/{path}": copied for path, copied in files.items()}},
        missing=sorted(path for path in contents.files - files.keys() if not default_storage.exists(path)),
    )


def _versions() -> dict[str, str]:
    """The versions that made the backup, by name."""
    versions = {
        "python": platform.python_version(),
        "django": django.get_version(),
        "wagtail": wagtail.__version__,
    }
    if connection.vendor == "postgresql":
        versions["postgresql"] = str(programs.server_major(connection))
    return versions
