"""An index is added while the site writes, on both databases."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader

from conference.platform.schema import AddIndexOnline

pytestmark = pytest.mark.django_db(transaction=True)


class Planted(migrations.Migration):
    atomic = False
    operations = (AddIndexOnline("backuprecord", models.Index(fields=["made_at"], name="backup_made_at")),)


def indexes() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, "platform_backuprecord"))


def test_an_index_comes_without_a_transaction_and_goes_again() -> None:
    schema, migration = MigrationLoader(connection).project_state(), Planted("planted", "platform")
    with connection.schema_editor(atomic=False) as editor:
        migration.apply(schema.clone(), editor)
    assert "backup_made_at" in indexes()
    with connection.schema_editor(atomic=False) as editor:
        migration.unapply(schema.clone(), editor)
    assert "backup_made_at" not in indexes()
