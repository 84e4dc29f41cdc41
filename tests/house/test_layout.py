"""A template or a stylesheet that is not laid out is seen by `make lint`."""

import subprocess
from pathlib import Path

from tests.house.files import ROOT
from tests.house.lint import TOOLS
from tests.house.stylesheets import laid_out


def test_a_template_and_a_stylesheet_out_of_order_are_seen(tmp_path: Path) -> None:
    planted = tmp_path / "planted.html"
    planted.write_text("<ul><li>a</li><li>b</li></ul>\n")
    command = [*next(tool.command for tool in TOOLS if tool.name == "djangofmt")[:-1], str(planted)]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 1
    assert laid_out("a { top: 0; left: 0 }") == "a {\n  top: 0;\n  left: 0\n}\n"
