"""Places as people name them: communes, postcodes, departments, regions."""

from conference.core.text import words

ARTICLES = {"l", "le", "la", "les"}
SAINTS = {"st": "saint", "ste": "sainte"}


def folded_place(text: str) -> str:
    """``text`` as the names of places are compared: « Le Pré-St-Gervais » gives ``pre saint gervais``.

    Folded, signs as spaces, « St » and « Ste » in full, without the article it begins with.
    """
    spelled = [SAINTS.get(word, word) for word in words(text)]
    if len(spelled) > 1 and spelled[0] in ARTICLES:
        del spelled[0]
    return " ".join(spelled)
