"""What a backup holds, with the checksum of each file and of the manifest itself; and what can go wrong.

The text of each exception is a French sentence that says what to do.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext as _

FORMAT = 1
NAME = "manifeste.json"
CHUNK = 1024 * 1024


class BackupError(Exception):
    """What a command about backups reports to whoever runs it."""


class BackupFailed(BackupError):
    """The backup could not be made, or its storage does not answer. No unfinished backup passes for whole."""


class BackupDamaged(BackupError):
    """The backup is missing, incomplete, or has changed since it was made."""


class RestoreRefused(BackupError):
    """To restore or move here would destroy something or could not work. Nothing was written."""


@dataclass(frozen=True, kw_only=True)
class Stored:
    """One file of a backup: ``size`` in bytes, ``sha256`` in hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """``made_at``: when the database was read, aware. ``rows``: how many by table.

    ``files``: by path inside the backup. ``missing``: uploaded files that the database names and the
    site's storage no longer had. ``migrations``: « app.name ».
    """

    made_at: datetime
    site: str
    vendor: str
    server: str
    dump: str
    versions: dict[str, str]
    rows: dict[str, int]
    migrations: list[str]
    files: dict[str, Stored]
    missing: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        """The size of all files together, in bytes."""
        return sum(stored.size for stored in self.files.values())

    @property
    def media(self) -> dict[str, Stored]:
        """The uploaded files, by their name in the storage."""
        return {
            path.removeprefix("media/"): stored
            for path, stored in self.files.items()
            if path.startswith("media/")
        }

    def written(self) -> bytes:
        """The manifest as JSON."""
        facts = asdict(self) | {"made_at": self.made_at.isoformat(), "format": FORMAT}
        return json.dumps(facts | {"sha256": _checksum(facts)}, ensure_ascii=False, indent=1).encode()


def read(content: bytes) -> Manifest:
    """The manifest from its JSON. Raises BackupDamaged."""
    try:
        facts = json.loads(content)
        checksum, version = facts.pop("sha256"), facts["format"]
    except (ValueError, KeyError, AttributeError, TypeError):
        raise BackupDamaged(_("Le manifeste est illisible.")) from None
    if version != FORMAT:
        raise BackupDamaged(
            _("Cette sauvegarde vient d’une autre version du site (format %s) : installez-la d’abord.")
            % version
        )
    if checksum != _checksum(facts):
        raise BackupDamaged(_("Le manifeste a été modifié depuis la sauvegarde."))
    del facts["format"]
    facts["made_at"] = datetime.fromisoformat(facts["made_at"])
    facts["files"] = {path: Stored(**stored) for path, stored in facts["files"].items()}
    return Manifest(**facts)


def _checksum(facts: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Measured:
    """Counts the bytes of a stream and computes their checksum while it is read, once."""

    closed = False  # Django's File asks

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.size = 0
        self._digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read from the stream."""
        chunk = self.stream.read(size)
        self.size += len(chunk)
        self._digest.update(chunk)
        return chunk

    def seekable(self) -> bool:
        """False: read twice, a byte would be counted twice."""
        return False

    @property
    def stored(self) -> Stored:
        """Size and checksum of what was read so far."""
        return Stored(size=self.size, sha256=self._digest.hexdigest())


def weigh(stream: BinaryIO) -> Stored:
    """Read the rest of a stream and return its size and checksum."""
    measured = Measured(stream)
    while measured.read(CHUNK):
        pass
    return measured.stored
