"""The field for a mail address: it mends what can be read in one way, and names the sign that is wrong."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_BEFORE = re.compile(r"^(?:mailto:|[<«\"'(\[])+", re.IGNORECASE)
_AFTER = re.compile(r"[>»\"')\],;:.!?]+$")
_INVISIBLE = "Cf"  # Unicode's class of zero-width signs and marks of direction
EXAMPLE = gettext_lazy("Exemple : prenom.nom@exemple.fr")
# What a host name is made of; letters with an accent are allowed there, and sent as « xn--… ».
_IN_DOMAIN = re.compile(r"[^\w.\-]|_")
_IN_LOCAL_PART = re.compile(r"[^A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]")
_NAMES = {
    ",": gettext_lazy("une virgule"),
    ";": gettext_lazy("un point-virgule"),
    ":": gettext_lazy("un deux-points"),
    "–": gettext_lazy("un tiret long (–)"),
    "—": gettext_lazy("un tiret long (—)"),
    "’": gettext_lazy("une apostrophe"),
}


def mended(typed: str) -> str:
    """``typed`` without what is no part of any address: spaces, « mailto: », a comma at its end."""
    signs = unicodedata.normalize("NFC", typed)  # an accent may come as a sign of its own
    address = "".join(
        sign for sign in signs if not sign.isspace() and unicodedata.category(sign) != _INVISIBLE
    )
    while (shorter := _AFTER.sub("", _BEFORE.sub("", address))) != address:
        address = shorter
    local_part, at, domain = address.rpartition("@")
    return f"{local_part}{at}{in_letters(domain)}"


def in_letters(domain: str) -> str:
    """A host name with its « xn--… » parts as people read them (« écologie.fr »)."""
    return ".".join(_part_in_letters(part) for part in domain.split("."))


def _part_in_letters(part: str) -> str:
    if not part.lower().startswith("xn--"):
        return part
    try:
        letters = part.lower().encode().decode("idna")
        known = letters.encode("idna").decode() == part.lower()
    except UnicodeError:
        return part
    return letters if known else part


def folded(address: str) -> str:
    """The address as it is compared: without case, composed, without invisible signs, its host in letters."""
    return unicodedata.normalize("NFC", mended(address).lower())


def what_is_wrong(address: str) -> str | None:
    """A sentence about the first sign for which no mail server would take ``address``, or None."""
    if "@" not in address:
        return _("Il manque un « @ » dans l’adresse.")
    if address.count("@") > 1:
        return _("L’adresse contient deux fois « @ » : écrivez-en une seule.")
    local_part, domain = address.split("@")
    if not local_part:
        return _("Il manque le nom avant « @ ».")
    if sign := _IN_LOCAL_PART.search(local_part):
        found = sign.group()
        if found.isalpha():
            return _("« %s » ne peut pas se trouver avant « @ » : écrivez l’adresse sans accent.") % found
        return _("L’adresse contient %s avant « @ ».") % _name_of(found)
    if "." in (local_part[0], local_part[-1]) or ".." in local_part:
        return _("Il y a un point de trop avant « @ ».")
    if sign := _IN_DOMAIN.search(domain):
        return _("L’adresse contient %s après « @ ».") % _name_of(sign.group())
    if not domain or "." not in domain:
        return _("Il manque la fin de l’adresse après « @ ».")
    if domain[0] == "." or ".." in domain:
        return _("Il y a un point de trop après « @ ».")
    return None


def _name_of(sign: str) -> str:
    if not sign.isprintable():
        return _("un signe invisible")
    return str(_NAMES.get(sign) or _("le signe « %s »") % sign)


class EmailField(forms.EmailField):
    """An address to which a mail can be sent. One sentence says what is wrong with another."""

    default_error_messages = {
        "invalid": gettext_lazy("Cette adresse n’est pas complète. Exemple : prenom.nom@exemple.fr"),
    }

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        address = mended(typed)
        if not address and any(sign.isprintable() and not sign.isspace() for sign in typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid")  # « ? », « - »
        return address

    def run_validators(self, value: str) -> None:
        if value not in self.empty_values and (why := what_is_wrong(value)):
            raise ValidationError(f"{why} {EXAMPLE}", code="invalid")
        try:
            super().run_validators(value)
        except ValidationError as error:  # « too long » and « invalid » at once say it twice
            raise ValidationError(error.messages[0], code="invalid") from error
