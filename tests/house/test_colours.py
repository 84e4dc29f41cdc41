"""Colours have names, kept in static/css/tokens.css; nothing is styled or scripted inside a page."""

import re
from collections.abc import Iterable
from pathlib import Path

from tests.house.files import ROOT, ours, short

HEX = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|\b(?:rgba?|hsla?|oklch)\(")
TOKENS = ROOT / "static/css/tokens.css"
# A mail has no stylesheet to lean on: its styles stand in it, hexadecimal colours included.
MAILS = "mails"
IN_CSS = [(HEX, "a colour without a name"), (re.compile(r"!important"), "!important")]
IN_HTML = [
    (re.compile(r"\sstyle\s*="), "style="),
    (re.compile(r"<style\b"), "<style>"),
    (re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)"), "<script> without src"),
    (re.compile(r"\son[a-z]+\s*="), "an inline event handler"),
    (re.compile(r"\b(?:fill|stroke|color|stop-color)=[\"']#"), "a colour without a name"),
]


def faults(files: Iterable[Path]) -> list[str]:
    found = []
    for path in files:
        rules = IN_CSS if path.suffix == ".css" else IN_HTML
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            found += [f"{short(path)}:{number}: {said}" for rule, said in rules if rule.search(line)]
    return found


def test_colours_have_names() -> None:
    assert faults(path for path in ours(".css", under="static/") if path != TOKENS) == []


def test_pages_hold_no_style_and_no_script() -> None:
    assert faults(path for path in ours(".html", under="templates/") if MAILS not in path.parts) == []


def test_planted_faults_are_seen(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text(
        "a { color: #fff; }\na { color: var(--ink) !important; }\n#contenu { top: 0 }\n"
    )
    (tmp_path / "b.html").write_text(
        '<p style="top:0">\n<script>1</script>\n<script src="x.js"></script>\n'
        '<a href="#abc" onclick="x()">\n<style>\n<path fill="#000">\n'
    )
    assert faults(sorted(tmp_path.iterdir())) == [
        "a.css:1: a colour without a name",
        "a.css:2: !important",
        "b.html:1: style=",
        "b.html:2: <script> without src",
        "b.html:4: an inline event handler",
        "b.html:5: <style>",
        "b.html:6: a colour without a name",
    ]
