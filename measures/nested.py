"""What hangs on a row, read within the row's own query: a list with its children is then one question."""

from datetime import UTC, datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, CharField, JSONField, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.db.models.sql.compiler import SQLCompiler


class JSONList(Aggregate):
    """The values of a group in one list."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, list | tuple]:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **extra)


def nested(rows: QuerySet, *, of: str, **fields: str) -> Subquery:
    """``rows`` (already those of the outer one, ``of`` being the relation to it), as a list of ``fields``.

    None where there is none; in no order.
    """
    return Subquery(rows.order_by().values(of).annotate(_list=JSONList(JSONObject(**fields))).values("_list"))


class JoinedText(Aggregate):
    """The values of a group in one text, with commas."""

    function = "GROUP_CONCAT"
    output_field = CharField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, list | tuple]:
        template = "STRING_AGG((%(expressions)s)::text, ',')"
        return self.as_sql(compiler, connection, template=template, **extra)


def joined(rows: QuerySet, *, of: str, value: Any) -> Subquery:
    """The ``value`` of each of ``rows`` (as in ``nested``) in one text, with commas; None: there is none."""
    return Subquery(rows.order_by().values(of).annotate(_text=JoinedText(value)).values("_text"))


def moment_of(text: str) -> datetime:
    """A moment that came in a list: SQLite writes it in UTC and without saying so."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
