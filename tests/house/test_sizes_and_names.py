"""A file fits in a head, and its name says what is in it."""

from collections.abc import Iterable
from pathlib import Path

from tests.house.files import ours, short

LIMIT = 300
WIDTH = 120  # signs of a line of a template or a stylesheet
PAGE = 150  # lines of a template that names its parts instead of holding them
JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "misc", "services", "common", "tools", "lib", "stuff"}
CHECKED = (".py", ".html", ".css", ".js")
# The frame of every mail is one table: its blocks cannot stand in a part.
WHOLE = {"templates/core/mails/base.html"}


def too_long(files: Iterable[Path]) -> list[str]:
    # a stylesheet has one declaration a line: it is read by its rules
    lengths = {short(path): path.read_text().count("\n") for path in files if path.suffix != ".css"}
    return [f"{name}: {lines} lines" for name, lines in lengths.items() if lines > LIMIT]


def too_wide(files: Iterable[Path]) -> list[str]:
    return [
        f"{short(path)}:{number}: {len(line)} signs"
        for path in files
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > WIDTH
    ]


def too_much_for_a_page(templates: Iterable[Path]) -> list[str]:
    return [
        short(path) for path in templates if path.read_text().count("\n") > PAGE and short(path) not in WHOLE
    ]


def junk_drawers(files: Iterable[Path]) -> list[str]:
    return [
        short(path) for path in files if JUNK_DRAWERS & {path.stem, *(part.name for part in path.parents)}
    ]


def test_no_file_needs_a_scroll_to_be_understood() -> None:
    assert too_long(ours(*CHECKED)) == []


def test_no_template_and_no_stylesheet_needs_a_wide_window() -> None:
    assert too_wide([*ours(".html", under="templates/"), *ours(".css", under="static/")]) == []


def test_a_page_is_a_short_list_of_its_parts() -> None:
    assert too_much_for_a_page(ours(".html", under="templates/")) == []


def test_no_junk_drawer() -> None:
    assert junk_drawers(path.relative_to(path.anchor) for path in map(Path, map(short, ours(*CHECKED)))) == []


def test_long_files_and_junk_drawers_are_seen(tmp_path: Path) -> None:
    for name, lines in {"fits.py": 300, "long.py": 301, "utils.py": 1}.items():
        (tmp_path / name).write_text("\n" * lines)
    planted = sorted(tmp_path.iterdir())
    assert too_long(planted) == ["long.py: 301 lines"]
    assert junk_drawers(planted) == ["utils.py"]


def test_wide_lines_and_long_pages_are_seen(tmp_path: Path) -> None:
    (tmp_path / "wide.html").write_text("x" * 120 + "\n" + "x" * 121 + "\n")
    (tmp_path / "long.html").write_text("\n" * 151)
    planted = sorted(tmp_path.iterdir())
    assert too_wide(planted) == ["wide.html:2: 121 signs"]
    assert too_much_for_a_page(planted) == ["long.html"]
