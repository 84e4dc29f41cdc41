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
) -> Iterator[str]:
    """gunicorn, one process unless ``options`` say otherwise, while the block runs; gives its origin.

    It has begun when it answers to ``alive``. What it says goes to ``log``, or into a failure of the block.
    """
    origin = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "gunicorn", application, "--bind", origin]
    with log.open("w+") if log else tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [*command, "--no-control-socket", "--workers", "1", *options],
            cwd=ROOT,
            env=environment,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
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
