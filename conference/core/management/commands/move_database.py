"""`manage.py move_database --to postgres://…`: the site's rows move from SQLite to PostgreSQL."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from conference.core.backups.errors import RestoreRefused
from conference.core.backups.moving import move


class Command(BaseCommand):
    help = "Copie toute la base du site dans une base PostgreSQL vide. Arrêtez le site d’abord."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", required=True, help="postgres://compte:mot-de-passe@machine/nom")

    def handle(self, *args: Any, to: str, **options: Any) -> None:
        try:
            counts = move(to)
        except RestoreRefused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(
            _("%(rows)d lignes de %(tables)d tables copiées et comptées ; index de recherche refait.")
            % {"rows": sum(counts.values()), "tables": len(counts)}
        )
        self.stdout.write(_("Donnez maintenant cette adresse à DATABASE_URL, puis redémarrez le site."))
