"""A public answer ready to be sent: compressed once for each way a browser reads, never once a request."""

import gzip
import hashlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import brotli
from django.utils.http import parse_etags

from conference.platform.page_cache.addresses import Environ

Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]

NOT_MODIFIED = "304 Not Modified"

COMPRESSIBLE = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg+xml")
WORTH_IT = 200  # bytes, as Django's own middleware
OURS = frozenset({"content-length", "etag", "vary", "content-encoding"})  # written anew here
# What a 304 repeats (RFC 9110, 15.4.5), and what protects whoever reads it.
REPEATED = frozenset({"cache-control", "content-location", "date", "expires", "vary"})


class Answer:
    """Status, headers and body of a public page; thread-safe: making a form twice does no harm."""

    __slots__ = ("_body", "_headers", "_ready", "etag", "not_modified", "size", "status")

    def __init__(self, status: str, headers: Headers, body: bytes) -> None:
        self.status = status
        # Weak: the same tag names the page compressed and not.
        self.etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
        self._body = body
        kind = next((value for name, value in headers if name.lower() == "content-type"), "")
        compressed = kind.startswith(COMPRESSIBLE) and len(body) >= WORTH_IT
        self._headers = [(name, value) for name, value in headers if name.lower() not in OURS]
        self._headers.append(("ETag", self.etag))
        if compressed:
            self._headers.append(("Vary", "Accept-Encoding"))
        self.size = 2048  # bytes held: every form, and some for the headers
        self._ready: dict[str, tuple[Headers, bytes]] = {"": self._made("")}
        if not compressed:
            self._ready["br"] = self._ready["gzip"] = self._ready[""]
        self.not_modified = [
            (name, value) for name, value in self._headers if name.lower() in REPEATED | {"etag"}
        ]

    def to(self, environ: Environ) -> tuple[str, Headers, list[bytes]]:
        """What this request is told: status, headers and body, or that its browser holds the page already."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and self.is_known_to(known):
            return NOT_MODIFIED, self.not_modified, []
        headers, body = self.sent_as(coding_for(environ.get("HTTP_ACCEPT_ENCODING", "")))
        return self.status, headers, [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def sent_as(self, coding: str) -> tuple[Headers, bytes]:
        """Headers and body for one of ``coding_for``'s answers."""
        ready = self._ready.get(coding)
        if ready is None:
            ready = self._ready[coding] = self._made(coding)
        return ready

    def is_known_to(self, if_none_match: str) -> bool:
        """Whether the browser that sends this header already holds the page."""
        if if_none_match == self.etag:
            return True
        tags = parse_etags(if_none_match)
        return tags == ["*"] or self.etag.removeprefix("W/") in {tag.removeprefix("W/") for tag in tags}

    def _made(self, coding: str) -> tuple[Headers, bytes]:
        if coding == "br":
            body = brotli.compress(self._body, quality=5)
        elif coding == "gzip":
            body = gzip.compress(self._body, compresslevel=6, mtime=0)
        else:
            body = self._body
        extra = [("Content-Length", str(len(body)))]
        if coding:
            extra.append(("Content-Encoding", coding))
        self.size += len(body)
        return self._headers + extra, body


@lru_cache(maxsize=256)  # browsers of one kind say the same
def coding_for(accept_encoding: str) -> str:
    """« br », « gzip » or « » (as it is): the best that the browser takes (RFC 9110, 12.5.3)."""
    weights: dict[str, float] = {}
    for part in accept_encoding.lower().split(","):
        name, _semicolon, parameter = part.strip().partition(";")
        try:
            weights[name.strip()] = float(parameter.strip().removeprefix("q=")) if parameter.strip() else 1.0
        except ValueError:
            weights[name.strip()] = 0.0
    any_other = weights.get("*", 0.0)
    best = max(("br", "gzip"), key=lambda coding: weights.get(coding, any_other))
    return best if weights.get(best, any_other) > 0 else ""
