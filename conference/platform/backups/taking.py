"""One backup, and the oldest ones away."""

import platform
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from conference.platform.backups import databases, media
from conference.platform.backups.errors import BackupFailed
from conference.platform.backups.manifest import Manifest
from conference.platform.backups.places import Place
from conference.platform.models import BackupRecord

NAME = "conference-%Y%m%dT%H%M%SZ"
# A backup begun so long ago will not be finished any more.
GIVEN_UP = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A whole backup, and the names of the older ones that left."""

    name: str
    manifest: Manifest
    removed: list[str]


def take_backup(place: Place, *, now: datetime, keep: int = 0) -> Taken:
    """Copy the whole site to ``place``, while it goes on; then remove all but the ``keep`` newest.

    0 keeps every one. Raises BackupFailed; whatever was written is then taken away.
    """
    name = now.astimezone(UTC).strftime(NAME)
    if name in place.names():
        raise BackupFailed(_("Une sauvegarde porte déjà ce nom : %s.") % name)
    try:
        manifest = _copy(place, name, now=now)
        place.finish(name, manifest.written())
    except DatabaseError as error:
        place.remove(name)
        raise BackupFailed(_("La base de données n’a pas pu être lue : %s") % error) from error
    except BaseException:
        place.remove(name)
        raise
    BackupRecord.objects.create(
        name=name, place=place.address, made_at=now, size=manifest.size, files=len(manifest.media)
    )
    return Taken(name=name, manifest=manifest, removed=rotate(place, keep=keep, now=now))


def rotate(place: Place, *, keep: int, now: datetime) -> list[str]:
    """Remove all but the ``keep`` newest whole backups, and what was given up; returns the names."""
    given_up = (now - GIVEN_UP).astimezone(UTC).strftime(NAME)
    old = place.names()[:-keep] if keep else []
    gone = old + [name for name in place.unfinished() if name < given_up]
    for name in gone:
        place.remove(name)
    return gone


def _copy(place: Place, name: str, *, now: datetime) -> Manifest:
    dump = databases.DUMPS[connection.vendor]
    with databases.snapshot() as (stream, facts):
        kept = place.put(name, dump, stream)
    files = media.copy_out(place, name)
    return Manifest(
        made_at=now,
        site=settings.PUBLIC_URL,
        vendor=connection.vendor,
        server=databases.server(),
        dump=dump,
        versions=_versions(),
        rows=facts.rows,
        migrations=facts.migrations,
        files={dump: kept, **{f"{media.FOLDER}/{path}": stored for path, stored in files.items()}},
        missing=sorted(path for path in facts.named - files.keys() if not default_storage.exists(path)),
    )


def _versions() -> dict[str, str]:
    """What made the backup, by name."""
    found = {"python": platform.python_version()}
    for package in ("Django", "wagtail"):
        try:
            found[package.lower()] = version(package)
        except PackageNotFoundError:
            continue
    if connection.vendor == "postgresql":
        found["postgresql"] = str(databases.programs.server_major(connection))
    return found
