"""A public answer as it is sent: whole, compressed, or « not modified »."""

import gzip
from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import sha256
from typing import Any

import brotli
from django.utils.http import parse_etags

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]

COMPRESSED = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg+xml")
WORTH_IT = 200  # bytes, as Django's own middleware
# Levels: the quick one takes at most a tenth of the time that rendering takes (docs/performance.md).
QUICK = {"br": 1, "gzip": 1}
THOROUGH = {"br": 5, "gzip": 6}
# What a 304 repeats (RFC 9110, 15.4.5).
REPEATED = {"cache-control", "content-location", "date", "etag", "expires", "vary"}


class Answer:
    """Status, headers and body; the thorough forms are made when they are first asked for, and kept."""

    def __init__(self, status: str, headers: Headers, body: bytes) -> None:
        self.status = status
        self.body = body
        self.etag = f'W/"{sha256(body).hexdigest()[:32]}"'  # weak: the same for every encoding
        ours = {"content-length", "etag", "vary"}
        self.headers = [(name, value) for name, value in headers if name.lower() not in ours]
        self.headers.append(("ETag", self.etag))
        kind = next((value for name, value in headers if name.lower() == "content-type"), "")
        self.is_compressed = kind.startswith(COMPRESSED) and len(body) >= WORTH_IT
        if self.is_compressed:
            self.headers.append(("Vary", "Accept-Encoding"))
        self.forms: dict[str, bytes] = {"": body}

    @property
    def size(self) -> int:
        """Bytes that it takes in memory, every form included."""
        return 2 * len(self.body) + 4096

    def send(
        self, environ: Environ, start_response: StartResponse, *extra: tuple[str, str], quick: bool = False
    ) -> Iterable[bytes]:
        """Answer this request; ``quick``: what is compressed will not be sent again."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and self.status.startswith("200") and self._is_known(known):
            repeated = [(name, value) for name, value in self.headers if name.lower() in REPEATED]
            start_response("304 Not Modified", [*repeated, *extra])
            return []
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")) if self.is_compressed else ""
        body = self.forms.get(encoding)
        if body is None:
            body = compress(self.body, encoding, QUICK if quick else THOROUGH)
            if not quick:
                self.forms[encoding] = body
        encoded = [("Content-Encoding", encoding)] if encoding else []
        length = ("Content-Length", str(len(body)))
        start_response(self.status, [*self.headers, length, *encoded, *extra])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _is_known(self, if_none_match: str) -> bool:
        tags = {tag.removeprefix("W/") for tag in parse_etags(if_none_match)}
        return "*" in tags or self.etag.removeprefix("W/") in tags


def compress(body: bytes, encoding: str, levels: dict[str, int]) -> bytes:
    if encoding == "br":
        return brotli.compress(body, quality=levels["br"])
    return gzip.compress(body, compresslevel=levels["gzip"], mtime=0)


@lru_cache(maxsize=256)  # browsers of one kind say the same
def best_encoding(accepted: str) -> str:
    """« br », « gzip » or « » (none): the best that an Accept-Encoding takes (RFC 9110, 12.5.3)."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _semicolon, weight = part.strip().partition(";")
        try:
            weights[name.strip()] = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            weights[name.strip()] = 0.0
    others = weights.get("*", 0.0)
    best = max(("br", "gzip"), key=lambda name: weights.get(name, others))
    return best if weights.get(best, others) > 0 else ""
