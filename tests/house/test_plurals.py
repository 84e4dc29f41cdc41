"""Each sentence that counts says « 0 place » and « 2 places », in the code and in the templates."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.template import Node, engines
from django.templatetags.i18n import BlockTranslateNode
from django.utils import translation
from django.utils.translation import ngettext

from tests.house.files import ROOT, ours, short

COUNTING = {"ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy"}


def of_the_code() -> Iterator[tuple[str, str]]:
    """Singular and plural, as each call of ngettext gives them."""
    for path in ours(".py"):
        if short(path).startswith("tests/"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in COUNTING:
                one, many = [ast.literal_eval(sentence) for sentence in node.args[-3:-1]]
                yield one, many


def of_the_templates() -> Iterator[tuple[str, str]]:
    """Those of « blocktranslate count », as Django reads them."""
    engine = engines["django"].engine
    for path in ours(".html", ".txt", under="templates/"):
        if "{% plural %}" in path.read_text():
            template = engine.get_template(path.relative_to(ROOT / "templates").as_posix())
            for node in _nodes(template.nodelist):
                if isinstance(node, BlockTranslateNode) and node.plural:
                    yield node.render_token_list(node.singular)[0], node.render_token_list(node.plural)[0]


def _nodes(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        for name in getattr(node, "child_nodelists", ()):
            yield from _nodes(getattr(node, name, None) or [])


def test_french_counts_from_two() -> None:
    counted = [*of_the_code(), *of_the_templates()]
    assert len(counted) > 20
    wrong = []
    with translation.override("fr"):
        for one, many in counted:
            said = [ngettext(one, many, number) for number in (0, 1, 2, 30)]
            wrong += [one] if said != [one, one, many, many] else []
    assert wrong == []


@pytest.mark.parametrize("sign", [r"\|pluralize", r"[^\W_A-Z]\(s\)"])
def test_nothing_else_makes_a_plural(sign: str) -> None:
    """Django’s « pluralize » says « 0 places » too; « page(s) » is read by nobody."""
    apart = ("tests/", "static/")
    read = [path for path in ours(".py", ".html", ".txt") if not short(path).startswith(apart)]
    assert [short(path) for path in read if re.search(sign, path.read_text())] == []
