"""What allauth counts (attempts, codes used once) is counted by all the processes together.

allauth writes to Django's default cache, which may be the memory of one process: each would then
allow its own five attempts. The counters belong to the alias « limits » (docs/decisions/0023).
"""

from allauth.core.internal import ratelimit
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import caches
from django.utils.connection import ConnectionProxy

# Every module of the parts of allauth we use that counts in a cache; a test reads allauth to hold it.
COUNTING_MODULES = (ratelimit, totp)


def count_across_processes() -> None:
    """Give allauth the shared cache in place of the default one."""
    for module in COUNTING_MODULES:
        module.cache = ConnectionProxy(caches, "limits")
