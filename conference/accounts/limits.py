"""What allauth counts (attempts, codes used once) is counted by all the processes together.

allauth writes to Django's default cache, which may be the memory of one process: each would then
allow its own five attempts. The counters belong to the alias « limits » (docs/decisions/0023), which
may be a table that backups hold: the keys allauth makes (an address, a name that anybody can hash
again) are sealed with SECRET_KEY first.
"""

from typing import Any

from allauth.core.internal import ratelimit
from allauth.mfa import app_settings as mfa
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import caches
from django.utils.crypto import salted_hmac

# Every module of the parts of allauth we use that counts in a cache; a test reads allauth to hold it.
COUNTING_MODULES = (ratelimit, totp)

SPARE_SECONDS = 30  # a code is remembered this much longer than the last moment it could be accepted
_USED_CODE = "allauth.mfa.totp.used?"


class SealedCounters:
    """The part of a cache that allauth uses, over the alias « limits »."""

    alias = "limits"

    def get(self, key: str, default: Any = None) -> Any:
        return caches[self.alias].get(sealed(key), default)

    def set(self, key: str, value: Any, timeout: float) -> None:
        caches[self.alias].set(sealed(key), value, timeout=timeout)

    def add(self, key: str, value: Any, timeout: float) -> bool:
        if key.startswith(_USED_CODE):
            timeout = seconds_a_code_is_remembered()
        return caches[self.alias].add(sealed(key), value, timeout=timeout)

    def delete(self, key: str) -> bool:
        return caches[self.alias].delete(sealed(key))


def count_across_processes() -> None:
    """Give allauth the shared cache in place of the default one."""
    for module in COUNTING_MODULES:
        module.cache = SealedCounters()


def sealed(key: str) -> str:
    """``key`` as it is stored: whoever reads the counters learns neither address nor name."""
    return f"accounts:{salted_hmac('accounts', key, algorithm='sha256').hexdigest()}"


def seconds_a_code_is_remembered() -> int:
    """As long as the code is accepted, which allauth forgets where clocks may differ (65.21)."""
    return mfa.TOTP_PERIOD * (2 * mfa.TOTP_TOLERANCE + 1) + SPARE_SECONDS
