"""The same noun in every layer: a component's tag, template and stylesheet bear one name."""

import re
from collections.abc import Iterable
from pathlib import Path

from tests.house.files import ROOT, ours, short

SHEETS = "static/css/components/"
TEMPLATES = "templates/components/"
CONTRACT = re.compile(r"(?:\{% load [^%]+ %\}\s*)*\{% comment %\}")
# Stylesheets of a family, and the class that its outermost element wears.
FAMILIES = {"form-field": "field", "measures-board": "loom"}
CLASS = re.compile(r"\.([a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:__[a-z0-9-]+)?(?:--[a-z0-9-]+)?)(?=[^a-z0-9-])")


def not_joined(main: str, sheets: Iterable[str]) -> list[str]:
    """Stylesheets that the one stylesheet forgets, and those it names that do not exist."""
    imported = set(re.findall(r'@import url\("components/([a-z0-9-]+)\.css"\)', main))
    return sorted(imported ^ set(sheets))


def worn(sheet: Path) -> str:
    """The class that a stylesheet is about."""
    return FAMILIES.get(sheet.stem, sheet.stem)


def without_its_own_class(sheets: Iterable[Path]) -> list[str]:
    """Stylesheets that do not style the class they are named after."""
    return [
        path.stem
        for path in sheets
        if not any(
            name == worn(path) or name.startswith((f"{worn(path)}__", f"{worn(path)}--"))
            for name in CLASS.findall(path.read_text())
        )
    ]


def nobody_renders(templates: Iterable[Path], python: str, html: str) -> list[str]:
    """Component templates that no tag renders and no template includes by name."""
    return [
        path.name
        for path in templates
        if f'"components/{path.name}"' not in python and f'"components/{path.name}"' not in html
    ]


def wears_no_class(sheets: Iterable[Path], markup: str) -> list[str]:
    """Stylesheets whose class stands in no template and in no tag."""
    return [path.stem for path in sheets if not re.search(rf"(?<![a-z0-9-]){worn(path)}(?![a-z0-9])", markup)]


def all_text(*suffixes: str, under: str = "") -> str:
    return "\n".join(
        path.read_text() for path in ours(*suffixes, under=under) if not short(path).startswith("tests/")
    )


def sheets() -> list[Path]:
    return list(ours(".css", under=SHEETS))


def test_every_stylesheet_is_joined() -> None:
    main = (ROOT / "static/css/main.css").read_text()
    assert not_joined(main, [path.stem for path in sheets()]) == []


def test_a_stylesheet_styles_what_it_is_named_after() -> None:
    assert without_its_own_class(sheets()) == []


def test_no_stylesheet_is_left_over() -> None:
    assert wears_no_class(sheets(), all_text(".html", ".py")) == []


def test_every_component_is_rendered_by_somebody() -> None:
    components = list(ours(".html", under=TEMPLATES))
    assert nobody_renders(components, all_text(".py"), all_text(".html")) == []


def test_every_component_opens_with_its_contract() -> None:
    silent = [path.name for path in ours(".html", under=TEMPLATES) if not CONTRACT.match(path.read_text())]
    assert silent == []


def test_planted_faults_are_seen(tmp_path: Path) -> None:
    (tmp_path / "measure-chip.css").write_text(".measure-chip__name { top: 0 }\n")
    (tmp_path / "lost.css").write_text(".found { top: 0 }\n")
    planted = sorted(tmp_path.glob("*.css"))
    assert not_joined('@import url("components/a.css");', ["a", "b"]) == ["b"]
    assert without_its_own_class(planted) == ["lost"]
    assert wears_no_class(planted, '<b class="measure-chip">') == ["lost"]
    assert nobody_renders([Path("a.html"), Path("b.html")], '"components/a.html"', "") == ["b.html"]
