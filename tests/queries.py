"""How many queries a page asks of the database: few from cold, and the same number with 1 row and with 30."""

from collections.abc import Callable

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

COLD, COLD_COMPOSED = 12, 16  # the most that a page may ask with every cache emptied, one made of many parts


def queries_of(act: Callable[[], object]) -> list[str]:
    """The SQL of ``act`` with empty caches, in a warm process (templates compiled, content types known)."""
    act()
    for cache in caches.all():
        cache.clear()
    with CaptureQueriesContext(connection) as captured:
        act()
    return [query["sql"] for query in captured.captured_queries]


def page_queries(client: Client, path: str, *, status: int = 200) -> list[str]:
    def ask() -> None:
        assert client.get(path).status_code == status, path

    return queries_of(ask)


def check_few(queries: list[str], *, most: int = COLD, of: str = "") -> None:
    """Fail with the SQL when there are too many."""
    assert len(queries) <= most, f"{of} {len(queries)} queries, {most} at most:\n" + "\n\n".join(queries)


def check_same(few: list[str], many: list[str], *, of: str = "") -> None:
    """Fail with the SQL of both when more rows ask more queries."""
    if len(few) != len(many):
        both = [f"With few rows:\n{chr(10).join(few)}", f"With many rows:\n{chr(10).join(many)}"]
        raise AssertionError(f"{of} {len(few)} queries, then {len(many)}.\n" + "\n\n".join(both))
