"""What this process knows of a database that is away: what was true at last, and when to try again."""

import time

from conference.platform.watching import Stamps

WITHOUT_DATABASE = 600  # seconds for which what is in memory is served while the database is away
TRY_AGAIN = 1.0  # second between two attempts to reach it meanwhile
LONGEST_TRY = 30.0  # seconds after which another thread tries too


class Absence:
    """Instants are seconds since 1970. Safe from several threads: each write is one assignment."""

    def __init__(self) -> None:
        self._last_known: Stamps | None = None
        self._since = 0.0  # 0: the database is there
        self._try_at = 0.0

    def learn(self, stamps: Stamps) -> None:
        """These stamps are the current ones."""
        self._last_known = stamps

    def may_show(self, stamps: Stamps) -> bool:
        """Whether what was true under ``stamps`` may be shown without the database.

        For ten minutes, and while these are the last stamps known: what is known to have changed since
        does not come back.
        """
        recent = not self._since or time.time() - self._since <= WITHOUT_DATABASE
        return recent and stamps == self._last_known

    def is_no_use_trying(self) -> bool:
        """Whether another thread is trying just now, or did so a moment ago and failed."""
        return bool(self._since) and time.time() < self._try_at

    def trying(self) -> None:
        """This thread tries, and the others wait for what it finds."""
        if self._since:
            self._try_at = time.time() + LONGEST_TRY

    def found(self, *, away: bool, stamps: Stamps | None) -> None:
        """What the attempt gave: ``stamps`` those read before it, None if nobody could read them.

        Only known stamps say that the database is back: many an answer asks nothing of it.
        """
        now = time.time()
        if away:
            self._since = self._since or now
        elif stamps is not None:
            self._since = 0.0
        self._try_at = now + TRY_AGAIN
