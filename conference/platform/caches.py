"""Caches that outlive their server: Redis while it answers, something else while it does not.

Two aliases (settings). ``default`` holds what can be computed again: beside Redis it falls back to the
memory of the process. ``limits`` holds what several processes count together: it falls back to the
database, and lives there where there is no Redis. docs/decisions/0018 says why.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from django.db import connections, router
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# Seconds: how long Redis is waited for, and how long it is left alone once it did not answer.
PATIENCE = 0.3
LEFT_ALONE = 5.0
# Keys remembered while Redis is away, to be forgotten there once it is back.
MOST_MISSED = 10_000


def keeps(cache: BaseCache, name: str) -> bool:
    """Whether what is written in ``cache`` under ``name`` can be read again."""
    try:
        cache.set(name, "écrit", timeout=60)
        return cache.get(name) == "écrit"
    except (OSError, ValueError):  # a server that is away, or answers nonsense
        return False


def does_without_redis(cache: BaseCache) -> bool:
    """Whether ``cache`` should be in Redis, which does not answer."""
    return isinstance(cache, RedisOrElse) and not cache.answers()


@dataclass
class Breaker:
    """What this process knows of one Redis: since when it is silent, and what it missed meanwhile."""

    again_at: float = 0.0
    away: bool = False
    missed: set[str] = field(default_factory=set)

    def trip(self, error: Exception) -> None:
        """Leave Redis alone for a while; said once, not at each request."""
        if not self.away:
            logger.warning("Redis ne répond pas, le site s’en passe (%s).", type(error).__name__)
        self.away, self.again_at = True, time.monotonic() + LEFT_ALONE

    def is_open(self) -> bool:
        return self.away and time.monotonic() < self.again_at


_breakers: dict[tuple[str, str], Breaker] = {}


class Counters(DatabaseCache):
    """Django's database cache in the ground's own table, and counters that never under-count."""

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
        table = Counter._meta.db_table
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


class CountingRedis(RedisCache):
    """Django's Redis cache with the same counters, and little patience."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
        super().__init__(server, {**params, "OPTIONS": {**patience, **params.get("OPTIONS", {})}})

    def count_up(self, lives: Mapping[str, int]) -> dict[str, int]:
        """See ``Counters.count_up``."""
        keys = [self.make_and_validate_key(key) for key in lives]
        pipeline = self._cache.get_client(None, write=True).pipeline()
        for key, seconds in zip(keys, lives.values(), strict=True):
            pipeline.incr(key)
            pipeline.expire(key, seconds)
        return dict(zip(lives, pipeline.execute()[::2], strict=True))


def _guarded(name: str, *, writes: bool = False) -> Callable[..., Any]:
    def call(self: "RedisOrElse", *arguments: Any, **named: Any) -> Any:
        if not self.breaker.is_open():
            try:
                self._catch_up()
                return getattr(self.redis, name)(*arguments, **named)
            except (RedisError, OSError) as error:
                self.breaker.trip(error)
        if writes:
            self._missed(*arguments, version=named.get("version"))
        return getattr(self.fallback, name)(*arguments, **named)

    call.__name__ = name
    return call


class RedisOrElse(BaseCache):
    """Redis, or the fallback while Redis is silent: callers never see the difference."""

    fallback_class: type[LocMemCache] | type[Counters]

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.redis = CountingRedis(server, params)
        fallback_params = {name: value for name, value in params.items() if name != "OPTIONS"}
        self.fallback: LocMemCache | Counters = self.fallback_class(f"without {server}", fallback_params)
        self.breaker = _breakers.setdefault((server, type(self).__name__), Breaker())

    get = _guarded("get")
    get_many = _guarded("get_many")
    has_key = _guarded("has_key")
    add = _guarded("add", writes=True)
    set = _guarded("set", writes=True)
    set_many = _guarded("set_many", writes=True)
    touch = _guarded("touch", writes=True)
    incr = _guarded("incr", writes=True)
    delete = _guarded("delete", writes=True)
    delete_many = _guarded("delete_many", writes=True)
    clear = _guarded("clear")
    count_up = _guarded("count_up")

    def answers(self) -> bool:
        """Whether Redis itself does; everything else here goes on without it."""
        if self.breaker.is_open():
            return False
        try:
            self._catch_up()
            self.redis._cache.get_client(None, write=True).ping()
        except (RedisError, OSError) as error:
            self.breaker.trip(error)
            return False
        return True

    def close(self, **kwargs: Any) -> None:
        self.redis.close(**kwargs)
        self.fallback.close(**kwargs)

    def _missed(self, what: Any, *rest: Any, version: int | None) -> None:
        """Remember the keys that Redis should have heard of: what it holds of them is old."""
        keys = [what] if isinstance(what, str) else list(what)
        if len(self.breaker.missed) < MOST_MISSED:
            self.breaker.missed.update(self.make_key(key, version=version) for key in keys)

    def _catch_up(self) -> None:
        """Redis is tried again: first it forgets what changed in its absence."""
        if not self.breaker.away:
            return
        missed = list(self.breaker.missed)
        client = self.redis._cache.get_client(None, write=True)
        client.ping()
        if missed:
            client.delete(*missed)
        self.breaker.missed.difference_update(missed)
        self.breaker.away = False
        self._back()
        logger.warning("Redis répond de nouveau.")

    def _back(self) -> None:
        """What to do with the fallback once Redis is back."""


class RedisOrMemory(RedisOrElse):
    """For what can be computed again."""

    fallback_class = LocMemCache

    def _back(self) -> None:
        self.fallback.clear()  # the next absence begins with an empty memory, not with an old one


class RedisOrDatabase(RedisOrElse):
    """For what processes count together."""

    fallback_class = Counters
