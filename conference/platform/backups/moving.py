"""Move every row from SQLite to an empty PostgreSQL database, whose schema `migrate` has just made.

The ORM reads the rows and prepares each value for the target. PostgreSQL checks foreign keys when the
transaction ends, so tables are copied in any order. The search index differs between the two databases
and is built again. Uploaded files stay where they are.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import DatabaseError, connections, models, transaction
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from environ import Env
from wagtail.fields import StreamField

from conference.platform.backups.manifest import RestoreRefused
from conference.platform.schema import missing_migrations

SOURCE, TARGET = "default", "target"
REBUILT = "wagtailsearch"  # the app of the search index
CHUNK = 1000

RunThere = Callable[[str, str], None]


def connect_target(url: str) -> None:
    """Open the connection ``target``. Raises RestoreRefused: not PostgreSQL, not reachable, not empty."""
    config = Env.db_url_config(url)
    if config.get("ENGINE") != "django.db.backends.postgresql":
        raise RestoreRefused(_("Donnez l’adresse d’une base PostgreSQL : postgres://compte@machine/nom."))
    connections.settings[TARGET] = connections.configure_settings({"default": {}, TARGET: config})[TARGET]
    try:
        tables = connections[TARGET].introspection.table_names()
    except DatabaseError as error:
        raise RestoreRefused(_("La base ne répond pas : %s") % str(error).strip()) from None
    if tables:
        raise RestoreRefused(
            _("La base de destination n’est pas vide (%d tables) : créez-en une neuve.") % len(tables)
        )


def refuse_unless_up_to_date() -> None:
    """Raise RestoreRefused when a migration is not applied to the site's database."""
    if missing_migrations(connections[SOURCE]):
        raise RestoreRefused(_("La base du site n’est pas à jour : lancez d’abord « manage.py migrate »."))


def run_on_target(url: str, command: str) -> None:
    """Run a management command in another process whose default database is ``url``.

    Wagtail's data migrations write to the default database, whichever one is being migrated.
    """
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    program = [sys.executable, "-m", "django", command, "--verbosity=0"]
    done = subprocess.run(  # noqa: S603
        program, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RestoreRefused(
            _("« %(command)s » a échoué sur la base de destination : %(error)s")
            % {"command": command, "error": done.stderr.strip().rpartition("\n")[2]}
        )


def move(url: str, *, run: RunThere = run_on_target) -> dict[str, int]:
    """Copy every row of the site to the empty PostgreSQL at ``url``; returns how many by table.

    The site must be stopped. Raises RestoreRefused; the site's own database is never changed.
    """
    connect_target(url)
    try:
        refuse_unless_up_to_date()
        connections[TARGET].close()
        run(url, "migrate")
        counts = copy_rows()
        run(url, "update_index")
    finally:
        connections[TARGET].close()
    return counts


def copy_rows() -> dict[str, int]:
    """Copy the rows of all models in one transaction, set the sequences, compare the counts."""
    target, counts = connections[TARGET], {}
    copied = list(_models())
    with transaction.atomic(using=SOURCE), transaction.atomic(using=TARGET), target.cursor() as cursor:
        # The source has the rows that the migrations wrote, too.
        tables = ", ".join(target.ops.quote_name(model._meta.db_table) for model in copied)
        cursor.execute(f"TRUNCATE {tables} CASCADE")
        for model in copied:
            counts[model._meta.db_table] = _copy(model, cursor)
        for statement in target.ops.sequence_reset_sql(no_style(), copied):
            cursor.execute(statement)
        for model in copied:
            arrived = model._base_manager.using(TARGET).count()
            if arrived != counts[model._meta.db_table]:
                raise RestoreRefused(_("La table %s n’est pas arrivée entière.") % model._meta.db_table)
    return counts


def _models() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and model._meta.app_label != REBUILT:
            yield model


def _copy(model: type[models.Model], cursor: Any) -> int:
    """Copy the model's own table. Inherited columns are in the parents' tables, copied with these."""
    target, fields = connections[TARGET], model._meta.local_concrete_fields
    columns = ", ".join(target.ops.quote_name(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = target.ops.quote_name(model._meta.db_table)
    insert = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
    # A stream field is copied as text: read as blocks, it would lose those that the code no longer has.
    streams = {f"{field.attname}_as_written": field for field in fields if isinstance(field, StreamField)}
    annotations = {name: Cast(field.attname, models.TextField()) for name, field in streams.items()}
    names = {field: name for name, field in streams.items()}
    rows = (
        model._base_manager.using(SOURCE)
        .annotate(**annotations)
        .order_by()
        .values_list(*[names.get(field, field.attname) for field in fields])
    )
    total, remaining = 0, rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(remaining, CHUNK)):
        try:
            cursor.executemany(insert, [_prepared(fields, names, row) for row in chunk])
        except (DatabaseError, ValueError) as error:
            raise RestoreRefused(
                _("La table %(table)s n’a pas pu être copiée : %(error)s")
                % {"table": model._meta.db_table, "error": str(error).strip().splitlines()[0]}
            ) from error
        total += len(chunk)
    return total


def _prepared(fields: Any, names: dict[Any, str], row: tuple[Any, ...]) -> list[Any]:
    return [
        value if field in names else field.get_db_prep_save(value, connection=connections[TARGET])
        for field, value in zip(fields, row, strict=True)
    ]
