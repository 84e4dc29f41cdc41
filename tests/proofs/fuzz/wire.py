"""A request as it travels: bytes. How they become WSGI's environment, and how a person reads them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus, unquote_to_bytes

HOST = "conference.test"
BOUNDARY = b"une-limite-entre-deux-champs"
FORM = "application/x-www-form-urlencoded"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY.decode()}"

Pairs = Sequence[tuple[bytes, "bytes | File"]]


@dataclass(frozen=True)
class File:
    """What a file field sends."""

    name: bytes
    kind: bytes
    content: bytes


@dataclass
class Request:
    """``path`` is what stands in the request line, percent signs included; so is ``query``."""

    method: str = "GET"
    path: bytes = b"/"
    query: bytes = b""
    headers: dict[str, bytes] = field(default_factory=dict)
    body: bytes = b""
    role: str = "anonymous"
    checks_origin: bool = False  # whether Django's protection against forged forms is on
    length: int | None = None  # what Content-Length says, when it lies

    def environ(self, cookie: bytes) -> dict:
        """WSGI's environment (PEP 3333: bytes travel as Latin-1 texts)."""
        environ = {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(self.path).decode("latin-1"),
            "QUERY_STRING": self.query.decode("latin-1"),
            "SERVER_NAME": HOST,
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": HOST,
            "HTTP_ACCEPT": "text/html",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https",
            "wsgi.input": io.BytesIO(self.body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            "fuzz.checks_origin": self.checks_origin,
        }
        if self.body or self.method not in ("GET", "HEAD"):
            environ["CONTENT_LENGTH"] = str(len(self.body) if self.length is None else self.length)
        sent = dict(self.headers)
        if cookie:
            sent["Cookie"] = cookie + b"; " + sent["Cookie"] if "Cookie" in sent else cookie
        for name, value in sent.items():
            key = name.upper().replace("-", "_")
            environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value.decode(
                "latin-1"
            )
        return environ

    def __str__(self) -> str:
        address = self.path + (b"?" + self.query if self.query else b"")
        said = [f"{self.role}: {self.method} {shown(address, 200)}"]
        said += [f"{name}: {shown(value, 60)}" for name, value in self.headers.items()]
        if self.body:
            said.append(shown(self.body, 300))
        return " · ".join(said)


def shown(raw: bytes, limit: int) -> str:
    text = repr(raw)[2:-1]
    return text if len(text) <= limit else f"{text[:limit]}… ({len(raw)} bytes)"


# --- Addresses and bodies --------------------------------------------------------------------


def in_path(raw: bytes) -> bytes:
    """``raw`` as one segment of a path."""
    return quote(raw, safe="").encode()


def encoded(pairs: Pairs) -> bytes:
    """A query, or a form's body; a file sends its name, as in a form that is not multipart."""
    return b"&".join(
        quote_plus(name).encode()
        + b"="
        + quote_plus(value.name if isinstance(value, File) else value).encode()
        for name, value in pairs
    )


def multipart(pairs: Pairs) -> bytes:
    parts = []
    for name, value in pairs:
        head = b'Content-Disposition: form-data; name="' + name.replace(b'"', b"%22") + b'"'
        if isinstance(value, File):
            head += b'; filename="' + value.name + b'"\r\nContent-Type: ' + value.kind
            value = value.content
        parts.append(b"--" + BOUNDARY + b"\r\n" + head + b"\r\n\r\n" + value + b"\r\n")
    return b"".join(parts) + b"--" + BOUNDARY + b"--\r\n"
