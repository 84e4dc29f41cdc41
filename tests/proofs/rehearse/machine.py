"""The machine of the rehearsal: a folder in the place of /, programs in the place of those that need root.

Each of them does what it can do here: `sudo` runs its command as oneself, `systemctl` speaks to
supervisor.py, `certbot` writes a certificate of our own, `apt-get` and `adduser` have nothing to do.
"""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from .rendering import Place

ROOT = Path(__file__).resolve().parents[3]
# What Debian's packages would have made.
THERE_ALREADY = (
    "/etc/letsencrypt",
    "/etc/nginx/sites-available",
    "/etc/nginx/sites-enabled",
    "/etc/systemd/system",
    "/run",
    "/srv/conference",
    "/usr/local/bin",
    "/var/cache",
    "/var/log/nginx",
    "/var/www/html",
)
NOTHING = "exit 0"
# `install` without owners, which only root may set.
INSTALL = """
import os, sys
kept, arguments = [], iter(sys.argv[1:])
for argument in arguments:
    if argument in ("-o", "-g"):
        next(arguments)
    else:
        kept.append(argument)
os.execv("/usr/bin/install", ["install", *kept])
"""
SYSTEMCTL = """
import json, socket, sys
with socket.socket(socket.AF_UNIX) as systemd:
    systemd.connect({address!r})
    systemd.sendall(json.dumps(sys.argv[1:]).encode() + b"\\n")
    with systemd.makefile() as answer:
        sys.exit(json.loads(answer.readline()) or 0)
"""
# The libraries are those of this copy of the code: nothing is downloaded.
GIT = """
real={git}
"$real" "$@" || exit
if [ "$1" = clone ]; then
    for last in "$@"; do :; done
    ln -s {venv} "$last/.venv"
fi
"""


def replacements(
    *, repository: Path, database: dict[str, str], smtp_port: int, redis_url: str, s3: str
) -> dict[str, str]:
    """What the guide leaves to its reader, with what stands for it here."""
    port = f"&port={database['PGPORT']}" if "PGPORT" in database else ""
    return {
        "https://git.example.org/conference.git": str(repository),
        "postgres:///conference?host=/run/postgresql": (
            f"postgres://conference@/conference?host={database['PGHOST']}{port}"
        ),
        "EMAIL_HOST=smtp.example.org\nEMAIL_PORT=587\nEMAIL_USE_TLS=true": (
            f"EMAIL_HOST=127.0.0.1\nEMAIL_PORT={smtp_port}\nEMAIL_USE_TLS=false"
        ),
        "redis://127.0.0.1:6379/0": redis_url,
        "https://s3.example.org": s3,
    }


class Refused(Exception):
    """A command of the guide failed; holds what it said."""


class Machine:
    """Runs the guide's commands, in a folder of its own."""

    def __init__(self, place: Place, *, replacements: dict[str, str], environment: dict[str, str]) -> None:
        self.place = place
        self.replacements = replacements
        self.shims = place.root / "shims"
        self.systemctl_address = place.root / "systemctl"
        for folder in THERE_ALREADY:
            place[folder].mkdir(parents=True, exist_ok=True)
        self.environment = {
            **environment,
            "PATH": f"{self.shims}:{place['/usr/local/bin']}:{os.pathsep.join(os.get_exec_path())}:/usr/sbin",
            "LC_ALL": "C.UTF-8",
        }
        self.nginx_command = [shutil.which("nginx", path=self.environment["PATH"]) or "nginx"]
        self.nginx_command += [
            "-c",
            str(place.root / "nginx.conf"),
            "-e",
            f"{place['/var/log/nginx']}/start.log",
        ]
        self.make_shims()

    def make_shims(self) -> None:
        self.shims.mkdir()
        git = shutil.which("git") or "git"
        certificates = self.place["/etc/letsencrypt/live/localhost"]
        for name in ("apt-get", "adduser", "chown"):
            self.shim(name, NOTHING)
        self.shim("sudo", '[ "$1" = -u ] && shift 2\nexec "$@"')
        self.shim("runuser", 'shift 3\nexec "$@"')
        self.shim("python3", f'exec {shlex.quote(sys.executable)} "$@"')
        self.shim("git", GIT.format(git=git, venv=shlex.quote(str(ROOT / ".venv"))))
        self.shim("nginx", f'exec {shlex.join(self.nginx_command)} "$@"')
        self.shim("install", INSTALL, python=True)
        self.shim("systemctl", SYSTEMCTL.format(address=str(self.systemctl_address)), python=True)
        written = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom pathlib import Path\n"
        written += "from tests.proofs.rehearse.certificate import write_certificate\n"
        self.shim("certbot", f"{written}write_certificate(Path({str(certificates)!r}))", python=True)

    def shim(self, name: str, text: str, *, python: bool = False) -> None:
        path = self.shims / name
        path.write_text(f"#!{sys.executable if python else '/bin/sh'}\n{text}\n")
        path.chmod(0o755)

    def render(self, text: str) -> str:
        for said, here in self.replacements.items():
            text = text.replace(said, here)
        return self.place.render(text)

    def run(self, commands: str) -> str:
        """Run commands of the guide; gives what they said. Raises Refused."""
        done = subprocess.run(
            ["sh", "-eu", "-c", self.render(commands)],
            env=self.environment,
            cwd=self.place.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        if done.returncode:
            raise Refused(f"{commands}\n{done.stdout[-4000:]}")
        return done.stdout
