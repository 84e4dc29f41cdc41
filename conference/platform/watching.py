"""Which generation of the content this process may believe current, without asking at each request.

PostgreSQL: a connection that listens; its socket is looked at without waiting, and the stamps are read
again after a notice or a reconnection. SQLite: `PRAGMA data_version` of a connection kept open says
whether anybody committed. Behind a pooler of transactions nobody hears notices: either
GENERATION_DATABASE_URL goes round it, or GENERATION_NOTICES=poll asks, at most each tenth of a second.
"""

import os
import select
import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

import psycopg
from django.conf import settings
from django.db import connections

from conference.platform import generation

# Keys alone would not do: a slow transaction commits a lower one later (then the count differs), and
# the daily pruning takes away the lowest (then the least differs).
STAMPS = "SELECT coalesce(min(id), 0), coalesce(max(id), 0), count(*) FROM platform_generation"
POLL_EACH = 0.1  # seconds
FIRST_DELAY, LONGEST_DELAY = 0.2, 2.0  # seconds between two attempts to connect again
# What Django gives its own connections and ours has no use for.
DJANGOS = {"context", "cursor_factory", "prepare_threshold", "server_side_binding"}
PATIENCE = 2  # seconds for one attempt
# Seconds for which a thread waits for another that asks the server: longer than an answer takes, and
# so short that a server that is silent stops nobody.
WAIT_FOR_ANOTHER = 0.1

Stamps = tuple[int, int, int]


class Watch(Protocol):
    """Safe from several threads."""

    def current(self) -> Stamps | None:
        """The stamps of now; None: not known, nothing in memory is to be believed."""

    def doubt(self) -> None:
        """The database did not answer somebody: ask it before the stamps are believed again."""


class Listening:
    """PostgreSQL tells; between two notices nothing is asked."""

    _connection: psycopg.Connection | None
    _stamps: Stamps | None
    _doubtful: bool
    _poll: Callable[[int], Any]

    def __init__(self, connect: Callable[[], psycopg.Connection]) -> None:
        self._connect = connect
        self._lock = threading.Lock()
        self._forget()
        os.register_at_fork(after_in_child=self._forget)  # a connection belongs to one process
        generation.when_changed_here(self.doubt)

    def current(self) -> Stamps | None:
        # One thread asks, or connects. Nobody waits for a connection: it may be long in coming.
        if not self._lock.acquire(timeout=WAIT_FOR_ANOTHER if self._connection else 0):
            return None
        try:
            return self._looked()
        finally:
            self._lock.release()

    def doubt(self) -> None:
        self._doubtful = True

    def _looked(self) -> Stamps | None:
        if self._connection is None and not self._connected():
            return None
        try:
            if self._poll(0):
                self._read_notices()
            if self._doubtful:
                self._doubtful = False  # before reading: what comes meanwhile is read next time
                self._stamps = self._read_stamps()
        except psycopg.Error:
            self._lose()
            return None
        return self._stamps

    def _forget(self) -> None:
        self._connection = self._stamps = None
        self._doubtful = True
        self._delay, self._try_at = FIRST_DELAY, 0.0

    def _connected(self) -> bool:
        if time.monotonic() < self._try_at:
            return False
        try:
            connection = self._connect()
            # For the notices that come with the answer to a query.
            connection.add_notify_handler(lambda _notice: self.doubt())
            connection.execute(f"LISTEN {generation.CHANNEL}")
        except psycopg.Error:
            self._lose()
            return False
        waiting = select.poll()
        waiting.register(connection.fileno(), select.POLLIN)
        self._poll = waiting.poll
        self._connection, self._doubtful, self._delay = connection, True, FIRST_DELAY
        return True

    def _read_notices(self) -> None:
        server = self._connection.pgconn  # type: ignore[union-attr]
        server.consume_input()  # raises once the server is gone
        while server.notifies():
            self._doubtful = True

    def _read_stamps(self) -> Stamps | None:
        return self._connection.execute(STAMPS).fetchone()  # type: ignore[union-attr]

    def _lose(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._try_at = time.monotonic() + self._delay
        self._delay = min(2 * self._delay, LONGEST_DELAY)


class Polling(Listening):
    """PostgreSQL behind a pooler: asked, at most each tenth of a second."""

    def __init__(self, connect: Callable[[], psycopg.Connection]) -> None:
        super().__init__(connect)
        self._asked_at = 0.0
        self._poll = lambda _timeout: time.monotonic() - self._asked_at >= POLL_EACH

    def _connected(self) -> bool:
        if time.monotonic() < self._try_at:
            return False
        try:
            self._connection = self._connect()
        except psycopg.Error:
            self._lose()
            return False
        self._doubtful, self._delay = True, FIRST_DELAY
        return True

    def _read_notices(self) -> None:
        self._doubtful = True

    def _read_stamps(self) -> Stamps | None:
        self._asked_at = time.monotonic()  # before: what is committed meanwhile counts as not seen
        return super()._read_stamps()


class Versions:
    """SQLite says whether another connection committed anything; only then are the stamps read."""

    _connection: sqlite3.Connection | None
    _stamps: Stamps | None
    _version: tuple[int] | None

    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._forget()
        os.register_at_fork(after_in_child=self._forget)

    def current(self) -> Stamps | None:
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = sqlite3.connect(
                        f"file:{self._path}?mode=ro",
                        uri=True,
                        timeout=PATIENCE,
                        isolation_level=None,
                        check_same_thread=False,
                    )
                version = self._connection.execute("PRAGMA data_version").fetchone()
                if version != self._version:
                    self._stamps = self._connection.execute(STAMPS).fetchone()
                    self._version = version
            except sqlite3.Error:
                self._forget()
            return self._stamps

    def doubt(self) -> None:
        """The file is looked at each time anyway."""

    def _forget(self) -> None:
        self._connection = self._version = self._stamps = None


class Unknown:
    """A database that we cannot watch: nothing is kept."""

    def current(self) -> Stamps | None:
        return None

    def doubt(self) -> None:
        """Nothing is believed."""


def watch(alias: str = "default") -> Watch:
    """What tells this process of changes in the database ``alias``."""
    connection: Any = connections[alias]
    if connection.vendor == "sqlite":
        return Versions(str(connection.settings_dict["NAME"]))
    if connection.vendor == "postgresql":
        poll = settings.GENERATION_NOTICES == "poll"
        return (Polling if poll else Listening)(lambda: _a_connection(alias))
    return Unknown()


def _a_connection(alias: str) -> psycopg.Connection:
    """A connection of our own beside Django's: it is never in a transaction."""
    connection: Any = connections[alias]
    given = {"dbname": settings.GENERATION_DATABASE_URL}  # libpq takes a whole address there
    if not settings.GENERATION_DATABASE_URL:
        given = {
            name: value for name, value in connection.get_connection_params().items() if name not in DJANGOS
        }
    options: dict[str, Any] = settings.KEEPALIVE | given
    return psycopg.connect(
        **options | {"autocommit": True, "connect_timeout": PATIENCE, "application_name": "pages"}
    )
