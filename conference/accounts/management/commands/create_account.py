"""`manage.py create_account`: a person joins a team and gets a link to choose a password."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from conference.accounts.mails import password_link
from conference.accounts.opening import AccountRefused, Role, create_account


class Command(BaseCommand):
    help = (
        "Crée un compte dans une équipe et affiche le lien, valable une fois, qui choisit son mot de passe."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--role", required=True, choices=Role.values, help="équipe de la personne")
        parser.add_argument("--region", default="", help="région d’un relais, par exemple « bretagne »")
        parser.add_argument("--username", required=True, help="nom d’utilisateur ou d’utilisatrice")
        parser.add_argument("--email", required=True, help="adresse électronique")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = create_account(
                role=Role(options["role"]),
                username=options["username"],
                email=options["email"],
                region=options["region"],
            )
        except AccountRefused as refused:
            raise CommandError(str(refused)) from None
        days = settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)
        self.stdout.write(
            _("Compte « %(name)s » créé dans « %(group)s ».")
            % {"name": user, "group": user.groups.get().name}
        )
        self.stdout.write(
            _("Lien pour choisir le mot de passe, valable une fois et pendant %s jours :") % days
        )
        self.stdout.write(password_link(user))
