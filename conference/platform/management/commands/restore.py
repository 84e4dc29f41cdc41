"""`manage.py restore`: restore a backup into an empty database."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.template.defaultfilters import date
from django.utils import timezone
from django.utils.translation import gettext as _

from conference.platform.backups.manifest import BackupError
from conference.platform.backups.restoring import chosen, restore, settle
from conference.platform.backups.storage import storage_at
from conference.platform.backups.wording import describe
from conference.platform.schema import missing_migrations


class Command(BaseCommand):
    help = "Restaure une sauvegarde dans une base vide, après l’avoir vérifiée. N’écrase jamais rien."
    requires_migrations_checks = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("storage", nargs="?", default="", help="dossier, ou s3://bucket/préfixe")
        parser.add_argument("--name", default="", help="laquelle (par défaut : la plus récente)")

    def handle(self, *args: Any, storage: str, name: str, **options: Any) -> None:
        now = timezone.now()
        try:
            source = storage_at(storage)
            name = chosen(source, name)
            held = restore(source, name)
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(_("« %s » est restaurée.") % name)
        for sentence in describe(held, now=now):
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
