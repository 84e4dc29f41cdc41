"""A file fits in a head, and its name says what is in it."""

from collections.abc import Iterable
from pathlib import Path

from tests.house.files import ours, short

LIMIT = 300
JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "misc", "services", "common", "tools", "lib", "stuff"}
CHECKED = (".py", ".html", ".css", ".js")


def too_long(files: Iterable[Path]) -> list[str]:
    lengths = {short(path): path.read_text().count("\n") for path in files}
    return [f"{name}: {lines} lines" for name, lines in lengths.items() if lines > LIMIT]


def junk_drawers(files: Iterable[Path]) -> list[str]:
    return [
        short(path) for path in files if JUNK_DRAWERS & {path.stem, *(part.name for part in path.parents)}
    ]


def test_no_file_needs_a_scroll_to_be_understood() -> None:
    assert too_long(ours(*CHECKED)) == []


def test_no_junk_drawer() -> None:
    assert junk_drawers(path.relative_to(path.anchor) for path in map(Path, map(short, ours(*CHECKED)))) == []


def test_long_files_and_junk_drawers_are_seen(tmp_path: Path) -> None:
    for name, lines in {"fits.py": 300, "long.py": 301, "utils.py": 1}.items():
        (tmp_path / name).write_text("\n" * lines)
    planted = sorted(tmp_path.iterdir())
    assert too_long(planted) == ["long.py: 301 lines"]
    assert junk_drawers(planted) == ["utils.py"]
