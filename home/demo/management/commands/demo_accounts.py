"""`manage.py demo_accounts`: make the demonstration's accounts and print their passwords."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.demo.accounts import NameTaken, as_table, ensure_accounts


class Command(BaseCommand):
    help = "Crée les comptes de démonstration, ou leur rend leur mot de passe, et les affiche."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--password", default=None, help="Le mot de passe de tous ; vide, de nouveaux sont tirés."
        )

    def handle(self, *args: Any, password: str | None, **options: Any) -> None:
        try:
            accounts = ensure_accounts(chosen=password)
        except (ImproperlyConfigured, NameTaken) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(as_table(accounts))
