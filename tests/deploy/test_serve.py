"""`make serve`: one command starts everything, one key stops everything."""

import importlib.util
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import ClassVar

import pytest

from tests import databases
from tests.web_process import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
SERVE = [sys.executable, "deploy/serve.py"]


def environment(**changes: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("SECRET_KEY", "PUBLIC_URL")}
    return kept | changes


@pytest.fixture
def serve() -> ModuleType:
    spec = importlib.util.spec_from_file_location("serve", ROOT / "deploy/serve.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_port_already_taken_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = subprocess.run(SERVE, cwd=ROOT, env=environment(PORT=port), capture_output=True, text=True)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert f"Le port {port} est déjà pris" in done.stderr


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80 80"])
def test_what_is_not_a_port_is_said_in_one_line(port: str) -> None:
    done = subprocess.run(SERVE, cwd=ROOT, env=environment(PORT=port), capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"PORT={port} n’est pas un numéro de port : donnez un nombre de 1 à 65535."
    ]


def test_a_program_that_dies_stops_the_other(serve: ModuleType) -> None:
    dying = serve.start([sys.executable, "-c", "raise SystemExit(3)"], dict(os.environ))
    living = serve.start([sys.executable, "-c", "import time; time.sleep(60)"], dict(os.environ))
    with pytest.raises(SystemExit, match=r"« site » s’est arrêté \(code 3\)"):
        serve.watch({"site": dying, "tâches de fond": living})
    serve.stop([dying, living])
    assert living.returncode == -signal.SIGTERM


class Faulty(BaseHTTPRequestHandler):
    """A site that answers, the first time with a failure."""

    asked: ClassVar[list[int]] = []

    def do_GET(self) -> None:
        self.asked.append(503 if not self.asked else 200)
        self.send_response(self.asked[-1])
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        pass


def test_the_site_is_ready_when_its_home_page_is_and_no_proxy_answers_for_it(
    serve: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # nobody there
    monkeypatch.delenv("no_proxy", raising=False)
    with HTTPServer(("127.0.0.1", 0), Faulty) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        serve.wait_until_ready(site.server_port, {})
        site.shutdown()
    assert Faulty.asked == [503, 200]


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machine where the demonstration was loaded already, so that the test does not wait for it."""
    folder = tmp_path_factory.mktemp("var")
    databases.copy_sqlite("demo", folder / "site.sqlite3")
    return folder


# A first start, which Ctrl-C ends, then a second, ended by closing the terminal.
@pytest.fixture(params=[signal.SIGINT, signal.SIGHUP], ids=["first start", "second start"])
def running(
    request: pytest.FixtureRequest, var: Path
) -> Iterator[tuple[subprocess.Popen, int, signal.Signals]]:
    port = free_port()
    program = subprocess.Popen(
        SERVE,
        cwd=ROOT,
        # A database named by the environment is somebody's: the demonstration leaves it alone.
        env=environment(PORT=str(port), VAR_DIR=str(var), DATABASE_URL="postgres://nobody@127.0.0.1:9/real"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield program, port, request.param
    if program.poll() is None:
        program.kill()
        program.wait()
    assert program.stdout is not None
    program.stdout.close()


def read_until(program: subprocess.Popen, last: str) -> str:
    assert program.stdout is not None
    said = ""
    while last not in said:
        line = program.stdout.readline()
        assert line, said
        said += line
    return said


def children_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, ""


@pytest.mark.long
def test_the_whole_demonstration_starts_says_where_to_look_and_stops(
    running: tuple[subprocess.Popen, int, signal.Signals], var: Path
) -> None:
    program, port, ending = running
    said = read_until(program, "Ctrl-C")
    assert f"http://127.0.0.1:{port}/admin/" in said
    for name in ("communication", "moderation", "relais-bretagne", "relais-la-reunion"):
        assert re.search(rf"{name} +\S{{19}} ", said), said
    status, home = get(port, "/")
    assert status == 200
    stylesheet = re.search(r'href="(/static/css/[^"]+\.css)"', home)
    assert stylesheet is not None
    assert get(port, stylesheet[1])[0] == 200
    assert get(port, "/demo/courriels/")[0] == 200
    for kind in ("images", "documents"):
        media = var / f"media/{kind}/essai.txt"
        media.parent.mkdir(parents=True, exist_ok=True)
        media.write_text("servi par le même processus")
    assert get(port, "/media/images/essai.txt") == (200, "servi par le même processus")
    assert get(port, "/media/documents/essai.txt")[0] == 404
    children = children_of(program.pid)
    assert len(children) == 2
    program.send_signal(ending)
    assert program.wait(timeout=30) == 0
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []
    limit = time.monotonic() + 5
    while time.monotonic() < limit:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return
    pytest.fail("The site still answers after Ctrl-C.")
