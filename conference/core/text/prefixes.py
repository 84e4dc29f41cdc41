"""A column of folded words, found by their beginning through an index on both databases."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

AFTER_EVERY_LETTER = "{"  # follows z; folded words hold a–z, 0–9 and spaces only


class PrefixField(models.CharField):
    """A folded text: ASCII letters, digits and single spaces. Its lookup ``begins`` is served by an index."""


@PrefixField.register_lookup
class Begins(models.Lookup):
    """``term__begins="ren"``: the texts that begin with these letters, digits and spaces.

    Django's ``startswith`` becomes on SQLite a LIKE that reads the whole table. A range is served by
    the index there; on PostgreSQL a range would follow the locale's order, so LIKE and its index
    (varchar_pattern_ops) do the work.
    """

    lookup_name = "begins"

    def get_prep_lookup(self) -> str:
        letters = self.rhs.replace(" ", "")
        if not (letters.isascii() and letters.isalnum()):
            raise ValueError(f"only letters and digits can be looked for: {self.rhs!r}")
        return self.rhs

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        last = self.rhs + AFTER_EVERY_LETTER
        return f"{column} >= %s AND {column} < %s", (*params, self.rhs, *params, last)

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", (*params, f"{self.rhs}%")
