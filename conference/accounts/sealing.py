"""The secrets of second factors, unreadable without SECRET_KEY: backups hold the database, not the key."""

import base64
import hashlib
import hmac
import logging
import secrets
from contextlib import suppress

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction
from django.utils.encoding import force_bytes

logger = logging.getLogger(__name__)

# No secret of allauth's own begins so: base 32 and hexadecimal hold no « $ ».
MARK = "fernet$"


def seal(text: str) -> str:
    """``text`` encrypted with the SECRET_KEY of today."""
    return MARK + _keys().encrypt(text.encode()).decode()


def unseal(stored: str) -> str:
    """What was sealed, with the key of today or an older one; what was stored in clear before, as it is.

    Where no known key is the right one: a secret drawn at random, so that no code is the right one and
    the door stays shut with its usual sentence.
    """
    if not stored.startswith(MARK):
        return stored
    try:
        return _keys().decrypt(stored.removeprefix(MARK).encode()).decode()
    except InvalidToken:
        logger.error("Un second facteur ne se lit plus : SECRET_KEY a changé (docs/operations.md).")
        return base64.b32encode(secrets.token_bytes(20)).decode()


def seal_again() -> int:
    """Seal with the key of today what stands in clear or under an older key; returns how many secrets.

    What no known key opens stays as it is.
    """
    sealed = 0
    with transaction.atomic():
        for factor in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
            kept = {name: _resealed(factor.data[name]) for name in ("secret", "seed") if name in factor.data}
            if kept.items() <= factor.data.items():
                continue
            factor.data = factor.data | kept
            factor.save(update_fields=["data"])
            sealed += 1
    return sealed


def _resealed(stored: str) -> str:
    if not stored.startswith(MARK):
        return seal(stored)
    try:
        Fernet(_derived(settings.SECRET_KEY)).decrypt(stored.removeprefix(MARK).encode())
    except InvalidToken:
        with suppress(InvalidToken):
            return MARK + _keys().rotate(stored.removeprefix(MARK).encode()).decode()
    return stored


def _keys() -> MultiFernet:
    """The first encrypts, all of them decrypt."""
    known = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_derived(secret)) for secret in known])


def _derived(secret: str | bytes) -> bytes:
    """A key for this use alone: what is known of another use of SECRET_KEY opens nothing here."""
    return base64.urlsafe_b64encode(hmac.new(force_bytes(secret), b"second factors", hashlib.sha256).digest())
