"""The whole demonstration on one machine, as `make serve` starts it: the site and its worker.

Runs on the standard library alone: it prepares the site (deploy/prepare.py), starts two programs,
says where to look, and stops both when one dies or when Ctrl-C is pressed.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
READY_WITHIN = 60  # seconds that gunicorn may take to answer
STOP_WITHIN = 10  # seconds that a program may take to finish its work

# Ctrl-C, a request to end, a terminal that is closed.
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Program = subprocess.Popen[bytes]


def main() -> int:
    port = chosen_port()
    refuse_taken(port)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "conference.settings.serve",
        "DATABASE_URL": "",  # always its own SQLite in var/: what .env names may be a real site's
        "PUBLIC_URL": os.environ.get("PUBLIC_URL") or f"http://{HOST}:{port}",
        "PYTHONUNBUFFERED": "1",
    }
    for ending in ENDINGS:  # said aloud: a shell may have it ignored
        signal.signal(ending, interrupt)
    programs: dict[str, Program] = {}
    try:
        accounts = prepare(environment)
        programs["site"] = start(gunicorn(port), environment)
        programs["tâches de fond"] = start([sys.executable, "manage.py", "worker"], environment)
        wait_until_ready(port, programs)
        announce(environment["PUBLIC_URL"], accounts)
        return watch(programs)
    except KeyboardInterrupt:
        with contextlib.suppress(OSError):  # the terminal may be gone
            say("Arrêt demandé")
        return 0
    finally:
        for ending in ENDINGS:  # a second one would leave a program behind
            signal.signal(ending, signal.SIG_IGN)
        stop(programs.values())


def chosen_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        sys.exit(f"PORT={text} n’est pas un numéro de port : donnez un nombre de 1 à 65535.")
    return int(text)


def refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left is free
        try:
            probe.bind((HOST, port))
        except PermissionError:
            sys.exit(f"Le port {port} est réservé au système : choisissez-en un autre, make serve PORT=8001.")
        except OSError:
            sys.exit(f"Le port {port} est déjà pris : choisissez-en un autre, make serve PORT={port + 1}.")


def prepare(environment: dict[str, str]) -> str:
    """Bring database and files up to date; the table of the demonstration's accounts."""
    command = [sys.executable, "deploy/prepare.py"]
    prepared = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    if prepared.returncode:
        sys.exit("La préparation du site a échoué ; le message ci-dessus dit pourquoi.")
    return prepared.stdout


def gunicorn(port: int) -> list[str]:
    # Threads: a browser opens connections in advance, which would hold a single-threaded worker.
    return [
        *(sys.executable, "-m", "gunicorn", "conference.wsgi:application"),
        *("--bind", f"{HOST}:{port}", "--workers", "2", "--threads", "4"),
        *("--log-level", "warning", "--graceful-timeout", str(STOP_WITHIN - 2)),
    ]


def start(command: list[str], environment: dict[str, str]) -> Program:
    """A group of its own: Ctrl-C reaches this process only, which then stops the others in order."""
    return subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)


def wait_until_ready(port: int, programs: dict[str, Program]) -> None:
    """Wait for the home page itself; a proxy, if the machine has one, would answer for it."""
    straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    limit = time.monotonic() + READY_WITHIN
    while time.monotonic() < limit:
        refuse_dead(programs)
        try:
            with straight.open(f"http://{HOST}:{port}/", timeout=10):
                return
        except OSError:  # an error page is one too
            time.sleep(0.2)
    sys.exit(f"Le site ne répond pas après {READY_WITHIN} secondes.")


def announce(address: str, accounts: str) -> None:
    print(
        f"\nLe site est prêt.\n\n"
        f"  Site            {address}/\n"
        f"  Administration  {address}/admin/\n"
        f"  Courriels       {address}/demo/courriels/\n\n"
        f"Comptes de démonstration :\n\n{accounts}\n"
        f"Ctrl-C arrête tout.\n",
        flush=True,
    )


def watch(programs: dict[str, Program]) -> int:
    while True:
        refuse_dead(programs)
        time.sleep(0.5)


def refuse_dead(programs: dict[str, Program]) -> None:
    for name, program in programs.items():
        if program.poll() is not None:
            sys.exit(
                f"Le programme « {name} » s’est arrêté (code {program.returncode}) : tout s’arrête avec lui."
            )


def stop(programs: Iterable[Program]) -> None:
    running = [program for program in programs if program.poll() is None]
    for program in running:
        program.terminate()
    for program in running:
        try:
            program.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)


def interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def say(text: str) -> None:
    print(f"→ {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
