"""French text: folded for comparison, alike where it is indexed and asked; in addresses; with its spaces."""

import re
import unicodedata

from django.utils.text import slugify

# What Django and Wagtail leave out of an address, and what stands for it in ours. The admin's slug field
# does the same in the browser (forms.py).
IN_ADDRESSES = {"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "’": "-", "'": "-"}

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "'"})
_WORD = re.compile(r"[a-z0-9]+")

NO_BREAK = "\u00a0"
NARROW = "\u202f"

_SPACES = (
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NARROW),  # 50 000
    (re.compile(r"« "), f"«{NO_BREAK}"),
    (re.compile(r" (?=[»:])"), NO_BREAK),
    (re.compile(r" (?=[;!?])"), NARROW),
)


def fold(text: str) -> str:
    """Lower case without accents or ligatures: ``« Œuvre d’Été »`` gives ``« oeuvre d'ete »``."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def slug_of(text: str) -> str:
    """``text`` as part of an address or a file name: « Main-d’œuvre » gives ``main-d-oeuvre``."""
    for sign, written in IN_ADDRESSES.items():
        text = text.replace(sign, written)
    return slugify(text)


def words(text: str) -> list[str]:
    """The words of ``text`` in reading order, folded, of ASCII letters and digits only."""
    return _WORD.findall(fold(text))


def french(text: str) -> str:
    """``text`` with no-break spaces where French wants them: signs never begin a line.

    Editors type ordinary spaces; signs and letters are left as typed.
    """
    for pattern, space in _SPACES:
        text = pattern.sub(space, text)
    return text
