"""A systemd of a few lines: reads the units that ship and runs what they say, sockets held open included.

Only what the units use: sockets handed on, `Type=notify`, clean stops, one-shot services. It listens on
a socket of its own, on which the `systemctl` of the rehearsal (machine.py) speaks to it.
"""

import contextlib
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingUnixStreamServer

from .rendering import Place

# The first inherited socket is number 3, and its owner is told by its process number.
INHERIT = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); "
    "os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid())); os.execv(sys.argv[2], sys.argv[2:])"
)
Settings = dict[str, str]


class Failed(Exception):
    """What `systemctl` would have said."""


def read_unit(path: Path, instance: str) -> Settings:
    """A unit's settings, whatever their section; of a setting said twice, the last."""
    settings = {}
    for line in path.read_text().splitlines():
        if "=" in line and not line.startswith(("#", ";")):
            name, value = line.split("=", 1)
            settings[name] = value.replace("%i", instance)
    return settings


class Services:
    """What runs on the machine of the rehearsal."""

    def __init__(self, place: Place, environment: dict[str, str], nginx: list[str]) -> None:
        self.place = place
        self.environment = environment
        self.nginx = nginx
        self.sockets: dict[str, socket.socket] = {}
        self.programs: dict[str, subprocess.Popen] = {}
        self.enabled: set[str] = set()
        self.lock = threading.Lock()

    # --- The commands of systemctl ---------------------------------------------------------------
    def do(self, verb: str, names: list[str]) -> None:
        """Carry out one command. Raises Failed with a sentence."""
        with self.lock:
            if verb == "enable":
                now = "--now" in names
                for name in names:
                    if name != "--now":
                        self.settings_of(name)
                        self.enabled.add(name)
                        if now and not name.endswith(".timer"):
                            self.start(name)
            elif verb in ("start", "stop", "restart", "reload"):
                for name in names:
                    getattr(self, verb)(name)
            elif verb != "daemon-reload":
                raise Failed(f"systemctl {verb} : la répétition ne connaît pas cette commande.")

    def start(self, name: str) -> None:
        if name.endswith(".socket"):
            self.listen(name)
        elif not self.runs(name):
            self.start_service(name)

    def stop(self, name: str) -> None:
        program = self.programs.pop(name, None)
        if program is None or program.poll() is not None:
            return
        program.terminate()
        try:
            program.wait(float(self.settings_of(name).get("TimeoutStopSec", 30)))
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()

    def restart(self, name: str) -> None:
        self.stop(name)
        self.start(name)

    def reload(self, name: str) -> None:
        if self.runs(name):
            self.programs[name].send_signal(signal.SIGHUP)
        else:
            self.start(name)

    # --- How a unit is started -------------------------------------------------------------------
    def settings_of(self, name: str) -> Settings:
        if name == "nginx":
            return {"ExecStart": shlex.join(self.nginx), "Type": "exec"}
        stem, instance = name, ""
        kind = "" if name.endswith((".socket", ".timer", ".service")) else ".service"
        if "@" in name:
            stem, _at, instance = name.partition("@")
            instance, _dot, suffix = instance.partition(".")
            stem = f"{stem}@" + (f".{suffix}" if suffix else "")
        path = self.place["/etc/systemd/system"] / f"{stem}{kind}"
        if not path.exists():
            raise Failed(f"Unit {name} not found.")
        return read_unit(path, instance)

    def runs(self, name: str) -> bool:
        return name in self.programs and self.programs[name].poll() is None

    def listen(self, name: str) -> None:
        if name in self.sockets:
            return
        settings = self.settings_of(name)
        path = Path(settings["ListenStream"])
        path.parent.mkdir(parents=True, exist_ok=True)
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listening.bind(str(path))
        path.chmod(int(settings["SocketMode"], 8))
        listening.listen(int(settings["Backlog"]))
        self.sockets[name] = listening

    def start_service(self, name: str) -> None:
        settings = self.settings_of(name)
        command = shlex.split(settings["ExecStart"])
        environment, inherited = dict(self.environment), ()
        if listening := self.sockets.get(settings.get("Sockets", "")):
            command = [sys.executable, "-c", INHERIT, str(listening.fileno()), *command]
            inherited = (listening.fileno(),)
        with contextlib.ExitStack() as opened:
            notified = None
            if settings["Type"] == "notify":
                notified = opened.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
                address = self.place.root / f"notify-{name}"
                address.unlink(missing_ok=True)
                notified.bind(str(address))
                environment["NOTIFY_SOCKET"] = str(address)
            log = opened.enter_context(self.log_of(name).open("a"))
            program = subprocess.Popen(
                command,
                env=environment,
                cwd="/",
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                pass_fds=inherited,
                start_new_session=True,
            )
            self.programs[name] = program
            if notified:
                self.wait_until_ready(name, notified, float(settings["TimeoutStartSec"]))
            if settings["Type"] == "oneshot" and program.wait():
                raise Failed(f"{name} a échoué : {self.last_words(name)}")

    def wait_until_ready(self, name: str, notified: socket.socket, seconds: float) -> None:
        notified.settimeout(0.2)
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            with contextlib.suppress(TimeoutError):
                if b"READY=1" in notified.recv(4096):
                    return
            if not self.runs(name):
                raise Failed(f"{name} s’est arrêté : {self.last_words(name)}")
        raise Failed(f"{name} n’était pas prêt après {seconds:.0f} s.")

    def log_of(self, name: str) -> Path:
        folder = self.place.root / "journal"
        folder.mkdir(exist_ok=True)
        return folder / f"{name}.log"

    def last_words(self, name: str) -> str:
        return self.log_of(name).read_text()[-2000:]

    def died(self) -> list[str]:
        """What should run and does not."""
        with self.lock:
            return [
                name
                for name, program in self.programs.items()
                if program.poll() is not None and self.settings_of(name)["Type"] != "oneshot"
            ]

    def stop_all(self) -> None:
        for name in list(self.programs):
            with contextlib.suppress(Failed):
                self.stop(name)
        for listening in self.sockets.values():
            listening.close()


class _Command(StreamRequestHandler):
    def handle(self) -> None:
        verb, *names = json.loads(self.rfile.readline())
        try:
            self.server.services.do(verb, names)  # type: ignore[attr-defined]
            said = ""
        except Failed as failure:
            said = str(failure)
        except Exception as failure:  # the caller must hear of it, whatever it is
            said = f"{type(failure).__name__}: {failure}"
        self.wfile.write(json.dumps(said).encode() + b"\n")


def listening_for_systemctl(services: Services, address: Path) -> ThreadingUnixStreamServer:
    """A server, in a thread, that carries out what the `systemctl` of the rehearsal asks."""
    server = ThreadingUnixStreamServer(str(address), _Command)
    server.daemon_threads = True
    server.services = services  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
