"""Disable each use of the rule in turn and run the tests that reach it: one at least must fail.

    python -m tests.proofs.mutate [--quick | part of a use's name…]

The tests say themselves, in one first pass, which uses they reach; a guard, which stands before every
request, is tried with all of them. Then each use is tried in a process of its own, two side by side, the
quickest tests first, until one fails. In the short form, one use of each question, without the long tests.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.proofs.mutate.uses import ROOT, Use, every_use

TESTS = (
    "tests/conference/regions",
    "tests/events/registrations/admin",
    "tests/conference/accounts/test_notices.py",
    "tests/conference/core/uploads/test_forms.py",
)
WORKERS = int(os.environ.get("TEST_WORKERS", "2"))
EVERYTHING, SHORT = ("-m", "not browser"), ("-m", "not browser and not long")
MISSED = "MANQUÉ"
ENOUGH = 12  # tests that reach a use, the quickest first, before the slow ones are tried too


def main(only: list[str]) -> int:
    start = time.monotonic()
    quick = "--quick" in only
    marks, only = (SHORT, []) if quick else (EVERYTHING, only)
    uses = [use for use in every_use() if not only or any(part in str(use) for part in only)]
    if quick:
        tried_ones = (use for use in uses if not use.stands_always and not use.reason_not_to_try)
        uses = list({use.question: use for use in tried_ones}.values())
    with tempfile.TemporaryDirectory() as folder:
        tests = reaching(Path(folder), marks)
    print(f"→ {len(uses)} usages de la règle, {len(tests)} tests lus en {time.monotonic() - start:.0f} s\n")
    with ThreadPoolExecutor(WORKERS) as pool:
        verdicts = list(pool.map(lambda use: told(use, *tried(use, tests, marks)), uses))
    missed = verdicts.count(MISSED)
    print(f"\n→ {missed} usage(s) que nul test ne voit, sur {len(uses)}, en {time.monotonic() - start:.0f} s")
    return 1 if missed or not uses else 0


def told(use: Use, verdict: str, by: str) -> str:
    print(f"{verdict:<8} {use}\n         {by}", flush=True)
    return verdict


def reaching(folder: Path, marks: tuple[str, ...]) -> list[dict]:
    """What each test reaches, and how long it takes; one that fails already is left out, and named."""
    environment = os.environ | {"MUTATE_RECORD": str(folder)}
    done = pytest([*TESTS, "-n", str(WORKERS), "--dist", "worksteal", *marks], environment)
    tests = [json.loads(file.read_text()) for file in folder.glob("*.json")]
    for failed in [test["test"] for test in tests if not test["passed"]]:
        print(f"Échoue déjà, sans rien retirer : {failed}")
    if not tests:
        sys.exit(done.stdout[-3000:] + done.stderr[-3000:])
    return sorted((test for test in tests if test["passed"]), key=lambda test: test["seconds"])


def tried(use: Use, tests: list[dict], marks: tuple[str, ...]) -> tuple[str, str]:
    """Whether a test notices that ``use`` is disabled, and which; why it is not tried."""
    if use.reason_not_to_try:
        return "laissé", use.reason_not_to_try
    names = [test["test"] for test in tests if use.stands_always or str(use) in test["uses"]]
    if not names:
        return MISSED, "aucun test n’y passe"
    environment = os.environ | {"MUTATE_DISABLE": str(use)}
    for some in (names[:ENOUGH], names[ENOUGH:]):
        if some:
            done = pytest(["-n0", "-x", "-p", "no:randomly", *marks, *some], environment)
            if done.returncode == 1:
                return "vu", first_failure(done.stdout)
            if done.returncode:
                return MISSED, f"pytest {done.returncode} : {(done.stdout + done.stderr)[-300:]}"
    return MISSED, f"{len(names)} tests y passent, aucun ne le voit"


def first_failure(said: str) -> str:
    return next((line for line in said.splitlines() if line.startswith(("FAILED", "SUBFAILED", "ERROR"))), "")


def pytest(arguments: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--no-header", "--tb=no", *arguments],
        cwd=ROOT,
        env=environment
        | {"PYTEST_PLUGINS": "tests.proofs.mutate.plugin", "PYTHONPATH": str(ROOT), "TEST_DATABASE_URL": ""},
        capture_output=True,
        text=True,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
