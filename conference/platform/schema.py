"""The database schema: which migrations are missing, and an index added while visitors write."""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader


def missing_migrations(connection: BaseDatabaseWrapper) -> list[str]:
    """The migrations of this code that the database has not applied, as sorted `app.name`."""
    loader = MigrationLoader(connection)
    return sorted(
        f"{app}.{name}" for app, name in loader.graph.nodes.keys() - loader.applied_migrations.keys()
    )


class AddIndexOnline(AddIndexConcurrently):
    """Add an index while the old code writes: concurrently on PostgreSQL, plainly on SQLite.

    Its migration holds nothing else and says ``atomic = False``. One that is stopped halfway leaves an
    invalid index in PostgreSQL: drop it, then migrate again.
    """

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        _way(schema_editor).database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        _way(schema_editor).database_backwards(self, app_label, schema_editor, from_state, to_state)


def _way(schema_editor: BaseDatabaseSchemaEditor) -> type[migrations.AddIndex]:
    return AddIndexConcurrently if schema_editor.connection.vendor == "postgresql" else migrations.AddIndex
