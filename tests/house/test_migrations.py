"""A migration leaves the release before it working: expand first, contract in a later release."""

import re

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState
from django.db.models.functions import Now

from conference.platform.schema import AddIndexOnline
from tests.databases import APPS
from tests.house.files import ROOT
from tests.house.migrations import BEFORE_THE_FIRST_RELEASE, faults
from tests.house.order import ORDER

pytestmark = pytest.mark.postgresql

OURS = {folder.rpartition(".")[2] for folder in ORDER} | {"demo"}


def released() -> set[str]:
    """The releases that the journal names: « ## 1.4 – … »."""
    return set(re.findall(r"^## (\d[\d.]*)", (ROOT / "CHANGELOG.md").read_text(), flags=re.MULTILINE))


def test_every_migration_leaves_the_old_code_working() -> None:
    loader = MigrationLoader(None)
    state, found, seen = ProjectState(), [], set()
    for app, name in loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True):
        migration = loader.graph.nodes[app, name]
        if app in OURS and (app, name) not in BEFORE_THE_FIRST_RELEASE:
            found += [f"{app}.{name}: {said}" for said in faults(migration, state, released=released())]
        else:
            migration.mutate_state(state, preserve=False)
        seen.add((app, name))
    assert found == []
    assert seen >= BEFORE_THE_FIRST_RELEASE


def before() -> ProjectState:
    """A schema with one table, `planted_seat`: a number, a name that may be missing."""
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("number", models.IntegerField()),
        ("name", models.CharField(max_length=80, null=True)),
    ]
    state = ProjectState()
    state.add_model(ModelState("planted", "Seat", fields))
    return state


def planted(
    *operations: migrations.operations.base.Operation, name: str = "0002_x", **declared: str
) -> list[str]:
    attributes = {"operations": list(operations), **declared}
    migration = type("Migration", (migrations.Migration,), attributes)(name, "planted")
    return faults(migration, before(), released={"1.0"})


def nothing(apps: object, schema_editor: object) -> None:
    """What a migration of rows would do."""


CONTRACTING = {
    "removes a column": migrations.RemoveField("seat", "name"),
    "deletes a table": migrations.DeleteModel("Seat"),
    "renames a column": migrations.RenameField("seat", "name", "label"),
    "renames a table": migrations.RenameModel("Seat", "Chair"),
    "adds a constraint": migrations.AddConstraint(
        "seat", models.UniqueConstraint(fields=["number"], name="one_number")
    ),
    "no longer takes the NULL": migrations.AlterField("seat", "name", models.CharField(max_length=80)),
    "takes shorter texts": migrations.AlterField("seat", "name", models.CharField(max_length=40, null=True)),
    "changes the type": migrations.AlterField("seat", "number", models.TextField()),
}
NEVER = {
    "the old code cannot insert": migrations.AddField("seat", "row", models.IntegerField(default=0)),
    "no way back: reverse_code": migrations.RunPython(nothing),
    "AddIndexOnline": migrations.AddIndex("seat", models.Index(fields=["number"], name="seat_number")),
    "Alter field number on seat: keeps the old code from writing": migrations.AlterField(
        "seat", "number", models.IntegerField(db_index=True)
    ),
    "runs SQL that nobody reads": migrations.RunSQL("ALTER TABLE planted_seat DROP name", "SELECT 1"),
}


@pytest.mark.parametrize("said", CONTRACTING)
def test_what_contracts_waits_until_a_release_no_longer_uses_it(said: str) -> None:
    operation = CONTRACTING[said]
    [fault] = planted(operation)
    assert said in fault
    assert planted(operation, contracts="1.0: the number alone names a seat") == []
    assert said in planted(operation, contracts="1.1: not out yet")[0]


@pytest.mark.parametrize("said", NEVER)
def test_what_is_never_safe_is_seen_whatever_is_declared(said: str) -> None:
    [fault] = planted(NEVER[said], contracts="1.0: no excuse")
    assert said in fault


def test_sql_by_hand_is_declared_wherever_it_stands_and_has_a_way_back() -> None:
    adds = migrations.RunSQL("CREATE SEQUENCE ticket", "DROP SEQUENCE ticket")
    hidden = migrations.SeparateDatabaseAndState(database_operations=[adds])
    for operation in (adds, hidden):
        assert "runs SQL that nobody reads" in planted(operation)[0]
        assert planted(operation, sql_only_adds="no code knows this sequence yet") == []
    [fault] = planted(migrations.RunSQL("CREATE SEQUENCE ticket"), sql_only_adds="none knows it")
    assert "no way back: reverse_sql" in fault


def test_what_is_hidden_in_a_pair_of_operations_is_seen() -> None:
    index = migrations.AddIndex("seat", models.Index(fields=["number"], name="seat_number"))
    for operation, said in ((index, "AddIndexOnline"), (CONTRACTING["removes a column"], "removes a column")):
        [fault] = planted(migrations.SeparateDatabaseAndState(database_operations=[operation]))
        assert said in fault


def test_what_expands_is_in_order() -> None:
    assert (
        planted(
            migrations.AddField("seat", "row", models.IntegerField(null=True)),
            migrations.AddField("seat", "made_at", models.DateTimeField(db_default=Now())),
            migrations.AlterField("seat", "name", models.CharField(max_length=120, null=True)),
            AddIndexOnline("seat", models.Index(fields=["number"], name="seat_number")),
            migrations.CreateModel("Room", [("id", models.BigAutoField(primary_key=True))]),
            migrations.AddIndex("room", models.Index(fields=["id"], name="room_id")),
            migrations.AddConstraint("room", models.UniqueConstraint(fields=["id"], name="one_room")),
        )
        == []
    )
    assert planted(migrations.RunPython(nothing, migrations.RunPython.noop)) == []


def test_rows_and_schema_are_two_migrations_and_a_name_says_what_it_does() -> None:
    both = planted(
        migrations.AddField("seat", "row", models.IntegerField(null=True)),
        migrations.RunPython(nothing, migrations.RunPython.noop),
        name="0002_auto_20261125_0030",
    )
    assert [fault.split(":")[0] for fault in both] == [
        "its name says when it was written, not what it does",
        "changes rows and schema at once",
    ]


def test_the_database_holds_no_code_of_ours() -> None:
    """A function or a trigger could write within a SELECT, which leaves no stamp (docs/decisions/0025)."""
    made = re.compile(
        r"CREATE\s+(?:OR\s+REPLACE\s+)?(?:CONSTRAINT\s+)?(?:FUNCTION|PROCEDURE|TRIGGER|RULE)\b", re.I
    )
    assert made.search("create or replace function f()")
    files = [file for app in APPS for file in (ROOT / app).rglob("*.py")]
    assert len(files) > 300
    assert [str(file) for file in files if made.search(file.read_text())] == []
