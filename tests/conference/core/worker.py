"""The worker, for tests: in this process, or as a real process of its own."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from conference.core.tasks.worker import Worker

ROOT = Path(__file__).resolve().parents[3]


def run_queue() -> int:
    """Run, here and now, every task that may run; returns how many ran. No thread, no chore."""
    worker, done = Worker(), 0
    while worker.run_next_task():
        done += 1
        assert done < 1000, "a task queues itself again and again"
    return done


@contextmanager
def worker_process(
    environment: dict[str, str], *, lease: int = 60, program: tuple[str, ...] = ("manage.py", "worker")
) -> Iterator[subprocess.Popen]:
    """`manage.py worker --interval 0.1` on the test's database, stopped at the end if it still runs."""
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [sys.executable, *program, "--interval", "0.1"],
            cwd=ROOT,
            env=environment | {"WORKER_LEASE_SECONDS": str(lease)},
            stdout=said,
            stderr=said,
        )
        try:
            yield process
        except AssertionError as failure:
            said.seek(0)
            failure.add_note(f"The worker (exit {process.poll()}) said:\n{said.read()[-3000:]}")
            raise
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait()


def kill(process: subprocess.Popen) -> None:
    """kill -9, and wait until it is dead."""
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(true: Callable[[], Any], *, seconds: float = 90, every: float = 0.1) -> Any:
    """Wait until the call gives something true, and return it; fail after ``seconds``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(every)
    raise AssertionError(f"not so after {seconds} s: {true.__name__}")
