"""Where the code asks who may see and touch what: found by reading the code, disabled by rewriting it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
RULE = ROOT / "conference/regions/scoping.py"  # has tests of its own, line by line: test_scoping.py
FOLDERS = ("conference", "events", "measures", "home")
# The questions, and the answer of a site without walls.
_SCOPING = "__import__('conference.regions.scoping', fromlist=['x'])"
QUESTIONS = {
    "scope_of": f"{_SCOPING}.EVERYTHING",
    "check_scope": "None",
    "own_regions": "__import__('conference.regions.models', fromlist=['x']).Region.objects.all()",
    "check_own_pages": "None",
    "choosable_rows": "None",
    "is_own": "True",
    "may_run": "True",
    "events_of": "__import__('events.models', fromlist=['x']).EventPage.objects.all()",
}
# Uses that no test can notice, and why.
NOT_TRIED = {
    "conference/accounts/second_factor.py scope_of": "says who needs a second factor: no wall",
}


@dataclass(frozen=True, order=True)
class Use:
    """One call of a question, by its place in the code."""

    file: str
    line: int
    column: int
    question: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column} {self.question}"

    @property
    def reason_not_to_try(self) -> str:
        return NOT_TRIED.get(f"{self.file} {self.question}", "")


def uses_in(source: str, file: str) -> Iterator[Use]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in QUESTIONS:
            yield Use(file, node.lineno, node.col_offset, node.func.id)


def every_use() -> list[Use]:
    """Every use in the site's code; a new one is there without being listed."""
    found: list[Use] = []
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if path == RULE:
                continue
            found += uses_in(path.read_text(), path.relative_to(ROOT).as_posix())
    return sorted(found)


class Rewriting(ast.NodeTransformer):
    """The code with one use disabled, or with each use noted when it is reached."""

    def __init__(self, file: str, *, disabled: str = "") -> None:
        self.file = file
        self.disabled = disabled

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if not (isinstance(node.func, ast.Name) and node.func.id in QUESTIONS):
            return node
        use = str(Use(self.file, node.lineno, node.col_offset, node.func.id))
        if self.disabled:
            code = QUESTIONS[node.func.id] if use == self.disabled else ""
        else:
            code = f"__import__('tests.mutate.plugin', fromlist=['x']).reached({use!r})"
        if not code:
            return node
        new: ast.expr = ast.parse(code, mode="eval").body
        if not self.disabled:  # the note, then the call itself
            new = ast.Subscript(ast.Tuple([new, node], ast.Load()), ast.Constant(1), ast.Load())
        return ast.copy_location(new, node)


def rewritten(source: str, file: str, *, disabled: str = "") -> ast.Module:
    tree = Rewriting(file, disabled=disabled).visit(ast.parse(source))
    return ast.fix_missing_locations(tree)
