"""The worker, for tests: in this process, or as a real process of its own."""

import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from conference.platform.tasks.worker import Worker
from tests.warm import WarmProcess


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
) -> Iterator[WarmProcess]:
    """`manage.py worker --interval 0.1` on the test's database, stopped at the end if it still runs."""
    with tempfile.NamedTemporaryFile("r+") as said:
        process = WarmProcess(
            [*program, "--interval", "0.1"],
            environment=environment | {"WORKER_LEASE_SECONDS": str(lease)},
            said=Path(said.name),
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


def kill(process: WarmProcess) -> None:
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
