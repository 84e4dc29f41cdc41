"""`manage.py restore`: a backup becomes the site, in an empty database."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.template.defaultfilters import date
from django.utils import timezone
from django.utils.translation import gettext as _

from conference.platform.backups.errors import BackupDamaged, BackupFailed, RestoreRefused
from conference.platform.backups.places import place_at
from conference.platform.backups.restoring import restore, settle
from conference.platform.backups.verifying import chosen
from conference.platform.backups.wording import what_it_holds
from conference.platform.management.commands.backup import required_place
from conference.platform.schema import missing_migrations


class Command(BaseCommand):
    help = "Restaure une sauvegarde dans une base vide, après l’avoir vérifiée. N’écrase jamais rien."
    requires_migrations_checks = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", nargs="?", default="", help="dossier, ou s3://bucket/préfixe")
        parser.add_argument("--name", default="", help="laquelle (par défaut : la plus récente)")

    def handle(self, *args: Any, place: str, name: str, **options: Any) -> None:
        now = timezone.now()
        try:
            source = place_at(required_place(place))
            name = chosen(source, name)
            held = restore(source, name)
        except (BackupDamaged, BackupFailed, RestoreRefused) as failure:
            raise CommandError(str(failure)) from None
        self.stdout.write(_("« %s » est restaurée.") % name)
        for sentence in what_it_holds(held, now=now):
            self.stdout.write(sentence)
        if missing := missing_migrations(connection):
            self.stdout.write(
                _("Le code est plus récent de %d migrations : elles sont appliquées.") % len(missing)
            )
            call_command("migrate", interactive=False, verbosity=0)
        settle(held, now=now)
        self.stdout.write(_("Les sessions sont fermées et les effacements échus sont refaits."))
        self.stdout.write(
            _(
                "Rien de ce qui s’est fait depuis le %s n’y est : prévenez les personnes inscrites "
                "depuis, et relisez les demandes d’effacement reçues."
            )
            % date(timezone.localtime(held.made_at), "j F Y à G:i")
        )
