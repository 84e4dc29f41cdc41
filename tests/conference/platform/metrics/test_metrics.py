"""What the machine that watches may read, and nobody else."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter

from conference.platform.metrics import gauges
from conference.platform.metrics.requests import count_database_error, made_once
from conference.platform.models import BackupRecord
from events.registrations.actions.signup import register
from tests.events.registrations.factories import applicant, open_event

ROOT = Path(__file__).resolve().parents[4]


def figures(client, **headers: str) -> dict[str, float]:
    answer = client.get("/sante/metriques", **headers)
    assert answer.status_code == 200
    lines = [line for line in answer.content.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _space, value in (line.rpartition(" ") for line in lines)}


def test_only_an_inside_address_reads_the_figures(client, db, settings) -> None:
    assert client.get("/sante/metriques", REMOTE_ADDR="203.0.113.9").status_code == 404
    assert client.get("/sante/metriques", REMOTE_ADDR="").status_code == 404
    assert figures(client, REMOTE_ADDR="127.0.0.1")["conference_database_up"] == 1
    settings.METRICS_ALLOWED = ["10.0.0.0/8"]
    assert client.get("/sante/metriques", REMOTE_ADDR="127.0.0.1").status_code == 404
    assert figures(client, REMOTE_ADDR="10.1.2.3")["conference_database_up"] == 1
    settings.TRUSTED_PROXIES = 1
    visitor = {"REMOTE_ADDR": "10.1.2.3", "HTTP_X_FORWARDED_FOR": "10.9.9.9, 203.0.113.9"}
    assert client.get("/sante/metriques", **visitor).status_code == 404


def test_states_are_counted_and_nobody_is_named(client, db) -> None:
    event = open_event()
    for number in range(3):
        register(event, applicant=applicant(number), now=timezone.now())
    BackupRecord.objects.create(
        name="a", location="/b", made_at=timezone.now() - timedelta(hours=2), size=5_000, files=1
    )
    read = figures(client)
    assert read['conference_registrations{state="unconfirmed"}'] == 3
    assert read['conference_mails{state="queued"}'] == 3
    assert read['conference_tasks{queue="mail",state="ready"}'] == 3
    assert read["conference_tasks_due"] >= 3
    assert read["conference_workers_alive"] == 0
    assert 7200 <= read["conference_backup_age_seconds"] < 7300
    assert not re.search(r"Boyer|exemple\.invalid|Rencontre", json.dumps(read))


def test_answers_are_counted_by_view_and_their_time_taken(client, db) -> None:
    alive = 'conference_requests_total{method="GET",status="200",view="alive"}'
    before = figures(client).get(alive, 0)
    for _time in range(3):
        client.get("/sante/vivant")
    client.get("/rien-de-tel/")
    read = figures(client)
    assert read[alive] - before == 3
    assert read['conference_request_seconds_count{view="alive"}'] >= 3
    assert read['conference_requests_total{method="GET",status="404",view="home.serving.serve_page"}'] >= 1


def test_a_database_that_is_away_is_a_figure_too(client, db, monkeypatch) -> None:
    def away(*, now: object) -> list[gauges.Gauge]:
        raise DatabaseError("away")

    assert figures(client)["conference_database_up"] == 1
    monkeypatch.setattr(gauges, "_readers", [away])
    before = figures(client)
    assert before["conference_database_up"] == 0
    try:
        raise DatabaseError("away")
    except DatabaseError:
        count_database_error()
    name = 'conference_database_errors_total{kind="DatabaseError"}'
    assert figures(client)[name] - before.get(name, 0) == 1


PROGRAM = """
import django; django.setup()
from conference.platform.metrics.requests import requests_total
requests_total().labels("alive", "GET", "200").inc()
print("counted", flush=True)
input()
"""

READER = """
import django; django.setup()
from conference.platform.metrics.processes import counted
from prometheus_client import generate_latest
print(generate_latest(counted()).decode())
"""


@pytest.mark.long
@pytest.mark.parametrize("name", ["mesures", "me#su[r]es * ?%41 é"])
def test_processes_count_together_and_the_dead_leave_their_place(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "conference.settings.test",
        "METRICS_DIR": str(folder),
        "DATABASE_URL": "",
        "TEST_DATABASE_URL": "",
    }

    def start() -> subprocess.Popen:
        program = [sys.executable, "-c", PROGRAM]
        return subprocess.Popen(
            program, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def end(process: subprocess.Popen) -> None:
        process.send_signal(signal.SIGKILL)
        process.communicate()

    both = [start(), start()]
    assert [process.stdout.readline() for process in both] == ["counted\n"] * 2
    for process in both:
        end(process)
    third = start()
    assert third.stdout.readline() == "counted\n"
    end(third)
    assert sorted(path.name for path in folder.glob("counter_*.db")) == ["counter_0.db", "counter_1.db"]
    said = subprocess.run(
        [sys.executable, "-c", READER],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
    ).stdout
    assert 'conference_requests_total{method="GET",status="200",view="alive"} 3.0' in said


def test_two_first_requests_at_once_make_one_metric() -> None:
    """Found by `make faults`: a fresh process answered one of its two first requests with an error."""
    made, both_are_here = [], threading.Barrier(2)

    def make() -> Counter:
        time.sleep(0.05)  # long enough for the other to come by
        made.append(Counter("conference_made_once", "Planted.", registry=registry))
        return made[0]

    registry = CollectorRegistry()
    metric = made_once(make)

    def first_request(_number: int) -> Counter:
        both_are_here.wait(10)
        return metric()

    with ThreadPoolExecutor(2) as pool:
        given = list(pool.map(first_request, range(2)))
    assert given == [made[0], made[0]]
    assert len(made) == 1
