"""The table that `make faults` prints at its end, and whether it runs in its short form."""

import os
from pathlib import Path

from django.db import connection

QUICK = bool(os.environ.get("FAULTS_QUICK"))  # smaller crowds, fewer mails
WRITTEN_TO = Path(__file__).resolve().parents[3] / "var" / "faults.txt"


def show(claim: str, figure: str) -> None:
    """One line: what was shown, on which database, and the figure found."""
    line = f"{connection.vendor:<12}{claim:<64}{figure}"
    print(line, flush=True)
    WRITTEN_TO.parent.mkdir(exist_ok=True)
    with WRITTEN_TO.open("a") as file:
        file.write(line + "\n")
