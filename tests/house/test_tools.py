"""Every tool that reads the code is content with it, and would not be content with anything."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.files import ROOT
from tests.house.lint import PRODUCTION, TOOLS, Tool
from tests.house.stylesheets import laid_out


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_the_tool_is_content(tool: Tool) -> None:
    done = tool.run(capture_output=True)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("missing", ["SECRET_KEY", "PUBLIC_URL", "DATABASE_URL", "DEFAULT_FROM_EMAIL"])
def test_production_refuses_to_start_without_a_secret_and_names_it(missing: str) -> None:
    environment = os.environ | PRODUCTION | {missing: ""}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert missing in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "command"),
    [
        ("planted.py", "import os\n", ("ruff", "check", "--quiet")),
        ("planted.py", "x = ( 1)\n", ("ruff", "format", "--check", "--quiet")),
        ("planted.py", "def f(x: int) -> str:\n    return x\n", ("mypy", "--config-file=")),
        ("planted.html", "<img>\n", ("djlint", "--lint", "--profile=django")),
    ],
)
def test_a_planted_fault_is_seen(tmp_path: Path, name: str, content: str, command: tuple[str, ...]) -> None:
    (tmp_path / name).write_text(content)
    done = subprocess.run(
        [sys.executable, "-m", *command, name], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 1, done.stdout + done.stderr


def test_a_template_and_a_stylesheet_out_of_order_are_seen(tmp_path: Path) -> None:
    planted = tmp_path / "planted.html"
    planted.write_text("<ul><li>a</li><li>b</li></ul>\n")
    command = [*next(tool.command for tool in TOOLS if tool.name == "djangofmt")[:-1], str(planted)]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 1
    assert laid_out("a { top: 0; left: 0 }") == "a {\n  top: 0;\n  left: 0\n}\n"
