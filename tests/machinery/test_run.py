"""`make test` uses the server it is given, and leaves nothing running behind."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import run

pytestmark = pytest.mark.once

# A session that does not end when asked, with a worker of its own.
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
worker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(worker.pid, flush=True)
time.sleep(60)
"""


def test_a_given_server_is_used_and_left_running(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://somebody@example.invalid/postgres")
    with run.server() as address:
        assert address == "postgres://somebody@example.invalid/postgres"


def test_the_workers_end_with_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "END_WITHIN", 0.1)
    session = subprocess.Popen(
        [sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert session.stdout is not None
    with session.stdout as said:
        worker = int(said.readline())
        run.end(session)
    assert session.returncode == -signal.SIGKILL
    limit = time.monotonic() + 5
    while is_running(worker) and time.monotonic() < limit:
        time.sleep(0.05)
    assert not is_running(worker)


def is_running(pid: int) -> bool:
    """A process that ended but that nobody has waited for yet does not run."""
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
