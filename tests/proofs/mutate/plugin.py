"""The pytest plugin of `make mutate`: the site's code is rewritten while it is imported.

MUTATE_DISABLE names the use that answers as if there were no walls; without it, MUTATE_RECORD names the
folder where each test leaves the uses that it reaches.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from tests.proofs.mutate.uses import FOLDERS, ROOT, rewritten

DISABLED = os.environ.get("MUTATE_DISABLE", "")
RECORD = os.environ.get("MUTATE_RECORD", "")
_reached: set[str] = set()


def reached(use: str) -> None:
    _reached.add(use)


class Loader(SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        path = Path(self.get_filename(fullname))
        file = path.relative_to(ROOT).as_posix()
        return compile(rewritten(path.read_text(), file, disabled=DISABLED), str(path), "exec")


class Finder(PathFinder):
    @classmethod
    def find_spec(
        cls, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in FOLDERS:
            return None
        spec = super().find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = Loader(fullname, spec.loader.path)
        return spec


if DISABLED or RECORD:
    sys.meta_path.insert(0, Finder)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    _reached.clear()
    outcome = yield
    if RECORD:
        name = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-{abs(hash(item.nodeid))}.json"
        facts = {"test": item.nodeid, "uses": sorted(_reached), "seconds": _seconds.pop(item.nodeid, 0.0)}
        facts["passed"] = item.nodeid not in _failed
        (Path(RECORD) / name).write_text(json.dumps(facts))
    return outcome


_seconds: dict[str, float] = {}
_failed: set[str] = set()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.failed:
        _failed.add(report.nodeid)
    _seconds[report.nodeid] = _seconds.get(report.nodeid, 0.0) + report.duration
