"""Bad input, sent to every address in every role, on SQLite and PostgreSQL: `make fuzz`.

    python -m tests.proofs.fuzz [--quick] [--seed N] [--requests N] [--jobs N] [--role NAME] [--only ADDRESS]
    python -m tests.proofs.fuzz --replay SEED:NUMBER [--database sqlite|postgresql]

Half of the processes work on SQLite, the others on PostgreSQL. Ends with 1 when something was found.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests import databases
from tests.postgres import throw_away_server

from .job import Order
from .sockets import tear

ROOT = Path(__file__).resolve().parents[3]
DATABASES = ("sqlite", "postgresql")
WHOLE, QUICK = 100_000, 3_000  # requests


def main() -> int:
    asked = read_arguments()
    orders = [(database, order) for database, order in shares(asked)]
    with ExitStack() as stack:
        server_url = stack.enter_context(throw_away_server()) if "postgresql" in asked.database else ""
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="conference-fuzz-")))
        print(f"→ {asked.requests} requêtes, graine {asked.seed}", flush=True)
        collected = Collected(asked)
        workers = []
        for place, (database, order) in enumerate(orders):
            address = make_database(database, folder, server_url, place)
            worker = threading.Thread(target=collected.follow, args=(database, order, address))
            workers.append(worker)
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        if asked.torn:
            collected.tear(make_database("sqlite", folder, server_url, len(orders)), folder)
    return collected.sum_up()


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.fuzz")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--requests", type=int)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} requests in place of {WHOLE}")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--torn", type=int, default=-1, help="torn requests through sockets, one in fifty")
    parser.add_argument("--role", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--database", choices=DATABASES, action="append")
    parser.add_argument("--replay", default="", metavar="SEED:NUMBER")
    asked = parser.parse_args()
    asked.requests = asked.requests or (QUICK if asked.quick else WHOLE)
    asked.database = asked.database or list(DATABASES)
    if asked.replay:
        asked.seed, asked.first = map(int, asked.replay.split(":"))
        asked.requests = 1
    else:
        asked.first = 0
    if asked.torn < 0:
        asked.torn = 0 if asked.replay or asked.only or asked.role else asked.requests // 50
    return asked


def shares(asked: argparse.Namespace) -> Iterator[tuple[str, Order]]:
    """Which process sends which numbers where; a replayed one goes to each database."""
    end = asked.first + asked.requests
    jobs = len(asked.database) if asked.replay else max(asked.jobs, len(asked.database))
    for job in range(jobs):
        first, step = (asked.first, 1) if asked.replay else (asked.first + job, jobs)
        order = Order(asked.seed, first, end, step, asked.only, asked.role, talk=bool(asked.replay))
        yield asked.database[job % len(asked.database)], order


def make_database(database: str, folder: Path, server_url: str, place: int) -> str:
    """DATABASE_URL of a fresh copy of the demonstration."""
    if database == "sqlite":
        path = folder / f"fuzz-{place}.sqlite3"
        databases.copy_sqlite("demo", path)
        return f"sqlite:///{path}"
    databases.copy_postgres("demo", server_url, f"fuzz_{place}")
    return databases.with_database(server_url, f"fuzz_{place}")


class Collected:
    """What the processes found, each fault once."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.asked = asked
        self.lock = threading.Lock()
        self.places: dict[str, list[str]] = {}
        self.sums: list[dict] = []
        self.failed = False
        self.begun = time.monotonic()

    def follow(self, database: str, order: Order, address: str) -> None:
        """Run one process and take in what it says."""
        environment = os.environ | {
            "DATABASE_URL": address,
            "TEST_DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "conference.settings.test",
        }
        command = [sys.executable, "-m", "tests.proofs.fuzz.job", json.dumps(vars(order))]
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                with self.lock:
                    self.take(database, json.loads(line))
        self.failed |= process.returncode != 0

    def take(self, database: str, said: dict) -> None:
        if "sent" in said:
            self.sums.append(said | {"database": database})
            return
        known = self.places.setdefault(said["place"] + " " + said["fault"].split(":")[0], [])
        known.append(database)
        if len(known) > 1:
            return
        print(f"\n✗ {said['fault']}\n  {said['place']}\n  {said['request']}", flush=True)
        replay = f"--replay {self.asked.seed}:{said['number']} --database {database}"
        print(f"  python -m tests.proofs.fuzz {replay}", flush=True)
        if self.asked.replay:
            print(said["story"], flush=True)

    def tear(self, address: str, folder: Path) -> None:
        """The part through gunicorn's sockets."""
        environment = os.environ | {
            "DATABASE_URL": address,
            "TEST_DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "conference.settings.test",
            "VAR_DIR": str(folder / "var"),
        }
        log = folder / "gunicorn.log"
        faults, statuses = tear(
            seed=self.asked.seed, first=0, count=self.asked.torn, environment=environment, log=log
        )
        print(f"\n→ {self.asked.torn} requêtes déchirées par les prises de gunicorn : {dict(statuses)}")
        for fault in faults:
            print(f"✗ {fault}")
        self.failed |= bool(faults)

    def sum_up(self) -> int:
        sent = sum(each["sent"] for each in self.sums)
        seconds = time.monotonic() - self.begun
        print(f"\n→ {sent} requêtes en {seconds:.0f} s ({sent / max(seconds, 0.1):.0f} par seconde)")
        for each in self.sums:
            slowest = each["slowest"][0] if each["slowest"] else (0, 0, "")
            print(
                f"  {each['database']}: {each['sent']} requêtes, {each['addresses']} adresses, "
                f"{each['statuses']}, "
                f"la plus lente {slowest[0]:.1f} s ({self.asked.seed}:{slowest[1]})"
            )
        hits = sum(map(len, self.places.values()))
        print(f"→ {len(self.places)} fautes différentes, rencontrées {hits} fois")
        return 1 if self.places or self.failed else 0


if __name__ == "__main__":
    sys.exit(main())
