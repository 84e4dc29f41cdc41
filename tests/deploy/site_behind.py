"""A site of a few lines, to stand behind nginx."""

import json
import socket
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingUnixStreamServer
from typing import ClassVar


class Site(BaseHTTPRequestHandler):
    """Says what it was asked; pages as the site's, forms and documents for nobody else to keep."""

    asked: ClassVar[list[str]] = []
    status: ClassVar[dict[str, int]] = {}
    control: ClassVar[dict[str, str]] = {
        "/": "public, max-age=0, s-maxage=10, stale-if-error=600",
        "/vieille/": "public, max-age=0, s-maxage=1, stale-if-error=600",
        "/retiree/": "public, max-age=0, s-maxage=1, stale-if-error=1",
        **dict.fromkeys(
            ("/compressee/", "/compressee/?autre", "/corrigee/", "/corrigee/?page=2"),
            "public, max-age=0, s-maxage=10, stale-if-error=600",
        ),
        "/admin/": "no-store, private",
    }

    def do_GET(self) -> None:
        self.asked.append(self.path)
        heard = {
            name: self.headers.get_all(name) for name in ("X-Forwarded-For", "X-Forwarded-Proto", "Host")
        }
        heard |= {
            name: self.headers.get_all(name) for name in ("X-Forwarded-Host", "Forwarded", "X-Request-ID")
        }
        heard["Accept-Encoding"] = self.headers.get_all("Accept-Encoding")
        body = json.dumps(heard | {"turn": len(self.asked)}).encode()
        self.send_response(self.status.get(self.path, 200))
        self.send_header("Content-Type", "application/json")
        self.send_header("Cache-Control", self.control.get(self.path, "no-store, private"))
        self.send_header("X-Request-ID", "ce que le site a dit")
        self.send_header("Vary", "Accept-Encoding")
        if heard["Accept-Encoding"]:  # nginx hands on what it is sent, whether or not it could be unpacked
            self.send_header("Content-Encoding", heard["Accept-Encoding"][0].partition(",")[0])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(BrokenPipeError):  # nginx has seen enough at a 503
            self.wfile.write(body)

    def do_POST(self) -> None:
        self.do_GET()

    def address_string(self) -> str:
        return "socket"

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


class Server(ThreadingUnixStreamServer):
    daemon_threads = True

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        return super().get_request()[0], ("socket", 0)
