"""Where the code asks who may see and touch what: found by reading the code, disabled by rewriting it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
RULE = ROOT / "conference/regions/scoping.py"  # has tests of its own, line by line: test_scoping.py
FOLDERS = ("conference", "events", "measures", "home")
# The questions, and the answer of a site without walls.
_SCOPING = "__import__('conference.regions.scoping', fromlist=['x'])"
QUESTIONS = {
    "scope_of": f"{_SCOPING}.EVERYTHING",
    "own_regions": "__import__('conference.regions.models', fromlist=['x']).Region.objects.all()",
    "check_own_pages": "None",
    "choosable_rows": "None",
    "is_own": "True",
    "may_run": "True",
    "events_of": "__import__('events.models', fromlist=['x']).EventPage.objects.all()",
}
# What is put in place once, when the code is loaded, and stands before each request: a view behind its
# guards, a policy of a model, an address that is answered before Wagtail's.
GUARDS = {"closed", "register_permission_policy", "path"}
ADDRESSES = ("conference/regions/admin_urls.py", "conference/regions/files.py")
NOWHERE = "login/"  # another view answers there before, so that nobody comes by, and no table misses it
# Uses that no test can notice, and why.
_NO_WALL = "says what nobody adds or deletes: no wall between regions"
NOT_TRIED = {
    "conference/accounts/second_factor.py scope_of": "says who needs a second factor: no wall",
    "conference/accounts/viewsets.py closed": "accounts have no region; held by tests/conference/accounts",
    "conference/accounts/wagtail_hooks.py register_permission_policy": _NO_WALL,
    "measures/wagtail_hooks.py register_permission_policy": _NO_WALL,
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
    def stands_always(self) -> bool:
        """Whether it is no question of a request, that a test reaches or not, but a guard."""
        return self.question in GUARDS

    @property
    def reason_not_to_try(self) -> str:
        return NOT_TRIED.get(f"{self.file} {self.question}", "")


def use_of(node: ast.AST, file: str) -> Use | None:
    """The use that this piece of code is, if it is one."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return None
    name = node.func.id
    is_use = name in QUESTIONS or (name in GUARDS and (name != "path" or file in ADDRESSES))
    return Use(file, node.lineno, node.col_offset, name) if is_use else None


def uses_in(source: str, file: str) -> Iterator[Use]:
    for node in ast.walk(ast.parse(source)):
        if use := use_of(node, file):
            yield use


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
        use = use_of(node, self.file)
        if use is None or (self.disabled and str(use) != self.disabled):
            return node
        if self.disabled:
            return ast.copy_location(without(node, use), node)
        if use.stands_always:
            return node
        note = ast.parse(
            f"__import__('tests.proofs.mutate.plugin', fromlist=['x']).reached({str(use)!r})", mode="eval"
        )
        noted = ast.Tuple([note.body, node], ast.Load())  # the note, then the call itself
        return ast.copy_location(ast.Subscript(noted, ast.Constant(1), ast.Load()), node)


def without(node: ast.Call, use: Use) -> ast.expr:
    """What stands in the place of a use that is disabled."""
    if use.question == "closed":
        return node.args[0]
    if use.question == "path":
        return ast.Call(node.func, [ast.Constant(NOWHERE), *node.args[1:]], node.keywords)
    return ast.parse(QUESTIONS.get(use.question, "None"), mode="eval").body


def rewritten(source: str, file: str, *, disabled: str = "") -> ast.Module:
    tree = Rewriting(file, disabled=disabled).visit(ast.parse(source))
    return ast.fix_missing_locations(tree)
