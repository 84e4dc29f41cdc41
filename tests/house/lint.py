"""The tools that read the code, then the rules of the house: `make lint`.

python -m tests.house.lint
"""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.house.files import ROOT

PYTHON = sys.executable
APPS = ("conference", "measures", "events", "home")
# Enough for production's settings to be read; no server stands behind them.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "conference.settings.production",
    "SECRET_KEY": "only-to-check-the-settings-0123456789-abcdefghijklmnopqrstuvwxyz",
    "PUBLIC_URL": "https://conference.invalid",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
    "DEFAULT_FROM_EMAIL": "conference@site.invalid",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "",  # a browser test of the same process may have set it
}
TESTS = {"DJANGO_SETTINGS_MODULE": "conference.settings.test", "TEST_DATABASE_URL": ""}


@dataclass(frozen=True)
class Tool:
    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, **options: object) -> subprocess.CompletedProcess:
        environment = os.environ | self.environment
        return subprocess.run(self.command, cwd=ROOT, env=environment, text=True, **options)  # type: ignore[call-overload,no-any-return]


TOOLS = [
    Tool("ruff check", (PYTHON, "-m", "ruff", "check", "--quiet", ".")),
    Tool("ruff format", (PYTHON, "-m", "ruff", "format", "--check", "--quiet", ".")),
    Tool("djlint", (PYTHON, "-m", "djlint", "--lint", "--quiet", "templates")),
    Tool("djangofmt", (str(Path(PYTHON).with_name("djangofmt")), "--check", "--quiet", "templates")),
    Tool("css-beautify", (PYTHON, "-m", "tests.house.stylesheets")),
    Tool("mypy", (PYTHON, "-m", "mypy", "--no-error-summary", *APPS), TESTS),
    Tool("migrations", (PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"), TESTS),
    Tool("deploy", (PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
]


def main() -> int:
    failed = []
    for tool in TOOLS:
        print(f"→ {tool.name}", flush=True)
        if tool.run().returncode:
            failed.append(tool.name)
    print("→ règles de la maison", flush=True)
    house = [PYTHON, "-m", "pytest", "-q", "tests/house"]
    if subprocess.run(house, cwd=ROOT).returncode:
        failed.append("règles de la maison")
    print(f"À revoir : {', '.join(failed)}" if failed else "Rien à redire.")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
