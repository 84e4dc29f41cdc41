"""gunicorn with the site, as a visitor meets it: for tests, `make fuzz`, `make faults` and `make bench`."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.warm import WarmProcess

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def web_process(
    environment: dict[str, str],
    *options: str,
    application: str = "conference.wsgi:application",
    alive: str = "/sante/vivant",
    log: Path | None = None,
    warm: bool = False,
) -> Iterator[str]:
    """gunicorn, one process unless ``options`` say otherwise, while the block runs; gives its origin.

    It has begun when it answers to ``alive``. What it says goes to ``log``, or into a failure of the block.
    ``warm``: its code is loaded already (tests/warm.py).
    """
    origin = f"127.0.0.1:{free_port()}"
    program = ["-m", "gunicorn", application, "--bind", origin, "--no-control-socket", "--workers", "1"]
    with log.open("w+") if log else tempfile.NamedTemporaryFile("w+") as said:
        start = WarmProcess if warm else cold_process
        process = start([*program, *options], environment=environment, said=Path(said.name))
        try:
            _wait_for(f"http://{origin}{alive}")
            yield f"http://{origin}"
        except Exception as failure:
            said.seek(0)
            failure.add_note(f"The web process (exit {process.poll()}) said:\n{said.read()[-3000:]}")
            raise
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)  # its workers too
                process.wait()


def cold_process(program: list[str], *, environment: dict[str, str], said: Path) -> subprocess.Popen:
    """`python program…` in a process of its own, as it begins in production."""
    with said.open("ab") as file:
        return subprocess.Popen(
            [sys.executable, *program],
            cwd=ROOT,
            env=environment,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )


def _wait_for(address: str, *, seconds: float = 120) -> None:
    limit = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(address, timeout=30).close()
            return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > limit:
                raise
            time.sleep(0.1)
