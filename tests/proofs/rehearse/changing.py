"""The change of version under constant load, and what must be true of it afterwards."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .client import Unexpected
from .document import section
from .machine import ROOT, Machine
from .rendering import Place
from .report import Report

BEFORE, AFTER = 6, 6  # seconds of load on each side of the change


def upgrade(place: Place, machine: Machine, report: Report, event: str) -> dict[str, Any]:
    """Follow « Mettre à jour » while the public reads and registers; gives what the load met."""
    trust = str(place["/etc/letsencrypt/live/localhost/fullchain.pem"])
    with constant_load(place.public_url, trust, event) as load:
        with report.step("Charge seule"):
            time.sleep(BEFORE)
        with report.step("Mise à jour vers la version 1.1, avec une migration"):
            machine.run(section("Mettre à jour"))
        with report.step("Charge seule"):
            time.sleep(AFTER)
    said = load["said"]
    report.note("requêtes pendant la mise à jour", said["requests"])
    report.expect("requêtes en échec", said["failed"], 0)
    report.note("temps médian, 99 %, le plus long", " ; ".join(f"{said[key]:.2f} s" for key in TIMES))
    report.note("réponses", said["statuses"])
    for failure in said["failures"]:
        print(f"  {failure}", flush=True)
    # Two services share the socket: enough questions to hear from both.
    report.expect("versions qui répondent", {ask_alive(place) for _turn in range(40)}, {"vivant, v1.1"})
    return said


TIMES = ("median", "p99", "slowest")


@contextmanager
def constant_load(site: str, trust: str, event: str) -> Iterator[dict[str, Any]]:
    """Run tests/proofs/rehearse/load.py while the block runs; what it says is under « said » afterwards."""
    command = [sys.executable, "-m", "tests.proofs.rehearse.load", site, trust, event]
    program = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    result: dict[str, Any] = {}
    try:
        yield result
    except BaseException:
        program.kill()
        program.communicate()
        raise
    program.send_signal(signal.SIGTERM)
    written, errors = program.communicate(timeout=120)
    if program.returncode or not written:
        raise Unexpected(f"La charge s’est arrêtée : {errors[-2000:]}")
    result["said"] = json.loads(written)


def ask_alive(place: Place) -> str:
    """What a web service answers to /sante/vivant, on the socket that nginx uses."""
    with socket.socket(socket.AF_UNIX) as web:
        web.settimeout(30)
        web.connect(str(place["/run/conference/web.sock"]))
        web.sendall(b"GET /sante/vivant HTTP/1.0\r\nHost: localhost\r\n\r\n")
        answer = b""
        while part := web.recv(65536):
            answer += part
    return answer.rpartition(b"\r\n\r\n")[2].decode().strip()
