"""What is committed runs anywhere: no machine's path, no registry's address, each setting explained."""

import re
from collections.abc import Iterable
from pathlib import Path

from tests.house.files import ROOT, committed, short

# Written in two halves so that this file does not accuse itself.
FOREIGN = [
    (
        re.compile("pypi" + r"\.org|pythonhosted" + r"\.org|registry\.npm" + r"js|proxy\.golang" + r"\.org"),
        "a registry",
    ),
    (re.compile(r"--(?:extra-)?index" + r"-url|--find" + r"-links|--trusted" + r"-host"), "an index address"),
    (re.compile("/ro" + r"ot/|/wo" + r"rk/|/ho" + r"me/[a-z]+/\."), "a path of one machine"),
]
TEXT = {
    ".py",
    ".txt",
    ".toml",
    ".md",
    ".html",
    ".css",
    ".js",
    ".json",
    ".yml",
    ".yaml",
    ".example",
    ".in",
    ".po",
    "",
}
READ = re.compile(
    r"""env(?:\.[a-z_]+)?\(\s*["']([A-Z][A-Z0-9_]+)["']"""
    r"""|required\(["']([A-Z][A-Z0-9_]+)["']\)"""
    r"""|os\.environ(?:\.get\(|\[)["']([A-Z][A-Z0-9_]+)["']"""
)
# Given by the system or by a program of ours to another one.
NOT_SETTINGS = {
    "CI",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
    "DJANGO_SETTINGS_MODULE",
    "FAULTS_QUICK",
    "MUTATE_DISABLE",
    "MUTATE_RECORD",
    "NOTIFY_SOCKET",
    "PYTEST_XDIST_WORKER",
}


def foreign(files: Iterable[Path]) -> list[str]:
    found = []
    for path in files:
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), start=1):
            found += [f"{short(path)}:{number}: {said}" for rule, said in FOREIGN if rule.search(line)]
    return found


def settings_read(files: Iterable[Path]) -> set[str]:
    """Names of the environment variables that these files read."""
    groups = (match for path in files for match in READ.findall(path.read_text()))
    return {name for names in groups for name in names if name} - NOT_SETTINGS


def settings_explained(example: str) -> set[str]:
    return set(re.findall(r"^#?\s?([A-Z][A-Z0-9_]+)=", example, flags=re.MULTILINE))


def texts() -> list[Path]:
    return [path for path in committed() if path.suffix in TEXT and path.name != ".gitignore"]


def test_nothing_of_one_machine_is_committed() -> None:
    assert foreign(texts()) == []


def test_every_setting_is_explained_and_every_explained_setting_is_read() -> None:
    readers = [
        path for path in texts() if path.suffix == ".py" and not short(path).startswith("tests/house/")
    ]
    assert settings_read(readers) ^ settings_explained((ROOT / ".env.example").read_text()) == set()


def test_planted_faults_are_seen(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(
        f"x = '/ro{''}ot/site'\ny = 'https://pypi{''}.org/simple'\n"
        'env.str("ONE"); required("TWO"); os.environ.get("THREE"); os.environ["FOUR"]\n'.replace("{''}", "")
    )
    assert foreign([planted]) == ["planted.py:1: a path of one machine", "planted.py:2: a registry"]
    assert settings_read([planted]) == {"ONE", "TWO", "THREE", "FOUR"}
    assert settings_explained("# A word.\nONE=1\n# TWO=2\n#THREE=\nfour=4\n") == {"ONE", "TWO", "THREE"}
