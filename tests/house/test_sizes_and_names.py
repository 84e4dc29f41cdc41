"""A file fits in a head, and its name says what is in it."""

from collections.abc import Iterable
from pathlib import Path

from tests.house.files import ours, short

LIMIT = 300
NEVER = 400
# Between the two limits, with the reason why the file is better whole.
LONGER: dict[str, str] = {}
JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "misc", "services", "common", "tools", "lib", "stuff"}
CHECKED = (".py", ".html", ".css", ".js")


def too_long(files: Iterable[Path]) -> list[str]:
    found = []
    for path in files:
        lines = path.read_text().count("\n")
        if lines > NEVER or (lines > LIMIT and short(path) not in LONGER):
            found.append(f"{short(path)}: {lines} lines")
    return found


def junk_drawers(files: Iterable[Path]) -> list[str]:
    return [
        short(path) for path in files if JUNK_DRAWERS & {path.stem, *(part.name for part in path.parents)}
    ]


def test_no_file_needs_a_scroll_to_be_understood() -> None:
    assert too_long(ours(*CHECKED)) == []


def test_the_list_of_longer_files_is_not_longer_than_needed() -> None:
    lengths = {short(path): path.read_text().count("\n") for path in ours(*CHECKED)}
    assert [name for name in LONGER if lengths.get(name, 0) <= LIMIT] == []


def test_no_junk_drawer() -> None:
    assert junk_drawers(path.relative_to(path.anchor) for path in map(Path, map(short, ours(*CHECKED)))) == []


def test_long_files_and_junk_drawers_are_seen(tmp_path: Path) -> None:
    for name, lines in {"fits.py": 300, "long.py": 301, "utils.py": 1}.items():
        (tmp_path / name).write_text("\n" * lines)
    planted = sorted(tmp_path.iterdir())
    assert too_long(planted) == ["long.py: 301 lines"]
    assert junk_drawers(planted) == ["utils.py"]
