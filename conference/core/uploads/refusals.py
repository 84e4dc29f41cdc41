"""Why a file is refused, in words for the person who chose it."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def not_what_it_says(extension: str) -> ValidationError:
    """The content is not what the file's name promises."""
    return ValidationError(
        _(
            "Le contenu de ce fichier n’est pas celui d’un fichier « .%s ». Ouvrez-le dans le logiciel qui "
            "l’a fait, enregistrez-le dans ce format et envoyez-le de nouveau."
        )
        % extension,
        code="content",
    )


def unknown_format(accepted: Iterable[str]) -> ValidationError:
    """The file's ending is none of those that the site takes."""
    return ValidationError(
        _(
            "Les fichiers de ce format ne sont pas acceptés. Formats acceptés : %s. Enregistrez le vôtre "
            "dans l’un d’eux : un texte à lire en PDF, un texte à modifier en docx ou odt."
        )
        % ", ".join(accepted),
        code="invalid_extension",
    )


def animated() -> ValidationError:
    """A PNG of several pictures."""
    return ValidationError(
        _(
            "Ce PNG est animé. Enregistrez-en une image fixe, en PNG ou en JPEG ; "
            "pour garder le mouvement, exportez-le en GIF ou en WebP."
        ),
        code="animated",
    )


def damaged() -> ValidationError:
    """The file begins as it should and cannot be read to its end."""
    return ValidationError(
        _("Ce fichier est abîmé : il ne se lit pas jusqu’au bout. Enregistrez-le de nouveau."), code="damaged"
    )


def two_in_one() -> ValidationError:
    """The file is of two formats at once: a browser might take it for the other one."""
    return ValidationError(
        _("Ce fichier mêle deux formats : il pourrait être exécuté. Exportez-le de nouveau du logiciel."),
        code="polyglot",
    )


def bomb() -> ValidationError:
    """Small as it comes, enormous once opened."""
    return ValidationError(
        _("Ce fichier devient démesuré une fois ouvert. Envoyez-en le contenu en plusieurs fichiers."),
        code="bomb",
    )


def program(name: str) -> ValidationError:
    """Something in it runs on the reader's machine."""
    return ValidationError(
        _("Ce fichier contient un programme (%s) : retirez-le et envoyez le fichier de nouveau.") % name,
        code="program",
    )


def locked() -> ValidationError:
    """A password keeps it from being checked."""
    return ValidationError(
        _("Ce fichier est protégé par un mot de passe : envoyez-le sans cette protection."), code="locked"
    )
