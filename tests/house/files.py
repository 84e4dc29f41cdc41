"""What the rules of the house read: the files that are, or may be, committed."""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_OURS = {".venv", ".git", "var", "node_modules", "__pycache__"}


@cache
def committed(root: Path = ROOT) -> tuple[Path, ...]:
    """Every file that git holds or would take; every file, where there is no git."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if listed.returncode == 0 and listed.stdout:
        paths = [root / name for name in listed.stdout.split("\0") if name]
    else:
        paths = [path for path in root.rglob("*") if not NOT_OURS & set(path.relative_to(root).parts)]
    return tuple(sorted(path for path in paths if path.is_file()))


def ours(*suffixes: str, under: str = "", root: Path = ROOT) -> Iterator[Path]:
    """Our files with one of the suffixes, below a folder; migrations are left out."""
    for path in committed(root):
        inside = path.relative_to(root)
        if (
            path.suffix in suffixes
            and inside.as_posix().startswith(under)
            and "migrations" not in inside.parts
        ):
            yield path


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
