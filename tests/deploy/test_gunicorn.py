"""gunicorn under the configuration that ships: its logs, its word to systemd, its stop."""

import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CONFIGURATION = ROOT / "deploy/gunicorn.conf.py"
# A site of three lines, so that the test pays for gunicorn only.
SITE = """
import logging
from conference.platform.request_ids import with_request_ids
logging.basicConfig()

def site(variables, start_response):
    logging.getLogger("gunicorn.error").warning("dedans %s", variables["PATH_INFO"])
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "4")])
    return [b"lin\\n"]

application = with_request_ids(site)
"""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[subprocess.Popen, str, Path]]:
    """gunicorn on a socket that it inherits, as from systemd; it has said that it is ready."""
    (tmp_path / "petit.py").write_text(SITE)
    log = tmp_path / "log"
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd,
        log.open("w") as written,
    ):
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(30)
        command = [sys.executable, "-m", "gunicorn", "--config", str(CONFIGURATION), "petit:application"]
        program = subprocess.Popen(
            [*command, "--bind", f"fd://{listening.fileno()}"],
            env=os.environ
            | {
                "WEB_CONCURRENCY": "1",
                "NOTIFY_SOCKET": str(tmp_path / "notify"),
                "PYTHONPATH": f"{ROOT}:{tmp_path}",
            },
            pass_fds=[listening.fileno()],
            stderr=written,
            stdout=written,
            cwd=tmp_path,
        )
        try:
            assert systemd.recv(100) == b"READY=1"
            yield program, f"http://127.0.0.1:{listening.getsockname()[1]}", log
        finally:
            program.kill()
            program.wait()


def test_each_line_is_json_with_the_requests_id_and_without_what_names_somebody(
    running: tuple[subprocess.Popen, str, Path],
) -> None:
    program, origin, log = running
    request = urllib.request.Request(
        f"{origin}/inscriptions/secret-token/?nom=Boyer",
        headers={"X-Request-ID": "0123456789abcdef", "Referer": f"{origin}/inscriptions/secret-token/"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.headers["X-Request-ID"] == "0123456789abcdef"
    program.send_signal(signal.SIGTERM)
    assert program.wait(timeout=30) == 0
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    about = [line for line in lines if line.get("request_id") == "0123456789abcdef"]
    assert [line["message"] for line in about] == ["dedans /inscriptions/…/", "/inscriptions/…/"]
    assert (
        about[1].items() >= {"logger": "gunicorn.access", "method": "GET", "status": 200, "bytes": 4}.items()
    )
    assert "secret-token" not in log.read_text()
    assert "Boyer" not in log.read_text()


@pytest.mark.parametrize(
    ("processors", "wanted", "workers"), [(1, "", 2), (4, "", 4), (64, "", 8), (4, "3", 3)]
)
def test_the_machine_says_how_many_processes(
    monkeypatch: pytest.MonkeyPatch, processors: int, wanted: str, workers: int
) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", wanted)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(processors)))
    monkeypatch.setattr(Path, "read_text", lambda _path: "max 100000\n")
    assert runpy.run_path(str(CONFIGURATION))["workers"] == workers


@pytest.mark.parametrize(
    ("share", "processors"), [("150000 100000", 1), ("50000 100000", 1), ("400000 100000", 4)]
)
def test_a_container_counts_its_own_share(
    monkeypatch: pytest.MonkeyPatch, share: str, processors: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(64)))
    monkeypatch.setattr(Path, "read_text", lambda _path: share)
    assert runpy.run_path(str(CONFIGURATION))["processors"]() == processors
