"""Absolute addresses, and links that carry a signature.

A signed link opens one thing without an account, can be renewed by mail, and stops working when the
secret key changes.
"""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing

_SALT = "conference.signed-link"


def absolute_url(path: str) -> str:
    """``PUBLIC_URL`` followed by ``path``, which starts with a slash; an absolute address is unchanged."""
    return f"{settings.PUBLIC_URL}{path}" if path.startswith("/") else path


def public_host() -> str:
    """The host name of the public address, without its port: used in stable identifiers."""
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def make_token(purpose: str, key: uuid.UUID) -> str:
    """A token for ``key``, good for ``purpose`` only; URL-safe, about 50 characters."""
    return signing.Signer(salt=f"{_SALT}.{purpose}", sep=".").sign(key.hex)


def read_token(purpose: str, token: str) -> uuid.UUID | None:
    """The key that ``token`` was made for, or None when it is forged, truncated or for another purpose."""
    try:
        return uuid.UUID(hex=signing.Signer(salt=f"{_SALT}.{purpose}", sep=".").unsign(token))
    except (signing.BadSignature, ValueError):
        return None
