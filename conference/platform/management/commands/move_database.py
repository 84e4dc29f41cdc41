"""`manage.py move_database`: move the site's rows from SQLite to PostgreSQL.

The address comes from the settings: as an argument, its password would show in the list of processes.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from conference.platform.backups.manifest import RestoreRefused
from conference.platform.backups.moving import move


class Command(BaseCommand):
    help = (
        "Copie toute la base du site dans une base PostgreSQL vide, celle de TARGET_DATABASE_URL. "
        "Arrêtez le site d’abord."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.TARGET_DATABASE_URL:
            raise CommandError(
                _("Donnez l’adresse de la base vide dans TARGET_DATABASE_URL, avec les réglages du site.")
            )
        try:
            counts = move(settings.TARGET_DATABASE_URL)
        except RestoreRefused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(
            _("%(rows)d lignes de %(tables)d tables copiées et comptées ; index de recherche refait.")
            % {"rows": sum(counts.values()), "tables": len(counts)}
        )
        self.stdout.write(_("Donnez maintenant cette adresse à DATABASE_URL, puis redémarrez le site."))
