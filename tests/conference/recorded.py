"""What a factory writes to a fresh database: made once in a process, its rows put back the next times.

A tree of pages costs as much as the rest of a usual test. It is saved for good the first time; where
another test asks for the same on the same ground within the same hour, the rows come back by two
statements a table, and with them a copy of what the factory gave. A moment on the hour (an event that
begins in a month) stays, any other is as far from the present one as it was.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from .regions.rows import watched

Made = TypeVar("Made")
Rows = dict[Any, tuple]
# What is written behind any statement, and what the search writes for itself.
_LEFT_ALONE = ("platform_generation", "wagtailsearch_indexentry_fts")
_PRIMARY_KEYS = {
    model._meta.db_table: model._meta.pk.column
    for model in apps.get_models(include_auto_created=True)
    if model._meta.db_table not in _LEFT_ALONE
}
KEPT = 3  # recordings of one name in one hour, each on a ground of its own


@dataclass
class Change:
    """What the factory did to one table."""

    table: str
    before: Rows
    gone: list[Any]  # keys of the rows that went or changed
    come: list[tuple]  # the rows that came, or as they changed


@dataclass
class Recording:
    at: datetime
    changes: list[Change]
    files: dict[str, bytes]  # by their paths below the media
    made: Any

    def fits(self) -> bool:
        return all(_rows(change.table) == change.before for change in self.changes)


_recordings: dict[Hashable, list[Recording]] = defaultdict(list)


def recorded(name: Hashable, make: Callable[[], Made]) -> Made:
    """What ``make`` gives, put back if it was called by that name on the same ground within the hour."""
    now = timezone.now()
    known = _recordings[name, now.replace(minute=0, second=0, microsecond=0)]
    for recording in known:
        if recording.fits():
            _put_back(recording, late=now - recording.at)
            return deepcopy(recording.made)
    return _record(make, now, known) if len(known) < KEPT else make()


def _record(make: Callable[[], Made], now: datetime, known: list[Recording]) -> Made:
    before, files = {table: _rows(table) for table in _PRIMARY_KEYS}, _files()
    with watched() as watch:
        made = make()
    changes = []
    for table in sorted(watch.written & set(before)):
        old, new = before[table], _rows(table)
        come = [row for key, row in new.items() if old.get(key) != row]
        gone = [key for key, row in old.items() if new.get(key) != row]
        if come or gone:
            changes.append(Change(table, old, gone, come))
    written = {path: (_media() / path).read_bytes() for path in _files() - files}
    known.append(Recording(now, changes, written, deepcopy(made)))
    return made


def _rows(table: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        key = [column[0] for column in cursor.description].index(_PRIMARY_KEYS[table])
        return {row[key]: tuple(row) for row in cursor.fetchall()}


def _media() -> Path:
    return Path(settings.MEDIA_ROOT)


def _files() -> set[str]:
    return {str(path.relative_to(_media())) for path in _media().rglob("*") if path.is_file()}


def _put_back(recording: Recording, *, late: timedelta) -> None:
    for path, content in recording.files.items():
        (_media() / path).parent.mkdir(parents=True, exist_ok=True)
        (_media() / path).write_bytes(content)
    with transaction.atomic(), connection.cursor() as cursor:
        for change in recording.changes:
            _change_back(change, cursor, late=late)


def _change_back(change: Change, cursor: Any, *, late: timedelta) -> None:
    key = _PRIMARY_KEYS[change.table]
    if change.gone:
        places = ", ".join(["%s"] * len(change.gone))
        cursor.execute(f'DELETE FROM "{change.table}" WHERE "{key}" IN ({places})', change.gone)
    if change.come:
        row = f"({', '.join(['%s'] * len(change.come[0]))})"
        rows = ", ".join([row] * len(change.come))
        values = [_moved(value, late) for come in change.come for value in come]
        cursor.execute(f'INSERT INTO "{change.table}" VALUES {rows}', values)
        if connection.vendor == "postgresql":
            _number_on(change.table, key, cursor)


def _moved(value: Any, late: timedelta) -> Any:
    if not isinstance(value, datetime):
        return value
    on_the_hour = not (value.minute or value.second or value.microsecond)
    return connection.ops.adapt_datetimefield_value(value if on_the_hour else value + late)


def _number_on(table: str, key: str, cursor: Any) -> None:
    """PostgreSQL counts the rows that it numbered itself: the next one comes after ours."""
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', key])
    if sequence := cursor.fetchone()[0]:
        cursor.execute(
            f'SELECT setval(%s, GREATEST(MAX("{key}"), (SELECT last_value FROM {sequence}))) FROM "{table}"',
            [sequence],
        )
