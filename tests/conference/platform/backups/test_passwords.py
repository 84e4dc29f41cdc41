"""Everybody on the machine reads the list of processes: no password of the database is among arguments."""

import os
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from psycopg.conninfo import conninfo_to_dict

from conference.platform.backups import databases, moving, programs, restoring, taking
from conference.platform.backups.storage import storage_at

from .conftest import Elsewhere

pytestmark = pytest.mark.postgresql

SECRET = "mot-de-passe-de-la-base"


def test_a_move_gives_the_address_by_the_environment(monkeypatch) -> None:
    started = []

    def run(arguments, *, env, **_other):
        started.append((arguments, env["DATABASE_URL"]))
        return subprocess.CompletedProcess(arguments, 0, "", "")

    monkeypatch.setattr(moving.subprocess, "run", run)
    moving.run_on_target(f"postgres://compte:{SECRET}@machine/nom", "migrate")
    [(arguments, address)] = started
    assert SECRET not in " ".join(arguments)
    assert SECRET in address
    with pytest.raises(TypeError, match="to"):
        call_command("move_database", to=f"postgres://compte:{SECRET}@machine/nom")


@pytest.mark.skipif(not os.environ.get("TEST_DATABASE_URL"), reason="pg_dump est de PostgreSQL")
def test_dumping_and_restoring_give_it_by_the_environment(
    tmp_path: Path, elsewhere: Elsewhere, settings, monkeypatch
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    started, popen = [], subprocess.Popen

    class Recorded(popen):
        def __init__(self, arguments, **named):
            started.append((Path(arguments[0]).name, " ".join(arguments), named.get("env") or {}))
            super().__init__(arguments, **named)

    monkeypatch.setattr(databases.subprocess, "Popen", Recorded)
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", SECRET)  # the tests' server asks for none
    connection.close()
    storage = storage_at(str(tmp_path / "kept"))
    taken = taking.take_backup(storage, now=timezone.now())
    with elsewhere():
        restoring.restore(storage, taken.name)
    told = {name: environment.get("PGPASSWORD") for name, _all, environment in started if environment}
    assert told == {"pg_dump": SECRET, "pg_restore": SECRET}
    assert [arguments for _name, arguments, _environment in started if SECRET in arguments] == []


@pytest.mark.django_db
@pytest.mark.skipif(not os.environ.get("TEST_DATABASE_URL"), reason="pg_dump est de PostgreSQL")
def test_an_older_pg_dump_is_told_only_what_the_settings_give() -> None:
    argument, _environment = programs.connection_of(connection)
    given = conninfo_to_dict(argument.removeprefix("--dbname="))
    assert {"dbname", "user"} <= given.keys() <= connection.get_connection_params().keys()
