"""The first thing a newcomer meets: which Python will do, and what is installed again when."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
INSTALL = ROOT / "deploy/install.py"


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, working in a folder of the test's own."""
    spec = importlib.util.spec_from_file_location("install", INSTALL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", str(tmp_path))
    monkeypatch.setattr(module, "VENV", str(tmp_path / ".venv"))
    (tmp_path / ".venv").mkdir()
    (tmp_path / "deploy/requirements").mkdir(parents=True)
    (tmp_path / "deploy/requirements/production.txt").write_text("first")
    return module


@pytest.mark.parametrize("version", ["(2, 7, 18)", "(3, 10, 13)", "(3, 14, 0)"])
def test_another_python_is_refused_in_one_line_that_names_the_right_ones(version: str) -> None:
    run = f"runpy.run_path({str(INSTALL)!r}, run_name='__main__')"
    fake = f"import sys, runpy; sys.version_info = {version}; {run}"
    done = subprocess.run([sys.executable, "-c", fake], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "3.11, 3.12 ou 3.13" in done.stderr


def test_an_old_python_can_read_the_line_that_refuses_it() -> None:
    ast.parse(INSTALL.read_text(), feature_version=(3, 5))


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_the_right_pythons_pass(install: ModuleType, version: tuple[int, int]) -> None:
    install.refuse_other_pythons(version)


def test_a_lock_is_installed_again_only_when_it_changed(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[list[str]] = []

    def record(command: list[str], **_options: object) -> subprocess.CompletedProcess:
        runs.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(install.subprocess, "run", record)
    install.install(["production"])
    install.install(["production"])
    assert len(runs) == 1
    assert "--require-hashes" in runs[0]
    Path(install.ROOT, "deploy/requirements/production.txt").write_text("second")
    install.install(["production"])
    assert len(runs) == 2


def test_a_failed_installation_is_tried_again(install: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess([], 1)
    monkeypatch.setattr(install.subprocess, "run", lambda *_arguments, **_options: failed)
    for _attempt in range(2):
        with pytest.raises(SystemExit, match="installation a échoué"):
            install.install(["production"])


@pytest.mark.parametrize("kind", ["production", "development"])
def test_a_lock_pins_every_library_with_its_hashes_and_no_index(kind: str) -> None:
    text = (ROOT / f"deploy/requirements/{kind}.txt").read_text()
    pinned = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(pinned) > 20
    assert [line for line in pinned if "==" not in line or not line.endswith("\\")] == []
    assert "--index" not in text
    assert "://" not in text
