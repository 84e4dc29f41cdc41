"""Which migrations of this code a database has not seen."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader


def missing_migrations(connection: BaseDatabaseWrapper) -> list[str]:
    """« app.name » of each, in order: `migrate` applies them."""
    loader = MigrationLoader(connection)
    return sorted(
        f"{app}.{name}" for app, name in loader.graph.nodes.keys() - loader.applied_migrations.keys()
    )
