"""Names as people type them: tidied, refused where they advertise, compared."""

import re
import unicodedata
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Our pages and mails name people as they were typed: not by somebody else's advertisement.
_LINK = re.compile(r"://|www\.|@|[<>]", re.IGNORECASE)
_ADDRESS = re.compile(r"\w{2,}\.\w{2,}|\w/\w")
_CURRENCY = r"(?:€|\$|£|(?:euros?|eur|dollars?|usd|chf|bitcoins?|btc)\b)"
_MONEY = re.compile(rf"\d\s*{_CURRENCY}|[€$£]\s*\d", re.IGNORECASE)
_REMOVED = {"Cc", "Cf", "Co", "Cs", "Cn"}  # Unicode's classes of controls, invisible and unassigned signs
_BLANK = dict.fromkeys(map(ord, "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"))  # seen as nothing


def tidied(text: str) -> str:
    """``text`` on one line: composed (NFC), without signs that nobody sees, one space between words."""
    words = " ".join(unicodedata.normalize("NFC", text).translate(_BLANK).split())
    return "".join(sign for sign in words if unicodedata.category(sign) not in _REMOVED).strip()


def refuse_links(text: str) -> None:
    """Raise ValidationError where there is a link or a mail address."""
    if _LINK.search(text):
        raise ValidationError(_("Écrivez un nom seulement, sans adresse ni lien."))


def refuse_advertising(name: str) -> None:
    """Raise ValidationError where the name of a person holds an address of the web or a sum of money."""
    if _ADDRESS.search(name):
        raise ValidationError(
            _("Écrivez un nom seulement, sans adresse ni lien ; laissez une espace après un point.")
        )
    if _MONEY.search(name):
        raise ValidationError(_("Écrivez un nom seulement, sans somme d’argent."))


# --- Comparing --------------------------------------------------------------------------------


def folded(name: str) -> str:
    """A name as it is compared: without case, accents and signs between words."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe").replace("æ", "ae"))
    return " ".join(re.findall(r"\w+", "".join(each for each in letters if not unicodedata.combining(each))))


def full_name(first_name: str, last_name: str) -> str:
    """A person's whole name, folded, its words in alphabetical order: both orders are the same person."""
    return " ".join(sorted(folded(f"{first_name} {last_name}").split()))


def is_correction(before: tuple[str, str], after: tuple[str, str]) -> bool:
    """Whether a first and last name mended are still the same person's: not a seat handed over.

    A typing error, an accent, a name in full, both names exchanged, or another surname are corrections.
    Another first name is another person.
    """
    if full_name(*before) == full_name(*after):
        return True
    return _is_close(folded(before[0]), folded(after[0]))


def _is_close(one: str, other: str) -> bool:
    if (
        not one
        or not other
        or set(one.split()) <= set(other.split())
        or set(other.split()) <= set(one.split())
    ):
        return True
    return _distance(one, other) <= (1 if min(len(one), len(other)) < 5 else 2)


def _distance(one: str, other: str) -> int:
    """How many letters are to be added, removed or changed to make one of the other (Levenshtein)."""
    row: Iterable[int] = range(len(other) + 1)
    for number, letter in enumerate(one, start=1):
        above = list(row)
        made = [number]
        for column, mate in enumerate(other):
            made.append(min(above[column + 1] + 1, made[column] + 1, above[column] + (letter != mate)))
        row = made
    return list(row)[-1]
