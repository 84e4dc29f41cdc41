"""Throw-away databases lie in memory where there is room, and nowhere else than where one may write."""

import tempfile
from pathlib import Path

import pytest

from tests import scratch


def test_memory_is_taken_where_it_has_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch, "IN_MEMORY", tmp_path)
    assert scratch.scratch_folder(wanted=1) == str(tmp_path)
    assert scratch.scratch_folder(wanted=10**18) == tempfile.gettempdir()


def test_a_machine_without_it_uses_the_usual_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch, "IN_MEMORY", tmp_path / "missing")
    assert scratch.scratch_folder() == tempfile.gettempdir()
