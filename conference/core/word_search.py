"""The admin's search by words: Wagtail's own over the database, with what SQLite needs beside it.

modelsearch (1.3) writes each word between quotation marks for SQLite, and leaves alone the one that
somebody typed in a word: « l"union » was a syntax error. PostgreSQL is asked in another way.
"""

from copy import copy
from functools import cache
from typing import Any

from modelsearch.backends.base import BaseSearchBackend
from modelsearch.backends.database import SearchBackend as for_the_database
from modelsearch.query import Phrase, PlainText, SearchQuery


class _WordsAsTyped:
    """A mark inside a word is written twice; a sign that ends a string in C is none."""

    def build_search_query_content(self, query: SearchQuery, config: Any = None) -> Any:
        if isinstance(query, PlainText | Phrase):
            query = copy(query)
            query.query_string = query.query_string.replace("\0", " ").replace('"', '""')
        return super().build_search_query_content(query, config=config)  # type: ignore[misc]


@cache  # a backend is asked for at each search, and at each page that is saved
def _as_typed(compiler: type) -> type:
    return type(compiler.__name__, (_WordsAsTyped, compiler), {})


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:
    """What WAGTAILSEARCH_BACKENDS names: a backend by the database's kind."""
    backend = for_the_database(params)
    if type(backend).__name__ == "SQLiteSearchBackend":
        backend.query_compiler_class = _as_typed(backend.query_compiler_class)
        backend.autocomplete_query_compiler_class = _as_typed(backend.autocomplete_query_compiler_class)
    return backend
