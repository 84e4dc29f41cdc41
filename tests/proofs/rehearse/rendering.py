"""The server's files and commands, made to work in a folder of one's own: other roots, other ports.

Nothing else is changed: what is rehearsed is what ships.
"""

import re
from dataclasses import dataclass
from pathlib import Path

NAME = "conference.example.org"
# Folders of a real server; in the rehearsal each lies under the root.
FOLDERS = (
    "/etc/conference",
    "/etc/letsencrypt",
    "/etc/nginx",
    "/etc/systemd/system",
    "/run/conference",
    "/srv/conference",
    "/usr/local/bin",
    "/var/backups/conference",
    "/var/cache/conference",
    "/var/lib/conference",
    "/var/log/nginx",
    "/var/www/html",
)
_FOLDER = re.compile(rf"(?<![\w.$}}/])({'|'.join(map(re.escape, FOLDERS))})(?![\w-])")


@dataclass(frozen=True)
class Place:
    """Where the rehearsal happens: a folder in the place of /, two ports in the place of 80 and 443."""

    root: Path
    http_port: int
    https_port: int

    @property
    def public_url(self) -> str:
        return f"https://localhost:{self.https_port}"

    def __getitem__(self, path: str) -> Path:
        """What lies at that place of a real server."""
        return self.root / path.lstrip("/")

    def render(self, text: str) -> str:
        text = _FOLDER.sub(lambda found: f"{self.root}{found[1]}", text)
        text = re.sub(r"^ *listen \[::\]:\d+.*\n", "", text, flags=re.MULTILINE)
        text = text.replace("listen 80;", f"listen 127.0.0.1:{self.http_port};")
        text = text.replace("listen 443 ", f"listen 127.0.0.1:{self.https_port} ")
        return text.replace(f"https://{NAME}", self.public_url).replace(NAME, "localhost")

    def render_folder(self, folder: Path) -> None:
        """Render every file below a folder, in place."""
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                written = path.read_text()
                if (rendered := self.render(written)) != written:
                    path.write_text(rendered)


def main_configuration(place: Place, site: Path) -> str:
    """What stands in Debian's /etc/nginx/nginx.conf around the site's own file."""
    temporary = "".join(
        f"{kind}_temp_path {place.root}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        "daemon off;\nmaster_process on;\nworker_processes 2;\n"
        f"pid {place.root}/nginx.pid;\nerror_log {place['/var/log/nginx']}/error.log;\n"
        "events { worker_connections 512; }\n"
        "http {\nsendfile on;\ninclude /etc/nginx/mime.types;\ndefault_type application/octet-stream;\n"
        f"{temporary}include {site};\n}}\n"
    )
