"""Second factors are sealed with the SECRET_KEY of today: after it changed, or once for those in clear."""

from typing import Any

from django.core.management import BaseCommand

from conference.accounts.sealing import seal_again


class Command(BaseCommand):
    help = "Chiffre avec SECRET_KEY les seconds facteurs en clair, ou chiffrés avec SECRET_KEY_FALLBACKS."

    def handle(self, *args: Any, **options: Any) -> None:
        sealed = seal_again()
        self.stdout.write(f"Secrets chiffrés avec la clé du jour : {sealed}.")
