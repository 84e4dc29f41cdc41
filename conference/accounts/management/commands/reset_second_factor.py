"""`manage.py reset_second_factor`: a telephone is lost and nobody is left who could help in the admin."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from conference.accounts.login import account_called
from conference.accounts.second_factor import NothingToReset, reset_second_factor


class Command(BaseCommand):
    help = "Retire les seconds facteurs d’un compte, ferme ses connexions et le dit par courriel."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("account", help="nom d’utilisateur ou adresse électronique")

    def handle(self, *args: Any, account: str, **options: Any) -> None:
        user = account_called(account)
        if user is None:
            raise CommandError(
                _("Aucun compte ne s’appelle « %s », ou plusieurs ont cette adresse.") % account
            )
        try:
            reset_second_factor(user, by=None, now=timezone.now())
        except NothingToReset as nothing:
            raise CommandError(str(nothing)) from None
        self.stdout.write(_("Second facteur de « %s » retiré, connexions fermées.") % user.get_username())
