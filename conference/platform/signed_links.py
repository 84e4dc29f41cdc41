"""Links that carry their own proof: what they point at and that we wrote them.

A link is a signature, not a session: it opens without an account, can be renewed by mail, and
stops working when the secret key changes.
"""

import uuid

from django.core import signing

_SALT = "conference.signed-link"


def make_token(purpose: str, key: uuid.UUID) -> str:
    """A token for ``key``, good for ``purpose`` only; URL-safe, about 50 characters."""
    return signing.Signer(salt=f"{_SALT}.{purpose}", sep=".").sign(key.hex)


def read_token(purpose: str, token: str) -> uuid.UUID | None:
    """The key that ``token`` was made for, or None when it is forged, truncated or for another purpose."""
    try:
        return uuid.UUID(hex=signing.Signer(salt=f"{_SALT}.{purpose}", sep=".").unsign(token))
    except (signing.BadSignature, ValueError):
        return None
