"""What people read is well set French: ’ and « », no-break spaces where the rules want them."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.house.files import ours, short

TRANSLATED = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
IN_TEMPLATE = re.compile(
    r'\{% translate "([^"]*)"|_\("([^"]*)"\)|\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate', re.DOTALL
)
OUTSIDE = re.compile(
    r"\{% comment %\}.*?\{% endcomment %\}|<(svg|script|style)\b.*?</\1>|"
    r"\{% blocktranslate[^%]*%\}.*?\{% endblocktranslate %\}",
    re.DOTALL,
)
TAG = re.compile(r"\{\{.*?\}\}|\{[%#].*?[%#]\}|<[^>]*>|&[a-z]+;", re.DOTALL)
LOOSE = re.compile(r"[ \n][;:!?»](?=[\sx]|$)|«[ \n]")
RULES = [
    (re.compile(r"[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]"), "a straight apostrophe"),
    (re.compile(r"(?<![\u00a0\d]):(?=\s|$)"), "no no-break space (U+00A0) before :"),
    (re.compile(r"(?<!\u202f)[;!?](?=[\s\u00a0\u202f]|$)"), "no narrow no-break space (U+202F) before ; ! ?"),
    (re.compile(r"«(?!\u00a0)|(?<!\u00a0)»"), "no no-break space (U+00A0) inside « »"),
    (re.compile(r"\.\.\."), "three full stops for …"),
]


def sentences(path: Path) -> Iterator[str]:
    """Every text that the file marks for translation; variables read « x »."""
    text = path.read_text()
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATED:
                yield from (
                    argument.value
                    for argument in node.args
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                )
    else:
        for groups in IN_TEMPLATE.findall(text):
            yield re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "x", "".join(groups))


def loosely_set(files: Iterable[Path]) -> list[str]:
    """Punctuation between a template's tags that could begin a line, left there by a plain space."""
    return [
        f"{short(path)}: {words[max(0, fault.start() - 20) : fault.end() + 10]!r}"
        for path in files
        for words in [TAG.sub("x", OUTSIDE.sub("x", path.read_text()))]
        for fault in LOOSE.finditer(words)
    ]


def ill_set(files: Iterable[Path]) -> list[str]:
    return [
        f"{short(path)}: {said}: {sentence.strip()[:90]}"
        for path in files
        for sentence in sentences(path)
        for rule, said in RULES
        if rule.search(sentence)
    ]


def test_what_people_read_is_well_set() -> None:
    checked = [path for path in ours(".py", ".html", ".txt") if not short(path).startswith("tests/")]
    assert ill_set(checked) == []


def test_what_stands_between_the_tags_is_well_set_too() -> None:
    assert loosely_set(ours(".html", ".txt", under="templates/")) == []


def test_a_loose_colon_between_the_tags_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>{{ a }} : {{ b }}</p>{# x : y #}<i>\u202f; «\u00a0oui\u00a0»</i>")
    [said] = loosely_set(tmp_path.iterdir())
    assert said.startswith("a.html: 'xx : xx")


def test_planted_faults_are_seen(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        'x = _("l\'agenda " "de l’année...")\ny = _(\'Heure\u00a0: 10:30\u202f!\')\n'
    )
    (tmp_path / "b.html").write_text(
        '{% translate "Date : lundi" %}{% blocktranslate %}« {{ a }} »{% endblocktranslate %}'
    )
    (tmp_path / "c.html").write_text(
        '{% translate "Vraiment ?" %}{% translate "Oui\u202f; «\u00a0non\u00a0»" %}'
    )
    assert [fault.rsplit(": ", 1)[0].split(": ", 1) for fault in ill_set(sorted(tmp_path.iterdir()))] == [
        ["a.py", "a straight apostrophe"],
        ["a.py", "three full stops for …"],
        ["b.html", "no no-break space (U+00A0) before :: Date "],
        ["b.html", "no no-break space (U+00A0) inside « »"],
        ["c.html", "no narrow no-break space (U+202F) before ; ! ?"],
    ]
