"""How often the same thing may be asked for: counted by all processes together, without naming anybody.

A limit counts within windows of fixed length. What is counted by (an address, a mail) is kept as an
HMAC that changes at each window, never in clear, and goes when the window is over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.core.cache import caches
from django.utils.crypto import salted_hmac

from conference.platform.counters import CountersAway, DatabaseCounters
from conference.platform.models import Counter, SharedEntry


@dataclass(frozen=True)
class Limit:
    """At most ``most`` times within ``seconds``, by the ``name`` under which it is counted.

    ``required``: what cannot be counted is refused; else it is let through.
    """

    name: str
    most: int
    seconds: int
    required: bool = False

    @classmethod
    def of(cls, name: str, *, required: bool = False) -> "Limit":
        """The limit that the settings give under ``name``."""
        most, seconds = settings.LIMITS[name]
        return cls(name, most, seconds, required)


class TooOften(Exception):
    """A limit is passed: ``limit`` says which, ``again_at`` when one more is welcome."""

    def __init__(self, limit: Limit, *, again_at: datetime) -> None:
        super().__init__(limit.name)
        self.limit = limit
        self.again_at = again_at


def count(counted: Iterable[tuple[Limit, str]], *, now: datetime) -> None:
    """Count one more of each (limit, what it is counted by); an empty subject is not counted.

    Raises TooOften for the limit that is passed, the one that opens last where several are; CountersAway
    when nothing can be counted and one of the limits is required.
    """
    keys = {_key(limit, subject, now=now): limit for limit, subject in counted if subject}
    if not keys:
        return
    counters = cast(DatabaseCounters, caches["limits"])
    try:
        counts = counters.count_up({key: limit.seconds for key, limit in keys.items()})
    except CountersAway:
        if any(limit.required for limit in keys.values()):
            raise
        return
    passed = [limit for key, limit in keys.items() if counts[key] > limit.most]
    if passed:
        last = max(passed, key=lambda limit: _window_end(limit, now=now))
        raise TooOften(last, again_at=_window_end(last, now=now))


def forget_expired(*, now: datetime) -> None:
    """Delete the counters of windows that are over, and what the shared cache no longer needs."""
    Counter.objects.filter(expires_at__lt=int(now.timestamp())).delete()
    SharedEntry.objects.filter(expires__lt=now).delete()


def _window(limit: Limit, *, now: datetime) -> int:
    return int(now.timestamp()) // limit.seconds


def _window_end(limit: Limit, *, now: datetime) -> datetime:
    over = (_window(limit, now=now) + 1) * limit.seconds
    return now + timedelta(seconds=over - now.timestamp())


def _key(limit: Limit, subject: str, *, now: datetime) -> str:
    said = f"{limit.name}|{_window(limit, now=now)}|{subject}"
    return f"{limit.name}:{salted_hmac('limits', said, algorithm='sha256').hexdigest()[:40]}"
