"""Dates of which the day, or the month too, may not be known, as files write them."""

import datetime
import re

from conference.core.text import slug_of

from .models.source import Precision

MONTHS = ("janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec")


def partly_known(text: str | None) -> tuple[datetime.date | None, Precision]:
    """« 2022-05-10 », « 2022-05 », « 2022 », nothing; and what French Excel makes of them: « 10/05/2022 »,
    « mai-22 ». Raises ValueError.
    """
    if not text:
        return None, Precision.DAY
    if found := re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text):
        year, month, day = found.groups()
    elif found := re.fullmatch(r"(?:(\d{1,2})/)?(\d{1,2})/(\d{4})", text):
        day, month, year = found.groups()
    elif found := re.fullmatch(r"([a-z]+)\.?[- ](\d{4}|\d{2})", slug_of(text.replace(".", ""))):
        beginning, year = found.groups()
        month = next((n for n, name in enumerate(MONTHS, 1) if beginning.startswith(name)), None)
        if month is None:
            raise ValueError(text)
        year, day = year if len(year) == 4 else f"20{year}", None
    else:
        raise ValueError(text)
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    return datetime.date(int(year), int(month or 1), int(day or 1)), precision
