"""Rows written by PostgreSQL's COPY: a country's content in a minute, where saving pages takes hours.

Rows are copies of those that the demonstration made through the site's own code, with other values
in some columns: every column holds what the site writes there.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import psycopg
from psycopg import sql

Row = dict[str, Any]


class Store:
    """One database. Every value read is text, and every value written is made one by COPY."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection = connection
        self._columns: dict[str, list[str]] = {}

    def columns(self, table: str) -> list[str]:
        if table not in self._columns:
            found = self.connection.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
            ).fetchall()
            self._columns[table] = [name for (name,) in found]
        return self._columns[table]

    def rows(self, table: str, where: str = "true", *values: Any) -> list[Row]:
        """The rows of ``table``, in the order in which they were written."""
        names = self.columns(table)
        wanted = sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(name)) for name in names)
        query = sql.SQL("SELECT {} FROM {} WHERE {} ORDER BY ctid").format(
            wanted,
            sql.Identifier(table),
            sql.SQL(where),  # type: ignore[arg-type]
        )
        return [dict(zip(names, row, strict=True)) for row in self.connection.execute(query, values)]

    def value(self, query: str, *values: Any) -> Any:
        row = self.connection.execute(query, values).fetchone()  # type: ignore[arg-type]
        return row[0] if row else None

    def next_id(self, table: str) -> int:
        return int(self.value(f"SELECT coalesce(max(id), 0) + 1 FROM {table}"))

    def copy(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write ``rows``, numbered by themselves or by the table's own sequence."""
        rows = iter(rows)
        first = next(rows, None)
        if first is None:
            return
        names = list(first)
        into = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, names))
        )
        with self.connection.cursor() as cursor:
            with cursor.copy(into) as copying:
                copying.write_row([first[name] for name in names])
                for row in rows:
                    copying.write_row([row[name] for name in names])
            if "id" in names:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT max(id) FROM "
                    f"{table})) WHERE pg_get_serial_sequence(%s, 'id') IS NOT NULL",
                    [table, table],
                )


def without(row: Row, *names: str) -> Row:
    """A copy of ``row`` that the table will number by itself."""
    return {name: value for name, value in row.items() if name not in names}


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
