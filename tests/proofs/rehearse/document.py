"""The commands of docs/installation.md, as its reader would type them, section by section."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
GUIDE = ROOT / "docs/installation.md"

# A block of « sh » is rehearsed; one of « shell » cannot be on a developer's machine.
_HEADING_OR_BLOCK = re.compile(
    r"^## (?P<heading>[^\n]+)$|^```sh\n(?P<commands>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Block:
    """Commands under a heading of the guide."""

    section: str
    commands: str


def blocks(text: str | None = None) -> list[Block]:
    """Every block of commands that the rehearsal runs, in the order of the guide."""
    found, section = [], ""
    for match in _HEADING_OR_BLOCK.finditer(GUIDE.read_text() if text is None else text):
        if match["heading"]:
            section = match["heading"]
        else:
            found.append(Block(section, match["commands"]))
    return found


def section(beginning: str) -> str:
    """All commands under the headings that begin so. Raises LookupError when the guide has none."""
    commands = [block.commands for block in blocks() if block.section.startswith(beginning)]
    if not commands:
        raise LookupError(f"docs/installation.md : aucune commande sous « {beginning} ».")
    return "".join(commands)
