"""What a migration may do while the release before it still answers visitors.

A rolling update migrates first and changes the processes one by one afterwards: for a few minutes the
old code reads and writes the new schema. So a release expands (adds what the old code may ignore), and
a later one contracts (takes away what no code uses any more).
"""

import re
from collections.abc import Iterator, Sequence

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.fields import NOT_PROVIDED, Field

# In use nowhere when they were written: nothing ran on their schema.
BEFORE_THE_FIRST_RELEASE = {
    (app, "0001_initial")
    for app in (
        "accounts",
        "alliances",
        "conference",
        "core",
        "demo",
        "events",
        "home",
        "measures",
        "platform",
        "regions",
        "registrations",
    )
}
CONTRACTIONS: dict[type[Operation], str] = {
    migrations.RemoveField: "removes a column that the old code still reads",
    migrations.DeleteModel: "deletes a table that the old code still reads",
    migrations.RenameField: "renames a column that the old code still reads",
    migrations.RenameModel: "renames a table that the old code still reads",
    migrations.AlterModelTable: "renames a table that the old code still reads",
    migrations.AddConstraint: "adds a constraint that what the old code writes may break",
    migrations.AlterUniqueTogether: "adds a constraint that what the old code writes may break",
}

LOCKS = "keeps the old code from writing meanwhile: AddIndexOnline (conference.platform.schema)"


def faults(migration: migrations.Migration, state: ProjectState, *, released: set[str]) -> list[str]:
    """What is unsafe in ``migration``, in words; ``state`` is the schema before it and is advanced.

    ``Migration.contracts = "1.4: …"`` says which release, already out (``released``), was the first
    that no longer used what goes: the operations that contract are then in order. What RunSQL does
    cannot be read here: ``Migration.sql_only_adds = "why"`` says that the old code may ignore it.
    """
    found = []
    allowed = contracted_since(migration) in released
    if re.search(r"_auto_\d{8}", migration.name):
        found.append("its name says when it was written, not what it does")
    new: set[str] = set()
    for operation in migration.operations:
        if isinstance(operation, migrations.CreateModel):
            new.add(operation.name_lower)
        target = getattr(operation, "model_name", getattr(operation, "name", "")).lower()
        found += [
            said
            for contracts, said in operation_faults(operation, migration.app_label, state, new)
            if not (contracts and (allowed or target in new))
        ]
        operation.state_forwards(migration.app_label, state)
    data = [op for op in migration.operations if isinstance(op, migrations.RunPython | migrations.RunSQL)]
    if any_sql(migration.operations) and not getattr(migration, "sql_only_adds", ""):
        found.append("runs SQL that nobody reads: sql_only_adds says why the old code may ignore it")
    if data and len(data) < len(migration.operations):
        found.append("changes rows and schema at once: PostgreSQL may refuse it, and one of the two blocks")
    return found


def any_sql(operations: Sequence[Operation]) -> bool:
    """Whether one of these, or what it is made of, is SQL written by hand."""
    return any(
        isinstance(operation, migrations.RunSQL) or any_sql(getattr(operation, "database_operations", ()))
        for operation in operations
    )


def contracted_since(migration: migrations.Migration) -> str:
    """The release that ``contracts`` names, or an empty text."""
    return str(getattr(migration, "contracts", "")).partition(":")[0].strip()


def operation_faults(
    operation: Operation, app: str, state: ProjectState, new: set[str]
) -> Iterator[tuple[bool, str]]:
    """(whether a declared contraction makes it right, what is wrong) of one operation.

    ``new``: the tables that this migration has made so far.
    """
    said = str(operation.describe())
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        for inner in operation.database_operations:
            yield from operation_faults(inner, app, state, new)
    for kind, reason in CONTRACTIONS.items():
        if isinstance(operation, kind) and not is_already_kept(operation, app, state):
            yield True, f"{said}: {reason}"
    adds_to_old = isinstance(operation, migrations.AddField) and operation.model_name_lower not in new
    if adds_to_old and old_code_cannot_insert(operation.field):
        yield False, f"{said}: the old code cannot insert a row: null=True, or db_default"
    if isinstance(operation, migrations.AlterField):
        before = state.models[app, operation.model_name_lower].fields[operation.name_lower]
        for reason in narrower(before, operation.field):
            yield True, f"{said}: {reason}"
        if operation.field.db_index and not before.db_index:
            yield False, f"{said}: {LOCKS}"
    locks = isinstance(operation, migrations.AddIndex) and not isinstance(operation, AddIndexConcurrently)
    if locks and operation.model_name_lower not in new:
        yield False, f"{said}: {LOCKS}"
    if isinstance(operation, migrations.RunPython) and operation.reverse_code is None:
        yield False, f"{said}: no way back: reverse_code (RunPython.noop where there is nothing to undo)"
    if isinstance(operation, migrations.RunSQL) and operation.reverse_sql is None:
        yield False, f"{said}: no way back: reverse_sql"


def is_already_kept(operation: Operation, app: str, state: ProjectState) -> bool:
    """Whether it adds a unique constraint that a stricter one, in force until then, implies."""
    if not isinstance(operation, migrations.AddConstraint):
        return False
    added = operation.constraint
    if not isinstance(added, models.UniqueConstraint) or added.expressions:
        return False
    return any(
        isinstance(kept, models.UniqueConstraint)
        and kept.condition is None
        and kept.fields
        and set(kept.fields) <= set(added.fields)
        for kept in state.models[app, operation.model_name.lower()].options["constraints"]
    )


def old_code_cannot_insert(field: Field) -> bool:
    """Django's ``default`` is filled in by the new code only; ``db_default`` by the database."""
    has_column = not isinstance(field, models.ManyToManyField | models.GeneratedField)
    return has_column and not field.null and field.db_default is NOT_PROVIDED


def narrower(before: Field, after: Field) -> Iterator[str]:
    """In what the column takes less than it did."""
    old, new = before.deconstruct(), after.deconstruct()
    if old[1] != new[1] or old[3].get("to") != new[3].get("to"):
        yield "changes the type of a column that the old code still uses"
    if before.null and not after.null:
        yield "no longer takes the NULL that the old code writes"
    if after.unique and not before.unique:
        yield "adds a constraint that what the old code writes may break"
    if (old[3].get("max_length") or 0) > (new[3].get("max_length") or 0):
        yield "takes shorter texts than the old code writes"
    if old[3].get("db_column") != new[3].get("db_column"):
        yield "renames a column that the old code still reads"
