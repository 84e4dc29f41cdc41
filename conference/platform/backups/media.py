"""Copy the uploaded files out of their storage (the disk or S3), and back into it."""

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from conference.platform.backups.manifest import BackupDamaged, Manifest, RestoreRefused, Stored, weigh
from conference.platform.backups.storage import BackupStorage, file_names

FOLDER = "media"


def copy_out(storage: BackupStorage, backup: str) -> dict[str, Stored]:
    """Copy every uploaded file into the backup, but for those deleted meanwhile.

    Called after the database was read, so that every file it names is there, unless deleted since.
    """
    copied = {}
    for name in file_names(default_storage):
        try:
            stream = default_storage.open(name, "rb")
        except FileNotFoundError:
            continue
        with stream:
            copied[name] = storage.put(backup, f"{FOLDER}/{name}", stream)  # type: ignore[arg-type]
    return copied


def refuse_conflicts(held: Manifest) -> None:
    """Raise RestoreRefused when a file of the backup would replace another of the same name."""
    for name, stored in held.media.items():
        if default_storage.exists(name) and not _is_there(name, stored):
            raise RestoreRefused(
                _(
                    "Le fichier « %(name)s » existe déjà et n’est pas celui de la sauvegarde. Une "
                    "restauration n’écrase rien : videz le dossier des médias, ou donnez-en un autre."
                )
                % {"name": name}
            )


def copy_back(storage: BackupStorage, backup: str, held: Manifest) -> None:
    """Copy the files of the backup into the site's storage, but for those that are already there."""
    for name in held.media:
        if default_storage.exists(name):
            continue
        with storage.open(backup, f"{FOLDER}/{name}") as stream:
            saved = default_storage.save(name, File(stream, name=name))
        if saved != name:
            raise BackupDamaged(
                _("Le fichier « %(name)s » a été rangé sous « %(saved)s » : la base ne l’y trouvera pas.")
                % {"name": name, "saved": saved}
            )


def _is_there(name: str, stored: Stored) -> bool:
    with default_storage.open(name, "rb") as stream:
        return weigh(stream) == stored  # type: ignore[arg-type]
