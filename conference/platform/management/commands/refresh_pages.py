"""`manage.py refresh_pages`: every public page is rendered anew, for whoever wrote with other tools."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from conference.platform.generation import stamp


class Command(BaseCommand):
    help = "Fait rendre à nouveau toutes les pages publiques (après une écriture directe dans la base)."

    def handle(self, *args: Any, **options: Any) -> None:
        stamp()
        self.stdout.write(_("Les pages publiques seront rendues à nouveau à leur prochaine lecture."))
