"""Questions whose SQL is written before a lock is taken, and asked under it.

Writing the SQL of a query takes Django several times as long as the database takes to answer, and
whoever wants the same lock waits meanwhile.
"""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.db.models.query import RawQuerySet

M = TypeVar("M", bound=Model)


def prepared(rows: QuerySet[M]) -> RawQuerySet[M]:
    """The same rows, asked of the database when they are first read; annotations come as it gives them."""
    sql, params = rows.query.sql_with_params()
    return rows.model._default_manager.raw(sql, params, using=rows.db)
