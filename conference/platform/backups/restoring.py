"""A backup becomes the site, in an empty database; nothing that is there is ever overwritten."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from conference.platform.backups import databases, media, signals
from conference.platform.backups.errors import BackupDamaged, RestoreRefused
from conference.platform.backups.manifest import Manifest
from conference.platform.backups.places import Place
from conference.platform.backups.verifying import verify
from conference.platform.models import ChoreRun


def restore(place: Place, name: str) -> Manifest:
    """Put files, then rows, where there are none. Everything that may refuse is asked first.

    Raises BackupDamaged or RestoreRefused.
    """
    databases.refuse_unless_empty()
    held = verify(place, name)
    _refuse_another_database(held)
    _refuse_newer_code(held)
    media.refuse_unless_free(held)
    media.copy_back(place, name, held)
    with place.local(name, held.dump) as dump:
        databases.put_back(dump, dump_version=int(held.versions.get("postgresql", 0)))
    if databases.count_rows() != held.rows:
        raise BackupDamaged(_("La base restaurée n’a pas les mêmes nombres de lignes que la sauvegarde."))
    return held


def settle(held: Manifest, *, now: datetime) -> None:
    """What a site that comes back from the past must not take up again.

    Every session is closed (some were ended since); every chore is due at once, the erasures among them,
    and the folders above are told. Needs a schema that is the code's.
    """
    Session.objects.all().delete()
    ChoreRun.objects.update(due_at=now, worker_id="")
    signals.restored.send(sender=Manifest, now=now, made_at=held.made_at)


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
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).graph.nodes}
    ours = {label.partition(".")[0] for label in known}
    unknown = [label for label in held.migrations if label.partition(".")[0] in ours and label not in known]
    replaced = {
        f"{app}.{name}"
        for migration in MigrationLoader(None, replace_migrations=False).disk_migrations.values()
        for app, name in migration.replaces
    }
    if late := [label for label in unknown if label not in replaced]:
        raise RestoreRefused(
            _(
                "Cette sauvegarde vient d’une version plus récente du site (%(migration)s y était "
                "appliquée) : installez cette version, puis recommencez."
            )
            % {"migration": late[0]}
        )
