"""What a factory writes to a fresh database: made once in a process, its rows put back the next times.

A tree of pages costs as much as the rest of a usual test. It is saved for good the first time; where
another test asks for the same on the same ground, the rows come back by two statements a table, each
moment in them being the present one.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from .regions.rows import watched

Rows = dict[Any, tuple]
# What is written behind any statement, and what only the worker writes.
_LEFT_ALONE = ("core_generation", "wagtailsearch_indexentry_fts")
_PRIMARY_KEYS = {
    model._meta.db_table: model._meta.pk.column
    for model in apps.get_models(include_auto_created=True)
    if model._meta.db_table not in _LEFT_ALONE
}
KEPT = 3  # recordings of one name, each on a ground of its own


@dataclass
class Change:
    """What the factory did to one table."""

    table: str
    before: Rows
    gone: list[Any]  # keys of the rows that went or changed
    come: list[tuple]  # the rows that came, or as they changed


_recorded: dict[Hashable, list[list[Change]]] = defaultdict(list)


def recorded(name: Hashable, make: Callable[[], object]) -> None:
    """Call ``make``, or put back what it wrote when it was called by that name on the same ground."""
    known = _recorded[name]
    for changes in known:
        if all(_rows(change.table) == change.before for change in changes):
            with transaction.atomic():
                _play(changes)
            return
    if len(known) < KEPT:
        known.append(_record(make))
    else:
        make()


def _record(make: Callable[[], object]) -> list[Change]:
    before = {table: _rows(table) for table in _PRIMARY_KEYS}
    with watched() as watch:
        make()
    changes = []
    for table in sorted(watch.written & set(before)):
        old, new = before[table], _rows(table)
        come = [row for key, row in new.items() if old.get(key) != row]
        gone = [key for key, row in old.items() if new.get(key) != row]
        if come or gone:
            changes.append(Change(table, old, gone, come))
    return changes


def _rows(table: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        key = [column[0] for column in cursor.description].index(_PRIMARY_KEYS[table])
        return {row[key]: tuple(row) for row in cursor.fetchall()}


def _play(changes: list[Change]) -> None:
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        for change in changes:
            key = _PRIMARY_KEYS[change.table]
            if change.gone:
                places = ", ".join(["%s"] * len(change.gone))
                cursor.execute(f'DELETE FROM "{change.table}" WHERE "{key}" IN ({places})', change.gone)
            if change.come:
                row = f"({', '.join(['%s'] * len(change.come[0]))})"
                rows = ", ".join([row] * len(change.come))
                values = [value for come in change.come for value in come]
                cursor.execute(
                    f'INSERT INTO "{change.table}" VALUES {rows}',
                    [now if isinstance(value, datetime) else value for value in values],
                )
                if connection.vendor == "postgresql":
                    _number_on(change.table, key, cursor)


def _number_on(table: str, key: str, cursor: Any) -> None:
    """PostgreSQL counts the rows that it numbered itself: the next one comes after ours."""
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', key])
    if sequence := cursor.fetchone()[0]:
        cursor.execute(
            f'SELECT setval(%s, GREATEST(MAX("{key}"), (SELECT last_value FROM {sequence}))) FROM "{table}"',
            [sequence],
        )
