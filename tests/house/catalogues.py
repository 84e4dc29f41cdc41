"""Our words for Wagtail's, compiled: ``python -m tests.house.catalogues --write`` after a change of the .po.

No gettext is needed on the machine: polib, of the development libraries, writes the .mo that is committed.
"""

import sys
from pathlib import Path

import polib

from tests.house.files import ROOT

SOURCE = ROOT / "conference/locale/fr/LC_MESSAGES/django.po"
COMPILED = SOURCE.with_suffix(".mo")


def compiled(source: Path) -> bytes:
    """The binary catalogue of a .po file."""
    return polib.pofile(str(source)).to_binary()


if __name__ == "__main__":
    if "--write" in sys.argv:
        COMPILED.write_bytes(compiled(SOURCE))
    elif COMPILED.read_bytes() != compiled(SOURCE):
        sys.exit(f"{COMPILED.name} is not what {SOURCE.name} says: run with --write")
