"""`manage.py check_installation`: what is missing or weak, each line with what to do."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.platform.inspection import Finding, Inspected, Weight, blocks, inspect, weak
from conference.platform.mails.server import (
    MailDeferred,
    MailRefused,
    MailServerUnavailable,
    send_test_message,
)

SIGNS = {Weight.BLOCKS: "✗", Weight.WEAK: "!"}


class Command(BaseCommand):
    help = "Dit ce qui manque à l’installation, et quoi faire ; code 1 si le site ne doit pas être ouvert."
    requires_migrations_checks = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mail-to", default="", help="envoie un message d’essai à cette adresse")

    def handle(self, *args: Any, mail_to: str, **options: Any) -> None:
        subjects = inspect(now=timezone.now())
        subjects.append(Inspected(subject=_("Message d’essai"), findings=tuple(try_mail(mail_to))))
        for inspected in subjects:
            if not inspected.findings:
                self.stdout.write(f"✓ {inspected.subject}")
            for finding in inspected.findings:
                self.stdout.write(f"{SIGNS[finding.weight]} {inspected.subject}\u00a0: {finding.problem}")
                self.stdout.write(f"    → {finding.to_do}")
        found = [finding.weight for inspected in subjects for finding in inspected.findings]
        if blocking := found.count(Weight.BLOCKS):
            raise CommandError(
                ngettext(
                    "%d point empêche d’ouvrir le site.", "%d points empêchent d’ouvrir le site.", blocking
                )
                % blocking
            )
        self.stdout.write(
            ngettext(
                "Rien n’empêche d’ouvrir le site ; %d point à améliorer.",
                "Rien n’empêche d’ouvrir le site ; %d points à améliorer.",
                len(found),
            )
            % len(found)
            if found
            else _("Tout est en ordre.")
        )


def try_mail(to: str) -> list[Finding]:
    """Send a message to ``to`` and say how it went; nothing when the server took it."""
    if not to:
        return [
            weak(
                _("aucun message n’a été envoyé."),
                _("Ajoutez --mail-to=votre@adresse, puis cherchez-le, même parmi les indésirables."),
            )
        ]
    try:
        send_test_message(to)
    except (MailRefused, MailDeferred) as error:
        return [
            blocks(
                _("le serveur de courriel refuse cette adresse (%s).") % error,
                _("Vérifiez l’adresse et DEFAULT_FROM_EMAIL."),
            )
        ]
    except MailServerUnavailable as error:
        return [
            blocks(
                _("le serveur de courriel ne répond pas (%s).") % error,
                _("Vérifiez EMAIL_HOST, EMAIL_PORT, le compte et son mot de passe."),
            )
        ]
    return []
