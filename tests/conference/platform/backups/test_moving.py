"""An SQLite site becomes a PostgreSQL one: the same rows, and searches that find them."""

import json
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.models import Model
from wagtail.blocks import StreamValue

from conference.platform.backups import moving
from conference.platform.backups.manifest import RestoreRefused
from events.registrations.models import Registration
from tests import databases

pytestmark = pytest.mark.postgresql

SERVER = os.environ.get("TEST_DATABASE_URL", "")
on_postgres = pytest.mark.skipif(not SERVER, reason="il y faut un serveur PostgreSQL")


@pytest.fixture
def target() -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    name = f"moved_{uuid.uuid4().hex[:12]}"
    databases.create_empty(SERVER, name)
    yield databases.with_database(SERVER, name)
    databases.drop_postgres(SERVER, name)


@pytest.fixture(autouse=True)
def other_connections(django_db_blocker) -> Iterator[None]:
    """The two ends of the move; the test's own database has no part in it."""
    with django_db_blocker.unblock():
        yield
        for alias in {"target", "source"} & set(connections.settings):
            connections[alias].close()
            del connections.settings[alias], connections[alias]


@pytest.fixture
def from_sqlite(tmp_path: Path, monkeypatch) -> None:
    """The site to move is an SQLite file that holds the demonstration."""
    shutil.copyfile(databases.sqlite_template("demo"), tmp_path / "site.sqlite3")
    config = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "site.sqlite3")}
    connections.settings["source"] = connections.configure_settings({"default": {}, "source": config})[
        "source"
    ]
    monkeypatch.setattr(moving, "SOURCE", "source")


def rows_of(model: type[Model], alias: str) -> list[str]:
    """All rows of the model's own table, comparable: keys of a JSON object have no order."""
    names = [field.attname for field in model._meta.local_concrete_fields]
    rows = model._base_manager.using(alias).order_by().values_list(*names)
    return sorted(json.dumps([written(value) for value in row], sort_keys=True, default=str) for row in rows)


def written(value: object) -> object:
    return list(value.raw_data) if isinstance(value, StreamValue) else value


@on_postgres
def test_every_row_of_the_demonstration_arrives(target: str, from_sqlite: None) -> None:
    asked = []

    def run(url: str, command: str) -> None:
        asked.append(command)
        if command == "migrate":  # what it does takes ten seconds: its result is at hand
            databases.copy_postgres("bare", SERVER, url.partition("?")[0].rpartition("/")[2])

    counts = moving.move(target, run=run)
    assert asked == ["migrate", "update_index"]
    assert counts["registrations_registration"] > 20
    for model in moving._models():
        assert rows_of(model, "source") == rows_of(model, "target"), model
    highest = Registration.objects.using("source").order_by("pk").last()
    copy = Registration.objects.using("target").get(pk=highest.pk)
    copy.pk, copy.uuid, copy.email_key = None, uuid.uuid4(), "autre@exemple.invalid"
    copy.save(using="target", force_insert=True)
    assert copy.pk > highest.pk


@on_postgres
def test_a_database_that_holds_something_is_left_alone(target: str) -> None:
    databases.copy_postgres("bare", SERVER, target.partition("?")[0].rpartition("/")[2])
    with pytest.raises(RestoreRefused, match="n’est pas vide"):
        moving.move(target)


def test_what_is_not_a_postgresql_database_is_refused(settings) -> None:
    with pytest.raises(CommandError, match="Donnez l’adresse de la base vide dans TARGET_DATABASE_URL"):
        call_command("move_database")
    settings.TARGET_DATABASE_URL = "sqlite:///ailleurs.sqlite3"
    with pytest.raises(CommandError, match="Donnez l’adresse d’une base PostgreSQL"):
        call_command("move_database")
    settings.TARGET_DATABASE_URL = "postgres://personne@127.0.0.1:1/rien"
    with pytest.raises(CommandError, match="La base ne répond pas"):
        call_command("move_database")
