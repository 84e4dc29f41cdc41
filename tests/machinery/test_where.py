"""A test runs on both databases where they may differ; continuous integration runs each on both."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import where


class Item(SimpleNamespace):
    """A collected test, as far as `where` looks at it."""

    def get_closest_marker(self, name: str) -> pytest.Mark | None:
        return next((mark for mark in self.marks if mark.name == name), None)

    def add_marker(self, marker: pytest.MarkDecorator) -> None:
        self.marks.append(marker.mark)


def marks(
    *given: pytest.MarkDecorator, path: str = "tests/events/test_a.py", fixtures: tuple = ()
) -> set[str]:
    """What each of twenty tests alike is marked with, beside what it was given."""
    found = set()
    for number in range(20):
        item = Item(path=Path(path), nodeid=f"{path}::test_{number}", fixturenames=fixtures, marks=[])
        item.marks = [marker.mark for marker in given]
        where.mark(item)  # type: ignore[arg-type]
        found.add(" ".join(mark.name for mark in item.marks[len(given) :]))
    return found


def test_what_asks_no_database_runs_once() -> None:
    assert marks() == {"once"}
    assert marks(pytest.mark.django_db, path="tests/house/test_a.py") == {"once"}


def test_one_test_in_four_that_are_alike_on_both_runs_on_both() -> None:
    assert marks(pytest.mark.django_db) == {"either", ""}
    assert marks(fixtures=("db",)) == {"either", ""}


@pytest.mark.parametrize("name", ["browser", "browser_sqlite", "on_postgres", "dialect"])
def test_what_may_differ_always_runs_on_both(name: str) -> None:
    assert marks(pytest.mark.django_db, getattr(pytest.mark, name)) == {""}


def test_what_commits_always_runs_on_both() -> None:
    assert marks(pytest.mark.django_db(transaction=True)) == {""}
    assert marks(fixtures=("transactional_db",)) == {""}


@pytest.mark.parametrize(("name", "left_out"), [("CI", False), ("EVERYWHERE", False), ("", True)])
def test_continuous_integration_leaves_none_out(
    monkeypatch: pytest.MonkeyPatch, name: str, left_out: bool
) -> None:
    for variable in ("CI", "EVERYWHERE"):
        monkeypatch.delenv(variable, raising=False)
    if name:
        monkeypatch.setenv(name, "true")
    assert ("not either" in where.on_postgres()) is left_out
    assert "not either" not in where.on_postgres(narrowed=True)
