"""`manage.py backup`: the whole site, database and media, copied elsewhere while it goes on."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from conference.platform.backups.errors import BackupFailed
from conference.platform.backups.places import place_at
from conference.platform.backups.taking import take_backup
from conference.platform.backups.wording import what_it_holds


class Command(BaseCommand):
    help = "Sauvegarde la base et les fichiers déposés dans un dossier ou dans un espace S3, site en marche."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "place",
            nargs="?",
            default="",
            help="dossier, ou s3://bucket/préfixe (par défaut : BACKUP_PLACE)",
        )
        parser.add_argument(
            "--keep", type=int, default=0, help="n’en garde que tant, les plus récentes (0 : toutes)"
        )

    def handle(self, *args: Any, place: str, keep: int, **options: Any) -> None:
        if keep < 0:
            raise CommandError(_("--keep demande un nombre positif."))
        now = timezone.now()
        target = place_at(required_place(place))
        try:
            taken = take_backup(target, now=now, keep=keep)
        except BackupFailed as failure:
            raise CommandError(str(failure)) from None
        self.stdout.write(
            _("Sauvegarde « %(name)s » dans %(place)s.") % {"name": taken.name, "place": target.address}
        )
        for sentence in what_it_holds(taken.manifest, now=now):
            self.stdout.write(sentence)
        for name in taken.removed:
            self.stdout.write(_("Ancienne sauvegarde retirée : %s.") % name)


def required_place(given: str) -> str:
    """The place that was given, else the one of the settings. Raises CommandError."""
    if not (place := given or settings.BACKUP_PLACE):
        raise CommandError(
            _("Dites où : un dossier, s3://bucket/préfixe, ou la variable d’environnement BACKUP_PLACE.")
        )
    return place
