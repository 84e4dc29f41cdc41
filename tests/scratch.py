"""Where throw-away databases lie: in memory where the machine has enough of it, else in the usual place.

A copy of a database is seven hundred small files: half a second on a disk, a twentieth of one in memory.
"""

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

IN_MEMORY = Path("/dev/shm")
ENOUGH = 2 * 1024**3  # bytes; a run of the whole suite takes a quarter of it


def scratch_folder(*, wanted: int = ENOUGH) -> str:
    """A folder with ``wanted`` bytes of room, in which to make one of a random name."""
    with suppress(OSError):  # none, or not for us
        if shutil.disk_usage(IN_MEMORY).free >= wanted:
            tempfile.TemporaryFile(dir=IN_MEMORY).close()
            return str(IN_MEMORY)
    return tempfile.gettempdir()
