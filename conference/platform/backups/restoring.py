"""Verify a backup, and restore it into an empty site. What is already there is never overwritten."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.dispatch import Signal
from django.utils.translation import gettext as _

from conference.platform.backups import databases, manifest, media
from conference.platform.backups.manifest import BackupDamaged, Manifest, RestoreRefused, weigh
from conference.platform.backups.storage import BackupStorage
from conference.platform.models import ChoreRun

# Sent when a backup has become the site and its schema is up to date. Arguments: ``now``, and ``made_at``,
# when the backup was taken: what was erased since then is back and must be erased again.
restored = Signal()


def chosen(storage: BackupStorage, name: str = "") -> str:
    """The name of the backup asked for, by default the newest. Raises BackupDamaged when there is none."""
    names = storage.names()
    if not names:
        raise BackupDamaged(_("Aucune sauvegarde entière dans %s.") % storage.address)
    if name and name not in names:
        raise BackupDamaged(
            _("Pas de sauvegarde « %(name)s » dans %(address)s. Il y a : %(known)s.")
            % {"name": name, "address": storage.address, "known": ", ".join(names)}
        )
    return name or names[-1]


def verify(storage: BackupStorage, name: str) -> Manifest:
    """Read the whole backup and return its manifest. Raises BackupDamaged at the first file that changed."""
    with storage.open(name, manifest.NAME) as stream:
        held = manifest.read(stream.read())
    for path, stored in held.files.items():
        with storage.open(name, path) as stream:
            if weigh(stream) != stored:
                raise BackupDamaged(_("Le fichier « %s » n’est plus celui qui a été sauvegardé.") % path)
    return held


def restore(storage: BackupStorage, name: str) -> Manifest:
    """Restore the files, then the database, into a site that has neither.

    Everything is checked before anything is written. Raises BackupDamaged or RestoreRefused.
    """
    databases.refuse_unless_empty()
    held = verify(storage, name)
    _refuse_another_database(held)
    _refuse_newer_code(held)
    media.refuse_conflicts(held)
    media.copy_back(storage, name, held)
    with storage.local(name, held.dump) as dump:
        databases.load(dump, dump_version=int(held.versions.get("postgresql", 0)))
    if databases.count_rows() != held.rows:
        raise BackupDamaged(_("La base restaurée n’a pas les mêmes nombres de lignes que la sauvegarde."))
    return held


def settle(held: Manifest, *, now: datetime) -> None:
    """Close every session, make every chore due now, and send ``restored``, which erases again.

    Called once the restored schema is up to date.
    """
    Session.objects.all().delete()
    ChoreRun.objects.update(due_at=now, worker_id="")
    restored.send(sender=Manifest, now=now, made_at=held.made_at)


def _refuse_another_database(held: Manifest) -> None:
    if held.vendor != connection.vendor:
        raise RestoreRefused(
            _(
                "Cette sauvegarde vient de %(from)s et DATABASE_URL désigne %(to)s : restaurez-la sur une "
                "base de même nature, puis passez à l’autre avec « manage.py move_database »."
            )
            % {"from": held.server, "to": connection.display_name}
        )


def _refuse_newer_code(held: Manifest) -> None:
    """Refuse a backup with a migration, of an app that this code has, which this code does not know."""
    migrations = MigrationLoader(None).disk_migrations
    apps = {app for app, _name in migrations}
    known = {f"{app}.{name}" for key, found in migrations.items() for app, name in [key, *found.replaces]}
    for migration in held.migrations:
        if migration.partition(".")[0] in apps and migration not in known:
            raise RestoreRefused(
                _(
                    "Cette sauvegarde vient d’une version plus récente du site (%(migration)s y était "
                    "appliquée) : installez cette version, puis recommencez."
                )
                % {"migration": migration}
            )
