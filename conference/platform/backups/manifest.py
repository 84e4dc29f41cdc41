"""What a backup holds: written last, read first.

Its own checksum stands in it, so that a manifest cut short or changed by hand is seen as well.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext as _

from conference.platform.backups.errors import BackupDamaged

FORMAT = 1
NAME = "manifeste.json"
CHUNK = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Stored:
    """One file of a backup: ``size`` in bytes, ``sha256`` in hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """``made_at``: aware; the moment at which the database was read. ``rows``: by table.

    ``files``: by path inside the backup. ``missing``: names of media that the database names and the
    storage no longer had. ``migrations``: « app.name ».
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
        """Bytes of all its files together."""
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
        """The manifest as it is kept."""
        facts = asdict(self) | {"made_at": self.made_at.isoformat(), "format": FORMAT}
        return json.dumps(facts | {"sha256": _checksum(facts)}, ensure_ascii=False, indent=1).encode()


def read(content: bytes) -> Manifest:
    """The manifest that was written. Raises BackupDamaged."""
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
    """A stream that is weighed while somebody else reads it, once, from its beginning to its end."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.size = 0
        self._digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """What the stream gives."""
        chunk = self.stream.read(size)
        self.size += len(chunk)
        self._digest.update(chunk)
        return chunk

    @property
    def stored(self) -> Stored:
        """What passed so far."""
        return Stored(size=self.size, sha256=self._digest.hexdigest())


def weigh(stream: BinaryIO) -> Stored:
    """Size and checksum of what is left of a stream."""
    measured = Measured(stream)
    for _chunk in chunks(measured):
        pass
    return measured.stored


def chunks(stream: BinaryIO | Measured) -> Iterator[bytes]:
    """What is left of a stream, a megabyte at a time."""
    while chunk := stream.read(CHUNK):
        yield chunk
