"""The rows of the database, compared before and after a request."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction

# What no door could change, and what reading alone writes: who looks at what, thumbnails.
NOT_COMPARED = {
    "auth.Permission",
    "contenttypes.ContentType",
    "platform.SharedEntry",  # how often an address or an account was tried
    "sessions.Session",
    "wagtailadmin.EditingSession",
    "wagtailcore.PageSubscription",
    "wagtailusers.UserProfile",
    "wagtailadmin.FormState",
    "core.Rendition",
    "wagtailsearch.IndexEntry",
}
COMPARED = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model._meta.managed and not model._meta.proxy and model._meta.label not in NOT_COMPARED
]
TABLES = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
_WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
_READS = re.compile(r"\s*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|PRAGMA|SHOW|SET CONSTRAINTS)\b", re.IGNORECASE)

Rows = dict[str, list[tuple]]


def every_row() -> Rows:
    """Every row of the database, to be compared before and after."""
    return {model._meta.label: rows_of(model) for model in COMPARED}


def rows_of(model: type) -> list[tuple]:
    return list(model._default_manager.order_by("pk").values_list())


def changed_since(before: Rows) -> list[str]:
    """The models of which a row differs."""
    now = every_row()
    return [label for label in before if now[label] != before[label]]


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has not happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Watch:
    """Which tables the statements inside wrote to: only these need to be compared.

    Reading every row after each of some thousand requests would take an hour.
    """

    def __init__(self) -> None:
        self.written: set[str] = set()

    def __call__(self, execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
        if found := _WRITES.match(sql):
            self.written.add(found[1])
        elif not _READS.match(sql):
            self.written |= TABLES  # a statement that we cannot read may have written anywhere
        return execute(sql, params, many, context)

    def changed(self, before: Rows) -> list[str]:
        """The models of which a row differs from ``before``."""
        return [
            model._meta.label
            for model in COMPARED
            if model._meta.db_table in self.written and rows_of(model) != before[model._meta.label]
        ]


@contextmanager
def watched() -> Iterator[Watch]:
    watch = Watch()
    with connection.execute_wrapper(watch):
        yield watch
