"""manage.py load_reference: see home/reference/README.md."""

from typing import Any

from django.core.management.base import BaseCommand

from home.reference.load import load_reference


class Command(BaseCommand):
    help = "Ajoute ce qui manque des faits de la mission, des pages fixes, des menus et des droits."

    def handle(self, *args: Any, **options: Any) -> None:
        report = load_reference()
        if options["verbosity"]:
            self.stdout.write("\n".join(report.sentences()))
