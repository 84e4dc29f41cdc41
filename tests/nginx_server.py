"""nginx under the configuration that ships, in front of a socket: for tests, faults and bench."""

import os
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.proofs.rehearse.certificate import write_certificate
from tests.proofs.rehearse.rendering import Place, main_configuration
from tests.web_process import free_port

ROOT = Path(__file__).resolve().parent.parent
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
SOCKET = "/run/conference/web.sock"  # where the site is asked
DEPLOYED = "/srv/conference/current/deploy"

needs_nginx = pytest.mark.skipif(
    NGINX is None, reason="nginx n’est pas installé (Debian : apt install nginx)"
)


class Front:
    """The web server, asked as a visitor would."""

    def __init__(self, place: Place, trusted: str) -> None:
        self.place, self.trusted = place, trusted
        trust = ssl.create_default_context(cafile=trusted)
        handlers = [urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trust)]
        self.opener = urllib.request.build_opener(*handlers)

    def ask(self, path: str, *, data: bytes | None = None, **headers: str):  # type: ignore[no-untyped-def]
        """Status, headers and body."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(f"{self.place.public_url}{path}", data=data, headers=named)
        try:
            answer = self.opener.open(request, timeout=20)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            return answer.status, answer.headers, answer.read()


def laid_out(folder: Path) -> Place:
    """The folders and the files of a server, below ``folder``."""
    place = Place(folder, free_port(), free_port())
    for name in ("/var/log/nginx", "/run/conference", "/var/cache", DEPLOYED):
        place[name].mkdir(parents=True)
    shutil.copytree(ROOT / "deploy/nginx", place[DEPLOYED] / "nginx")
    place.render_folder(place["/srv/conference"])
    write_certificate(place["/etc/letsencrypt/live/localhost"])
    return place


@contextmanager
def nginx(place: Place) -> Iterator[Front]:
    """nginx in front of what listens on ``place[SOCKET]``, while the block runs."""
    assert NGINX is not None
    configuration = place.root / "nginx.conf"
    user = "user root;\n" if os.geteuid() == 0 else ""
    configuration.write_text(user + main_configuration(place, place[DEPLOYED] / "nginx/conference.conf"))
    command = [NGINX, "-c", str(configuration), "-e", str(place.root / "start.log")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert tested.returncode == 0, tested.stderr
    program = subprocess.Popen(command)
    try:
        _wait_for(place.https_port)
        yield Front(place, str(place["/etc/letsencrypt/live/localhost"] / "fullchain.pem"))
    finally:
        program.terminate()
        program.wait(20)


def _wait_for(port: int) -> None:
    limit = time.monotonic() + 20
    while time.monotonic() < limit:
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.05)
    raise TimeoutError(port)
