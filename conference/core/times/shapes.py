"""The shapes of a French date and of an hour, as ``french`` reads them: one expression over plain signs."""

import re
import unicodedata

LONGEST = 80  # signs of a text that may hold a date

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan",
            "fevrier fevr fev",
            "mars mar",
            "avril avr",
            "mai",
            "juin jun",
            "juillet juill juil jul",
            "aout aou",
            "septembre sept sep",
            "octobre oct",
            "novembre nov",
            "decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}
RELATIVE = {"aujourd'hui": 0, "demain": 1, "apres-demain": 2}
HALVES = {"demi": 30, "demie": 30, "quart": 15}

_DATE = rf"""
    (?:le\s)?
    (?:(?P<weekday>{"|".join(f"{name}|{name[:3]}" for name in WEEKDAYS)})\b\.?\s?,?\s?)?
    (?:le\s)?
    (?:
        # 2026-12-15
        (?P<iso_year>[0-9]{{4,6}}) (?P<iso_sign>[-/]) (?P<iso_month>[0-9]{{1,2}})
        (?P=iso_sign) (?P<iso_day>[0-9]{{1,2}})
    |
        # 15/12/2026, 15.12.26, 15/12
        (?P<number_day>[0-9]{{1,2}}) \s?(?P<sign>[-/.])\s? (?P<number_month>[0-9]{{1,2}})
        (?: \s?(?P=sign)\s? (?P<number_year>[0-9]{{4,6}}|[0-9]{{2}}) )?
    |
        # 15122026, as on a keypad
        (?P<keyed_day>[0-9]{{2}})(?P<keyed_month>[0-9]{{2}})(?P<keyed_year>[0-9]{{4}})
    |
        # 15 12 2026
        (?P<spaced_day>[0-9]{{1,2}}) \s (?P<spaced_month>[0-9]{{1,2}}) \s (?P<spaced_year>[0-9]{{4}})
    |
        # 15 décembre 2026, 1er janv., 15-déc.-26
        (?P<named_day>[0-9]{{1,2}}|premier) (?:\s?er)? [-/.\s]?\s?
        (?P<named_month>{"|".join(MONTHS)})\b\.?,?
        (?: \s?[-/\s]\s? '?(?P<named_year>[0-9]{{4,6}}|[0-9]{{2}}) )?
    |
        (?P<relative>aujourd'hui|demain|apres-demain)
    )
"""
_HOUR = r"""
    (?:a\s)?
    (?:
        # 8 h 30, 8h, 8 heures 30 min
        (?P<hours>[0-9]{1,2}) \s?(?:h|hr|hrs|heures?)\b\.?
        (?: \s?(?P<minutes>[0-9]{1,2}) (?:\s?(?:min|mn|minutes?)\b\.?)? )?
    |
        # 8h30, 8h30min
        (?P<stuck_hours>[0-9]{1,2}) h (?P<stuck_minutes>[0-9]{1,2}) (?:\s?(?:min|mn|m)\b\.?)?
    |
        # 17:30, 17:30:00
        (?P<clock_hours>[0-9]{1,2}) \s?:\s? (?P<clock_minutes>[0-9]{2})
        (?: :(?P<clock_seconds>[0-9]{2}) (?:\.0+)? )?
    |
        (?P<noon>midi|minuit) (?:\s(?P<noon_minutes>[0-9]{1,2}))?
    )
    (?: \set\s (?:un\s)?(?P<half>demie?|quart) )?
    (?: \s (?P<half_day>du\smatin|de\sl'apres[-\s]midi|du\ssoir) )?
"""
# Hours where nothing but an hour is meant: 8, 1730 as on a keypad, 17.30.
KEYED_HOUR = re.compile(r"([0-9]{1,2}?)(?:\.?([0-9]{2}))?")
_BETWEEN = r"\s?(?:[,;@t-]\s?|\s)"


def _named(pattern: str, ending: str) -> str:
    """The pattern with other names for its groups: a name may stand once in an expression."""
    return re.sub(r"\(\?P(<|=)([a-z_]+)", rf"(?P\g<1>\g<2>{ending}", pattern)


# A day, with its hour after it; an hour, with its day after it.
MOMENT = re.compile(
    rf"{_DATE}(?:{_BETWEEN}{_HOUR})?|{_named(_HOUR, '_first')}(?:{_BETWEEN}{_named(_DATE, '_last')})?",
    re.VERBOSE,
)

_SIGNS = str.maketrans(
    dict.fromkeys("’‘ʼ`´", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys('«»“”"\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}', " ")
)


def plain(text: str) -> str:
    """Small letters without accents, plain signs, single spaces; "" for what is too long to be a date."""
    if len(text) > LONGEST:
        return ""
    # Signs before NFKC, which turns « ´ » into a space and a mark.
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text.translate(_SIGNS)).casefold())
    letters = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return " ".join(letters.split()).strip(" .,;")
