"""The papers of those who run the site name commands that exist, with options that exist."""

import re
import shlex

import pytest
from django.core.management import get_commands, load_command_class

from tests.house.files import ROOT

WRITTEN = re.compile(r"(?:sudo conference|manage\.py) ([a-z_]+)([^`«»\n#;)]*)")
# « conference web » is the launcher's own word (deploy/conference).
NOT_OURS = {"web"}


def written(paper: str) -> list[tuple[str, list[str]]]:
    """Each command that the paper names, with its options."""
    text = (ROOT / "docs" / paper).read_text()
    return [
        (name, [word.partition("=")[0] for word in shlex.split(rest.replace("’", " ")) if word[:2] == "--"])
        for name, rest in WRITTEN.findall(text)
        if name not in NOT_OURS
    ]


def test_the_papers_name_the_socket_that_systemd_holds_and_who_may_open_it() -> None:
    unit = (ROOT / "deploy/systemd/conference-web.socket").read_text()
    [socket] = re.findall(r"^ListenStream=(\S+)$", unit, re.MULTILINE)
    written = "".join((ROOT / "docs" / paper).read_text() for paper in ("operations.md", "installation.md"))
    asked = re.findall(r"^(.*)curl .*--unix-socket (\S+)", written, re.MULTILINE)
    assert set(asked) == {("sudo ", socket)}


def test_the_guide_installs_what_the_papers_run() -> None:
    """A bare Debian has neither curl nor git."""
    guide, runbook = ((ROOT / "docs" / paper).read_text() for paper in ("installation.md", "operations.md"))
    [installed] = re.findall(r"apt-get install --yes (git .+)", guide)
    for program in ("curl", "git", "nginx", "certbot"):
        assert f"sudo {program} " in guide + runbook
        assert program in installed.split()


@pytest.mark.parametrize("paper", ["operations.md", "installation.md"])
def test_the_commands_of_the_papers_exist(paper: str) -> None:
    found, commands = written(paper), get_commands()
    assert len(found) > 4
    for name, options in found:
        assert name in commands, name
        app = commands[name]
        command = load_command_class(app, name) if isinstance(app, str) else app
        known = command.create_parser("manage.py", name)._option_string_actions
        assert [option for option in options if option not in known] == [], name
