"""Our words for Wagtail's, compiled: ``python -m tests.house.catalogues --write`` after a change of the .po.

No gettext is needed on the machine: polib, of the development libraries, writes the .mo that is committed.
"""

import sys
from pathlib import Path

import polib

from tests.house.files import ROOT

CATALOGUES = ROOT / "conference/locale/fr/LC_MESSAGES"
SOURCE = CATALOGUES / "django.po"
SOURCES = [SOURCE, CATALOGUES / "djangojs.po"]  # what Python says, what the admin's scripts say


def compiled(source: Path) -> bytes:
    """The binary catalogue of a .po file."""
    return polib.pofile(str(source)).to_binary()


if __name__ == "__main__":
    for each in SOURCES:
        beside = each.with_suffix(".mo")
        if "--write" in sys.argv:
            beside.write_bytes(compiled(each))
        elif beside.read_bytes() != compiled(each):
            sys.exit(f"{beside.name} is not what {each.name} says: run with --write")
