"""How to read a cloth, in words: « Lire l’étoffe », from the same facts that wove it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core.cloth import (
    DIMENSIONS,
    GOALS,
    STRUCTURES_OF_REGIONS,
    UNDYED,
    Facts,
    dye_of_band,
    woven,
)

WARP_WORDS = {
    "vert": gettext_lazy("Associations, vert, gaude sur guède"),
    "tanne": gettext_lazy("Entreprises, tanné, garance sur gaude"),
    "prune": gettext_lazy("Collectivités et État, prune, garance sur guède"),
    "fer": gettext_lazy("Fondations, enseignement, accompagnement, gris de fer"),
}
DIMENSION_WORDS = {
    "gaude": gettext_lazy("Mesures opérationnelles : %(numbers)s"),
    "guede": gettext_lazy("Mesures stratégiques : %(numbers)s"),
    "garance": gettext_lazy("Mesures politiques : %(numbers)s"),
}
NATURE_WORDS = {
    "alliance": gettext_lazy("Losange, l’armure des alliances : deux diagonales qui se répondent."),
    "edition": gettext_lazy("Chevron, l’armure des éditions nationales."),
    "presentiel": gettext_lazy("Natté, parce que l’on s’y rencontre en présence."),
    "en-ligne": gettext_lazy("Toile, l’armure la plus simple, parce que l’on s’y retrouve en ligne."),
    "hybride": gettext_lazy("Chevron, parce que l’on y vient sur place ou en ligne."),
    "actualite": gettext_lazy("Sergé, l’armure des actualités."),
}
REGION_STRUCTURES = {
    "serge": gettext_lazy("Sergé"),
    "chevron": gettext_lazy("Chevron"),
    "natte": gettext_lazy("Natté"),
}


@dataclass(frozen=True)
class Reading:
    """The key to one cloth: pairs of (dye, words) for warp and weft, and a paragraph on the count."""

    warp: tuple[tuple[str, str], ...]
    weft: tuple[tuple[str, str], ...]
    count: str


def reading(facts: Facts) -> Reading:
    """What each thread of the subject's cloth stands for."""
    return Reading(_warp(facts), _weft(facts), f"{_structure(facts)} {_count(facts)}")


def _warp(facts: Facts) -> tuple[tuple[str, str], ...]:
    dyed = list(dict.fromkeys(woven(facts).dyes[::2]))
    if not facts.kinds:
        return tuple((dye, str(WARP_WORDS[dye])) for dye in dyed)
    undyed = _("Habitants, autres partenaires ou nature non précisée, écru")
    if dyed == [UNDYED]:
        undyed = _("Un fil écru par partenaire : leur nature n’est pas précisée")
    return tuple((dye, str(WARP_WORDS.get(dye, undyed))) for dye in dyed)


def _weft(facts: Facts) -> tuple[tuple[str, str], ...]:
    cloth = woven(facts)
    lines = []
    for rank, dye in enumerate(DIMENSIONS):
        carried = [n for n in sorted(cloth.carried) if dye_of_band(n, cloth.bands) == dye]
        if not carried:
            continue
        numbers = ", ".join(map(str, carried))
        if facts.by_goals:
            first, last = rank * 6 + 1, min(rank * 6 + 6, GOALS)
            words = _("Objectifs de développement durable %(first)s à %(last)s : %(numbers)s") % {
                "first": first,
                "last": last,
                "numbers": numbers,
            }
        else:
            words = DIMENSION_WORDS[dye] % {"numbers": numbers}
        lines.append((dye, words))
    if not lines:
        lines.append((UNDYED, _("Aucune mesure pour l’instant : la trame reste écrue")))
    return tuple(lines)


def _structure(facts: Facts) -> str:
    if facts.nature != "region":
        return str(NATURE_WORDS[facts.nature])
    rest = int(facts.code) % 3
    return _("%(structure)s : le code de la région, %(code)s, divisé par 3, laisse %(rest)s.") % {
        "structure": REGION_STRUCTURES[STRUCTURES_OF_REGIONS[rest]],
        "code": facts.code,
        "rest": rest,
    }


def _degrees(value: float) -> str:
    return f"{abs(value):.2f}°".replace(".", ",")


def _count(facts: Facts) -> str:
    words = {
        "latitude": _degrees(facts.latitude or 0),
        "longitude": _degrees(facts.longitude or 0),
        "day": f"{facts.day:%d.%m}" if facts.day else "",
        "place": facts.place,
    }
    of_place = _(" (%(place)s)") % words if facts.place else ""
    if facts.day and facts.latitude is not None:
        said = _(
            "La largeur des rayures compte les chiffres de la latitude, %(latitude)s%(of)s, "
            "et de la date, %(day)s"
        )
    elif facts.day:
        said = _("La largeur des rayures compte les chiffres de la date, %(day)s")
    elif facts.latitude is not None and facts.longitude is not None:
        said = _(
            "La largeur des rayures compte les chiffres de la latitude, %(latitude)s, "
            "et de la longitude, %(longitude)s%(of)s"
        )
    else:
        return _("La largeur des rayures compte les premières lettres de son nom.")
    sentence = said % {**words, "of": of_place}
    if facts.latitude is not None and facts.latitude < 0:
        return _("%(sentence)s ; au sud de l’équateur, on lit la chaîne depuis l’autre lisière.") % {
            "sentence": sentence
        }
    return f"{sentence}."
