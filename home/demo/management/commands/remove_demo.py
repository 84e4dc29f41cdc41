"""manage.py remove_demo: see home/demo/README.md."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.demo.remove import NothingToRemove, remove_demo


class Command(BaseCommand):
    help = "Enlève tout ce qui est fictif, et rien d’autre : les alliances et les événements réels restent."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            remove_demo()
        except NothingToRemove as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["verbosity"]:
            self.stdout.write(
                "Tout ce qui était fictif est enlevé, comptes de démonstration compris. "
                "Les alliances et les événements réels restent."
            )
