"""`manage.py verify_backup`: read a whole backup, and say what it holds and how old it is."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from conference.platform.backups.manifest import BackupError
from conference.platform.backups.restoring import chosen, verify
from conference.platform.backups.storage import storage_at
from conference.platform.backups.wording import ago, describe


class Command(BaseCommand):
    help = "Relit une sauvegarde en entier et dit ce qu’elle contient ; code 1 si elle est abîmée ou vieille."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("storage", nargs="?", default="", help="dossier, ou s3://bucket/préfixe")
        parser.add_argument("--name", default="", help="laquelle (par défaut : la plus récente)")
        parser.add_argument(
            "--max-age", type=int, default=0, metavar="HEURES", help="échoue si elle est plus vieille"
        )

    def handle(self, *args: Any, storage: str, name: str, max_age: int, **options: Any) -> None:
        now = timezone.now()
        try:
            source = storage_at(storage)
            name = chosen(source, name)
            held = verify(source, name)
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(_("« %s » est entière : chaque fichier est celui qui a été sauvegardé.") % name)
        for sentence in describe(held, now=now):
            self.stdout.write(sentence)
        if max_age and now - held.made_at > timedelta(hours=max_age):
            raise CommandError(
                _("Elle a été faite %(age)s : plus de %(hours)d heures.")
                % {"age": ago(held.made_at, now=now), "hours": max_age}
            )
