"""What `make mutate` disables, it finds by itself; the whole run has a command of its own."""

import pytest

from tests.mutate.uses import NOT_TRIED, NOWHERE, Use, every_use, rewritten, uses_in

pytestmark = pytest.mark.once
SOURCE = "def ask(user):\n    return [scope_of(user).national, other(user), scope_of(user)]\n"


def test_each_call_is_a_use_of_its_own() -> None:
    assert list(map(str, sorted(uses_in(SOURCE, "a.py")))) == ["a.py:2:12 scope_of", "a.py:2:50 scope_of"]


def test_the_one_that_is_named_is_disabled_and_no_other() -> None:
    names: dict = {"scope_of": lambda user: "asked", "other": lambda user: "other"}
    source = SOURCE.replace(".national", "")
    second = str(max(uses_in(source, "a.py")))
    code = rewritten(source, "a.py", disabled=second)
    exec(compile(code, "a.py", "exec"), names)
    first, other, disabled = names["ask"](None)
    assert (first, other) == ("asked", "other")
    assert disabled.national is True


GUARDED = """
view = closed(View, Guard, field="region")
register_permission_policy(Model, Policy())
urls = [path("there/", view), path("elsewhere/", view)]
"""


def test_a_guard_is_taken_away_and_nothing_else() -> None:
    file = "conference/regions/admin_urls.py"
    closed, policy, there, elsewhere = sorted(uses_in(GUARDED, file))
    assert all(use.stands_always for use in (closed, policy, there, elsewhere))
    assert uses_without_path() == ["closed", "register_permission_policy"]

    def result(use: Use) -> tuple:
        policies: list = []
        names: dict = {"View": "bare", "Guard": 1, "Model": 2, "Policy": lambda: 3}
        names["closed"] = lambda view, *guards, **named: "guarded"
        names["register_permission_policy"] = lambda *given: policies.append(given)
        names["path"] = lambda address, view: address
        exec(compile(rewritten(GUARDED, file, disabled=str(use)), file, "exec"), names)
        return names["view"], len(policies), names["urls"]

    both = ["there/", "elsewhere/"]
    assert result(closed) == ("bare", 1, both)
    assert result(policy) == ("guarded", 0, both)
    assert result(there) == ("guarded", 1, [NOWHERE, "elsewhere/"])
    assert result(elsewhere) == ("guarded", 1, ["there/", NOWHERE])


def uses_without_path() -> list[str]:
    """Of a file whose addresses are not those of the wall."""
    return [use.question for use in sorted(uses_in(GUARDED, "events/urls.py"))]


def test_the_uses_of_the_site_are_found() -> None:
    found = {(use.file, use.question) for use in every_use()}
    assert ("conference/regions/viewsets.py", "scope_of") in found
    assert ("events/registrations/access.py", "scope_of") in found
    assert {f"{use.file} {use.question}" for use in every_use() if use.reason_not_to_try} == set(NOT_TRIED)
    assert Use("a.py", 1, 0, "scope_of").reason_not_to_try == ""
