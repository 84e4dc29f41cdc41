"""`manage.py backup`: copy the whole site, database and media, elsewhere while it runs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from conference.platform.backups.manifest import BackupError
from conference.platform.backups.storage import storage_at
from conference.platform.backups.taking import take_backup
from conference.platform.backups.wording import describe


class Command(BaseCommand):
    help = "Sauvegarde la base et les fichiers déposés dans un dossier ou dans un espace S3, site en marche."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "storage",
            nargs="?",
            default="",
            help="dossier, ou s3://bucket/préfixe (par défaut : BACKUP_STORAGE)",
        )
        parser.add_argument(
            "--keep", type=int, default=0, help="n’en garde que tant, les plus récentes (0 : toutes)"
        )

    def handle(self, *args: Any, storage: str, keep: int, **options: Any) -> None:
        if keep < 0:
            raise CommandError(_("--keep demande un nombre positif."))
        now = timezone.now()
        try:
            target = storage_at(storage)
            taken = take_backup(target, now=now, keep=keep)
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            _("Sauvegarde « %(name)s » dans %(address)s.") % {"name": taken.name, "address": target.address}
        )
        for sentence in describe(taken.manifest, now=now):
            self.stdout.write(sentence)
        for name in taken.removed:
            self.stdout.write(_("Ancienne sauvegarde retirée : %s.") % name)
