"""Which requests may be answered from memory, and under which key: what in an address tells pages apart."""

import threading
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http.request import split_domain_port, validate_host

from conference.platform.caching import Told, is_personal

Environ = dict[str, Any]
Key = tuple[bool, str, tuple[tuple[str, str], ...]]

LONGEST_QUERY = 1024  # beyond, nobody typed it: rendered, never kept
MOST_HOSTS = 100
MOST_PATHS = 50_000  # whose parameters are remembered


class Parameters:
    """Which parameters the page at each path reads, learnt as it is rendered."""

    def __init__(self) -> None:
        self._read: dict[str, frozenset[str] | None] = {}
        self._lock = threading.Lock()

    def of(self, path: str) -> frozenset[str] | None:
        """None: all, or nobody knows yet."""
        return self._read.get(path)

    def learn(self, path: str, told: Told) -> None:
        """Add what one rendering read. Nothing is forgotten: by what was known, pages were filed."""
        with self._lock:
            if path not in self._read and len(self._read) >= MOST_PATHS:
                return
            before = self._read.get(path, frozenset())
            self._read[path] = None if told.read_all or before is None else before | told.read


class Addresses:
    """The rules of this site, read from its settings once."""

    def __init__(self) -> None:
        # Not is_personal: whether somebody logged in asks is what these cookies say. Others (statistics
        # of a neighbouring site) change nothing: pages that are kept are rendered without any cookie.
        self._logged_in = (f"{settings.SESSION_COOKIE_NAME}=", f"{CookieStorage.cookie_name}=")
        self._elsewhere = (settings.STATIC_URL, settings.MEDIA_URL)
        self._allowed: dict[str, bool] = {}
        header, value = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        self._https_header, self._https_value = header, value

    def may_be_kept(self, environ: Environ) -> bool:
        """Whether anybody who asks this gets the same answer."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return False
        path = environ["PATH_INFO"]
        if is_personal(path) or path.startswith(self._elsewhere):
            return False
        if "HTTP_AUTHORIZATION" in environ or "HTTP_RANGE" in environ:
            return False
        if len(environ.get("QUERY_STRING", "")) > LONGEST_QUERY:
            return False
        cookies = environ.get("HTTP_COOKIE")
        if cookies and any(name in cookies for name in self._logged_in):
            return False
        return self._is_ours(environ.get("HTTP_HOST", ""))

    def key(self, environ: Environ, parameters: Parameters) -> Key:
        """The key of what is asked, by what the page there is known to read."""
        path = environ["PATH_INFO"]
        query = environ.get("QUERY_STRING", "")
        if not query:
            return (self.is_secure(environ), path, ())
        names = parameters.of(path)
        # latin-1: each byte is a sign of its own, so that no two queries are confused.
        pairs = parse_qsl(query, keep_blank_values=True, encoding="latin-1")
        if names is not None:
            # Sorted by name, in the order given within one: what ?a=1&b=2 and ?b=2&a=1 have in common.
            pairs = sorted((pair for pair in pairs if pair[0] in names), key=lambda pair: pair[0])
        return (self.is_secure(environ), path, tuple(pairs))

    def is_secure(self, environ: Environ) -> bool:
        """As Django's request.is_secure()."""
        given = environ.get(self._https_header) if self._https_header else None
        if given is not None:
            return given.split(",", 1)[0].strip() == self._https_value
        return environ.get("wsgi.url_scheme") == "https"

    def _is_ours(self, host: str) -> bool:
        """Whether Django would answer to this name. Pages do not depend on it: PUBLIC_URL is in them."""
        known = self._allowed.get(host)
        if known is None:
            domain, _port = split_domain_port(host)
            allowed = settings.ALLOWED_HOSTS
            known = not settings.USE_X_FORWARDED_HOST and bool(domain) and validate_host(domain, allowed)
            if len(self._allowed) >= MOST_HOSTS:
                self._allowed.clear()
            self._allowed[host] = known
        return known
