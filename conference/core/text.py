"""French text made comparable: the same folding for what is indexed and for what is asked."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "'"})
_WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Lower case without accents or ligatures: ``« Œuvre d’Été »`` gives ``« oeuvre d'ete »``."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def words(text: str) -> list[str]:
    """The words of ``text`` in reading order, folded, of ASCII letters and digits only."""
    return _WORD.findall(fold(text))
