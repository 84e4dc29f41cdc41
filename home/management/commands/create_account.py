"""manage.py create_account --role relais --region bretagne prenom.nom@exemple.fr"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from home.people import AccountRefused, Role, open_account, password_link


class Command(BaseCommand):
    help = "Ouvre un compte et donne un lien, bon une fois, par lequel la personne choisit son mot de passe."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="Le courriel de la personne ; c’est aussi son nom d’utilisateur.")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument("--region", default="", help="Pour un relais : l’adresse courte de sa région.")
        parser.add_argument("--username", default="", help="Un nom d’utilisateur autre que le courriel.")
        parser.add_argument("--first-name", default="", help="Prénom.")
        parser.add_argument("--last-name", default="", help="Nom.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            user = open_account(
                username=options["username"] or options["email"],
                email=options["email"],
                role=Role(options["role"]),
                region=options["region"],
                first_name=options["first_name"],
                last_name=options["last_name"],
            )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        except AccountRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        days = settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)
        self.stdout.write(f"Compte « {user.get_username()} » ouvert, groupe « {user.groups.get()} ».")
        self.stdout.write(f"À transmettre à la personne (bon une fois, {days} jours au plus) :")
        self.stdout.write(password_link(user))
