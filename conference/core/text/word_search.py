"""The admin's search by words: Wagtail's own over the database, given and asked for folded words.

Accents, case, œ/æ, apostrophes and hyphens make no difference, on either database (docs/decisions/0036).
"""

import sys
from copy import copy
from functools import cache
from typing import Any

from modelsearch.backends.base import BaseSearchBackend
from modelsearch.backends.database import SearchBackend as for_the_database
from modelsearch.query import Phrase, PlainText, SearchQuery

from conference.core.text import words

NOTHING = "0" * 40  # a word that no text holds


class _FoldedIndexer:
    """Gives the index folded words."""

    def prepare_value(self, value: Any) -> str:
        return " ".join(words(super().prepare_value(value)))  # type: ignore[misc]


class _FoldedQuery:
    """Asks for folded words; where none is left of what was typed, for one that nothing holds."""

    def build_search_query_content(self, query: SearchQuery, *args: Any, **kwargs: Any) -> Any:
        return super().build_search_query_content(_folded(query), *args, **kwargs)  # type: ignore[misc]

    def build_tsquery_content(self, query: SearchQuery, *args: Any, **kwargs: Any) -> Any:
        return super().build_tsquery_content(_folded(query), *args, **kwargs)  # type: ignore[misc]


def _folded(query: SearchQuery) -> SearchQuery:
    if isinstance(query, PlainText | Phrase):
        query = copy(query)
        query.query_string = " ".join(words(query.query_string)) or NOTHING
    return query


@cache  # a backend is asked for at each search, and at each page that is saved
def _with(mixin: type, of_the_library: type) -> type:
    return type(of_the_library.__name__, (mixin, of_the_library), {})


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:
    """What WAGTAILSEARCH_BACKENDS names: a backend by the database's kind."""
    backend = for_the_database({"SEARCH_CONFIG": "simple", **params})  # no stems, no stop words
    backend.query_compiler_class = _with(_FoldedQuery, backend.query_compiler_class)
    backend.autocomplete_query_compiler_class = _with(_FoldedQuery, backend.autocomplete_query_compiler_class)
    backend.index_class = _folding(backend.index_class)
    return backend


@cache
def _folding(index_class: type) -> type:
    """``index_class``, whose module makes its indexers by name: that name is given ours."""
    module = sys.modules[index_class.__module__]
    module.ObjectIndexer = _with(_FoldedIndexer, module.ObjectIndexer)  # type: ignore[attr-defined]
    return index_class
