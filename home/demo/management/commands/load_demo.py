"""manage.py load_demo: see home/demo/README.md."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from home.demo.load import DemoRefused, load_demo


class Command(BaseCommand):
    help = "Charge une fois le contenu de démonstration, fictif pour l’essentiel et marqué comme tel."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--force", action="store_true", help="Même si le site a déjà des pages en dehors des pages fixes."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            load_demo(now=timezone.now(), force=options["force"])
        except DemoRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["verbosity"]:
            self.stdout.write("Contenu de démonstration chargé. Pour l’enlever : manage.py remove_demo.")
