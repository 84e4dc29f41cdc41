"""Absolute addresses: all of them start with the setting PUBLIC_URL, wherever they are written."""

from urllib.parse import urlsplit

from django.conf import settings


def absolute_url(path: str) -> str:
    """The absolute form of ``path``, which starts with a slash. An absolute address stays as it is."""
    return f"{settings.PUBLIC_URL}{path}" if path.startswith("/") else path


def public_host() -> str:
    """The host of the public address, without its port: the right side of every stable identifier."""
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"
