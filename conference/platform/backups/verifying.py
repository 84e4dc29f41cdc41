"""Is a backup whole, and what does it hold."""

from django.utils.translation import gettext as _

from conference.platform.backups import manifest
from conference.platform.backups.errors import BackupDamaged
from conference.platform.backups.manifest import Manifest, weigh
from conference.platform.backups.places import Place


def chosen(place: Place, name: str = "") -> str:
    """The backup of that name, else the newest. Raises BackupDamaged when there is none."""
    names = place.names()
    if not names:
        raise BackupDamaged(_("Aucune sauvegarde entière dans %s.") % place.address)
    if name and name not in names:
        raise BackupDamaged(
            _("Pas de sauvegarde « %(name)s » dans %(place)s. Il y a : %(known)s.")
            % {"name": name, "place": place.address, "known": ", ".join(names)}
        )
    return name or names[-1]


def read_manifest(place: Place, name: str) -> Manifest:
    """What the backup says it holds. Raises BackupDamaged."""
    with place.open(name, manifest.NAME) as stream:
        return manifest.read(stream.read())


def verify(place: Place, name: str) -> Manifest:
    """Read every file of the backup again. Raises BackupDamaged at the first that is not what it was."""
    held = read_manifest(place, name)
    for path, stored in held.files.items():
        with place.open(name, path) as stream:
            if weigh(stream) != stored:
                raise BackupDamaged(_("Le fichier « %s » n’est plus celui qui a été sauvegardé.") % path)
    return held
