"""Which test runs on which database.

House rules run once, on SQLite; browsers, and tests that ask hundreds of pages, on PostgreSQL with a sample
on SQLite; the whole matrix of the walls has a command of its own (make matrix). Of the other tests, the
continuous integration runs every one on both databases. `make test` runs every one on SQLite, and on
PostgreSQL those in which the databases may differ (what commits, what hangs on their SQL) with a share of
the rest: half of the time for nearly all that there is to find. EVERYWHERE=1, or a file or a folder that
it is given, makes it run all.
"""

import os
from zlib import crc32

import pytest

ON_SQLITE = "(not browser or browser_sqlite) and not on_postgres and not matrix"
ON_POSTGRES = "not once and not matrix"
WHERE_THEY_DIFFER = f"{ON_POSTGRES} and not either"
SHARE = 4  # one test in so many of the others
LEFT_OUT = f"où les bases peuvent différer, et un autre test sur {SHARE} (tous : EVERYWHERE=1)"
COMMITTING = {"transactional_db", "live_server"}


def on_postgres(*, narrowed: bool = False) -> str:
    """What this run asks of PostgreSQL: all where that is asked for, and of a few files."""
    everywhere = narrowed or os.environ.get("EVERYWHERE") or os.environ.get("CI")
    return ON_POSTGRES if everywhere else WHERE_THEY_DIFFER


def touches_the_database(item: pytest.Item) -> bool:
    fixtures = {"db"} | COMMITTING
    return bool(fixtures & fixtures_of(item)) or item.get_closest_marker("django_db") is not None


def fixtures_of(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(COMMITTING & fixtures_of(item)) or bool(marker and marker.kwargs.get("transaction"))


def mark(item: pytest.Item) -> None:
    """Say of a test whether one database is enough for it, and whether any database is needed."""
    if "house" in item.path.parts or not touches_the_database(item):
        item.add_marker(pytest.mark.once)
    elif not (may_differ(item) or crc32(item.nodeid.encode()) % SHARE == 0):
        item.add_marker(pytest.mark.either)


def may_differ(item: pytest.Item) -> bool:
    """Whether what the test asks may be answered otherwise by the other database."""
    names = ("browser", "browser_sqlite", "on_postgres", "dialect")
    return commits(item) or any(item.get_closest_marker(name) for name in names)
