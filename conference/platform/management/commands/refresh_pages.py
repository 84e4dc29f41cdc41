"""`manage.py refresh_pages [address]`: withdraw every public page, or one, from every cache."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from conference.platform.caching.generation import raise_generation

# nginx writes the key of a page at the top of its file: scheme, host, address, encoding (cached.conf).
_KEY = re.compile(rb"\nKEY: https?://[^/\n]*(/[^?\s]*)")
_TOP = 4096  # bytes within which the key stands


class Command(BaseCommand):
    help = "Retire de tous les caches les pages publiques, ou celle d’une adresse, pour les rendre à nouveau."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", nargs="?", help="adresse d’une page, comme /agenda/")

    def handle(self, *args: Any, **options: Any) -> None:
        address: str | None = options["address"]
        if address and not address.startswith("/"):
            raise CommandError(_("L’adresse commence par « / », sans le nom du site."))
        raise_generation()
        self.stdout.write(_("Les pages publiques seront rendues à nouveau à leur prochaine lecture."))
        if settings.PROXY_CACHE_DIR:
            number = withdraw(Path(settings.PROXY_CACHE_DIR), address)
            self.stdout.write(_("%d réponses ont été retirées du cache de nginx.") % number)
        else:
            self.stdout.write(
                _("PROXY_CACHE_DIR est vide : un mandataire peut garder une page %d secondes.")
                % settings.SHARED_CACHE_SECONDS
            )


def withdraw(folder: Path, address: str | None) -> int:
    """Delete nginx's files of ``address`` with any query, or all of them; return how many."""
    if not folder.is_dir():
        raise CommandError(_("Le dossier %s n’existe pas, ou ne peut pas être lu.") % folder)
    number = 0
    for path in folder.glob("?/??/*"):
        try:
            if address is not None:
                with path.open("rb") as file:
                    key = _KEY.search(file.read(_TOP))
                if key is None or key[1].decode("latin-1") != address:
                    continue
            path.unlink()
        except FileNotFoundError:  # nginx has just replaced it
            continue
        number += 1
    return number
