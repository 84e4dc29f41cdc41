"""`manage.py verify_backup`: is a backup whole, what does it hold, how old is it."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from conference.platform.backups.errors import BackupDamaged, BackupFailed
from conference.platform.backups.places import place_at
from conference.platform.backups.verifying import chosen, verify
from conference.platform.backups.wording import ago, what_it_holds
from conference.platform.management.commands.backup import required_place


class Command(BaseCommand):
    help = "Relit une sauvegarde en entier et dit ce qu’elle contient ; code 1 si elle est abîmée ou vieille."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", nargs="?", default="", help="dossier, ou s3://bucket/préfixe")
        parser.add_argument("--name", default="", help="laquelle (par défaut : la plus récente)")
        parser.add_argument(
            "--max-age", type=int, default=0, metavar="HEURES", help="échoue si elle est plus vieille"
        )

    def handle(self, *args: Any, place: str, name: str, max_age: int, **options: Any) -> None:
        now = timezone.now()
        try:
            source = place_at(required_place(place))
            name = chosen(source, name)
            held = verify(source, name)
        except (BackupDamaged, BackupFailed) as failure:
            raise CommandError(str(failure)) from None
        self.stdout.write(_("« %s » est entière : chaque fichier est celui qui a été sauvegardé.") % name)
        for sentence in what_it_holds(held, now=now):
            self.stdout.write(sentence)
        if max_age and now - held.made_at > timedelta(hours=max_age):
            raise CommandError(
                _("Elle a été faite %(age)s : plus de %(hours)d heures.")
                % {"age": ago(now - held.made_at), "hours": max_age}
            )
