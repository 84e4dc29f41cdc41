"""Uploaded files out of the storage (the disk or S3), and back into it."""

from collections.abc import Iterator

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from conference.platform.backups.errors import BackupDamaged, RestoreRefused
from conference.platform.backups.manifest import Manifest, Stored, weigh
from conference.platform.backups.places import Place

FOLDER = "media"


def copy_out(place: Place, backup: str) -> dict[str, Stored]:
    """Put every file of the storage into the backup; what is deleted meanwhile is left out.

    Called after the database was read, so that every file it names is there, unless deleted since.
    """
    copied = {}
    for name in stored_names():
        try:
            with default_storage.open(name, "rb") as stream:
                copied[name] = place.put(backup, f"{FOLDER}/{name}", stream)  # type: ignore[arg-type]
        except FileNotFoundError:
            continue
    return copied


def refuse_unless_free(held: Manifest) -> None:
    """Raise RestoreRefused when the storage holds another file under the name of one that comes back."""
    for name, stored in held.media.items():
        if default_storage.exists(name) and not _is_there(name, stored):
            raise RestoreRefused(
                _(
                    "Le fichier « %(name)s » existe déjà et n’est pas celui de la sauvegarde. Une "
                    "restauration n’écrase rien : videz le dossier des médias, ou donnez-en un autre."
                )
                % {"name": name}
            )


def copy_back(place: Place, backup: str, held: Manifest) -> None:
    """Put the files of the backup into the storage; those already there, the same, stay."""
    for name in held.media:
        if default_storage.exists(name):
            continue
        with place.open(backup, f"{FOLDER}/{name}") as stream:
            saved = default_storage.save(name, File(stream, name=name))
        if saved != name:
            raise BackupDamaged(
                _("Le fichier « %(name)s » a été rangé sous « %(saved)s » : la base ne l’y trouvera pas.")
                % {"name": name, "saved": saved}
            )


def stored_names(folder: str = "") -> Iterator[str]:
    """The names of all files of the storage."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever uploaded
        return
    yield from (f"{folder}{name}" for name in sorted(files) if name)
    for inner in sorted(folders):
        yield from stored_names(f"{folder}{inner}/")


def _is_there(name: str, stored: Stored) -> bool:
    with default_storage.open(name, "rb") as stream:
        return weigh(stream) == stored  # type: ignore[arg-type]
