"""What all processes count and note together: in Redis where CACHE_URL names one, else in the database.

The alias « limits » (settings). A Redis that does not answer raises CountersAway: whoever must not go on
uncounted lets it pass, and people read the page of an outage (outage.py); the others go on.
"""

import logging
import time
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from django.db import connections, router
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

TIMEOUT = 0.3  # seconds


class CountersAway(Exception):
    """Redis does not answer."""


class DatabaseCounters(DatabaseCache):
    """Django's database cache in the platform's own table, and counters that never under-count."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__("platform_sharedentry", {"OPTIONS": {"MAX_ENTRIES": 100_000}, **params})

    def count_up(self, lives: Mapping[str, int]) -> dict[str, int]:
        """Add one to each counter of ``lives`` (key: seconds it lives at least); what each now says.

        One statement for all, atomic across processes and machines.
        """
        from conference.platform.models import Counter  # models are not loaded when caches are configured

        now = int(time.time())
        keys = {self.make_and_validate_key(key): key for key in sorted(lives)}
        rows = [value for made, key in keys.items() for value in (made, 1, now + lives[key])]
        table = f'"{Counter._meta.db_table}"'
        with connections[router.db_for_write(Counter)].cursor() as cursor:
            values = ", ".join(["(%s, %s, %s)"] * len(keys))
            cursor.execute(
                f"INSERT INTO {table} (key, count, expires_at) VALUES {values} "  # noqa: S608  (no word of a visitor)
                f"ON CONFLICT (key) DO UPDATE SET count = {table}.count + 1 RETURNING key, count",
                rows,
            )
            return {keys[made]: count for made, count in cursor.fetchall()}

    def clear(self) -> None:
        from conference.platform.models import Counter

        super().clear()
        Counter.objects.all().delete()


def _or_away(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def called(*arguments: Any, **named: Any) -> Any:
        try:
            return method(*arguments, **named)
        except (RedisError, OSError) as error:
            logger.warning("Redis ne répond pas (%s).", type(error).__name__)
            raise CountersAway from error

    return called


class RedisCounters(RedisCache):
    """Django's Redis cache with the same counters and a short timeout."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        timeouts = {"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT}
        super().__init__(server, {**params, "OPTIONS": {**timeouts, **params.get("OPTIONS", {})}})

    get = _or_away(RedisCache.get)
    set = _or_away(RedisCache.set)
    add = _or_away(RedisCache.add)
    delete = _or_away(RedisCache.delete)

    @_or_away
    def count_up(self, lives: Mapping[str, int]) -> dict[str, int]:
        """See ``DatabaseCounters.count_up``."""
        keys = [self.make_and_validate_key(key) for key in lives]
        pipeline = self._cache.get_client(None, write=True).pipeline()
        for key, seconds in zip(keys, lives.values(), strict=True):
            pipeline.incr(key)
            pipeline.expire(key, seconds)
        return dict(zip(lives, pipeline.execute()[::2], strict=True))


def keeps(cache: BaseCache, name: str) -> bool:
    """Whether what is written in ``cache`` under ``name`` can be read again."""
    try:
        cache.set(name, "écrit", timeout=60)
        return cache.get(name) == "écrit"
    except CountersAway:
        return False
