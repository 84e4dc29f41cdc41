"""From SQLite to PostgreSQL: every row into an empty database whose schema `migrate` has just made.

The ORM reads and writes, so that each value takes the target's form; foreign keys are checked when the
one transaction ends, whatever the order of the tables. The search index is another on each database: it
is made anew. Files are not concerned.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import DatabaseError, connections, models, transaction
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from environ import Env
from wagtail.fields import StreamField

from conference.platform.backups.errors import RestoreRefused
from conference.platform.schema import missing_migrations

SOURCE, TARGET = "default", "target"
REBUILT = "wagtailsearch"  # the app whose tables differ
CHUNK = 1000

RunThere = Callable[[str, str], None]


def connect_target(url: str) -> None:
    """Make the connection ``target``. Raises RestoreRefused: not PostgreSQL, not reachable, not empty."""
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
    """Raise RestoreRefused when the site's own database lacks a migration of this code."""
    if missing_migrations(connections[SOURCE]):
        raise RestoreRefused(_("La base du site n’est pas à jour : lancez d’abord « manage.py migrate »."))


def run_on_target(url: str, command: str) -> None:
    """Run a command of the site in a process of its own, for which ``url`` is the database.

    Wagtail's own data migrations write to the default database, whichever is being migrated.
    """
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    program = [sys.executable, "-m", "django", command, "--verbosity=0"]
    done = subprocess.run(  # noqa: S603
        program, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise RestoreRefused(
            _("« %(command)s » a échoué sur la base de destination : %(said)s")
            % {"command": command, "said": said}
        )


def move(url: str, *, run: RunThere = run_on_target) -> dict[str, int]:
    """Copy every row of the site to the empty PostgreSQL at ``url``; returns the rows by table.

    Nobody can write to the site's SQLite file meanwhile. Raises RestoreRefused; the site is untouched.
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
    """Every row of every model, in one transaction; the sequences follow; counts are compared."""
    target, counts = connections[TARGET], {}
    copied = list(_models())
    with transaction.atomic(using=SOURCE), transaction.atomic(using=TARGET), target.cursor() as cursor:
        # What the migrations wrote there stands in the source as well.
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
    """The columns of the model's own table; those of its parents are copied with them."""
    target, fields = connections[TARGET], model._meta.local_concrete_fields
    columns = ", ".join(target.ops.quote_name(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = target.ops.quote_name(model._meta.db_table)
    insert = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
    # A stream is taken as it is written: read as blocks, it would lose those the code no longer knows.
    streams = {f"{field.attname}_as_written": field for field in fields if isinstance(field, StreamField)}
    annotations = {name: Cast(field.attname, models.TextField()) for name, field in streams.items()}
    names = {field: name for name, field in streams.items()}
    rows = (
        model._base_manager.using(SOURCE)
        .annotate(**annotations)
        .order_by()
        .values_list(*[names.get(field, field.attname) for field in fields])
    )
    total = 0
    for chunk in _chunks(rows.iterator(chunk_size=CHUNK)):
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


def _chunks(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    chunk = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
