"""What `make mutate` disables, it finds by itself; the whole run has a command of its own."""

import pytest

from tests.mutate.uses import NOT_TRIED, Use, every_use, rewritten, uses_in

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


def test_the_uses_of_the_site_are_found() -> None:
    found = {(use.file, use.question) for use in every_use()}
    assert ("conference/regions/viewsets.py", "scope_of") in found
    assert ("events/registrations/access.py", "scope_of") in found
    assert {f"{use.file} {use.question}" for use in every_use() if use.reason_not_to_try} == set(NOT_TRIED)
    assert Use("a.py", 1, 0, "scope_of").reason_not_to_try == ""
