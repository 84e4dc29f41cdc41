"""Every claim about faults, at full size: `make faults` (some minutes; ARGS="-k seats" for one).

    python -m tests.proofs.faults [--quick] [pytest arguments]

The proofs are tests that the suite leaves out (`proof_*.py`), on a PostgreSQL server of their own that they
may stop; those about mails and seats, on a SQLite file too. Ends with a table: claim, figure.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.postgres import throw_away_server

from .table import WRITTEN_TO

FOLDER = Path(__file__).resolve().parent
PROOFS = sorted(str(path) for path in FOLDER.glob("proof_*.py"))
ON_SQLITE = [str(FOLDER / "proof_mails.py"), str(FOLDER / "proof_seats.py")]


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))  # the server is stopped all the same
    WRITTEN_TO.unlink(missing_ok=True)
    quick = "--quick" in arguments
    arguments = [argument for argument in arguments if argument != "--quick"]
    codes = []
    with throw_away_server() as server_url:
        for url, proofs in ((server_url, PROOFS), ("", ON_SQLITE)):
            environment = os.environ | {"TEST_DATABASE_URL": url, "FAULTS_QUICK": "1" if quick else ""}
            command = [sys.executable, "-m", "pytest", "-n0", "-q", *arguments, *proofs]
            codes.append(subprocess.run(command, env=environment).returncode)
    print("\n" + (WRITTEN_TO.read_text() if WRITTEN_TO.exists() else ""), flush=True)
    return max(0 if code == 5 and arguments else code for code in codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
