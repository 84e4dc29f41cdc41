"""Throughput and latency of the site's main pages beside a bare server, in one run.

    python -m tests.proofs.bench [--quick] [--seconds N] [--rounds N]

PostgreSQL, gunicorn with two workers, the demo content, nothing cached before the application. Each
page twice: from the memory of pages, and with that memory off, all else as in production. The rounds are
interleaved (floor, home from memory, home, floor, board from memory, board …) and the middle one counts: a
machine is never as quick a minute later. Answers are asked compressed, as browsers ask. Where nginx
and wrk are installed, the home page also through the nginx that ships, with and without TLS.

A registration is sent by another person each time, from an address of their own; only those that the
database then holds count, and they are taken away before the next measure.
"""

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import psycopg

from tests import databases
from tests.nginx_server import DEPLOYED, NGINX, SOCKET, laid_out, nginx
from tests.postgres import throw_away_server
from tests.proofs.bench import client
from tests.proofs.bench.client import Sample
from tests.proofs.bench.pages import Page
from tests.proofs.bench.targets import Form, Target
from tests.proofs.rehearse.rendering import Place
from tests.web_process import free_port, web_process

ROOT = Path(__file__).resolve().parents[3]
WRITTEN_TO = ROOT / "bench.json"
FLOOR = "bonjour"
FROM_MEMORY = " (mémoire)"  # follows the name of a page
WORKERS = 2
REGISTERED = "FROM registrations_registration WHERE email LIKE 'visite.%@exemple.invalid'"


def main(*, seconds: float, rounds: int) -> None:
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))  # the servers are stopped all the same
    with throw_away_server() as server_url, tempfile.TemporaryDirectory() as folder:
        place = laid_out(Path(folder))
        databases.copy_postgres("demo", server_url, "bench")
        database = databases.with_database(server_url, "bench")
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "conference.settings.serve",
            "DATABASE_URL": database,
            "VAR_DIR": str(ROOT / "var" / "bench"),
            "TRUSTED_PROXIES": "1",
        }
        manage(environment, "collectstatic", "--no-input", "--verbosity=0")
        pages = [Page(**page) for page in json.loads(python(environment, "-m", "tests.proofs.bench.pages"))]
        with (
            serving("tests.proofs.bench.hello", environment) as floor,
            serving(
                "conference.wsgi", environment | {"PAGE_CACHE": "true"}, "--bind", f"unix:{place[SOCKET]}"
            ) as cached,
            serving("conference.wsgi", environment | {"PAGE_CACHE": "false"}) as uncached,
            behind_nginx(place) as fronts,
        ):
            targets = {FLOOR: Target(floor)} | {name: Target(f"{front}/") for name, front in fronts.items()}
            for page in pages:
                target = Form.opened if page.is_form else Target
                targets[page.name + FROM_MEMORY] = target(cached + page.path)
                targets[page.name] = target(uncached + page.path)
            forget = partial(forget_registrations, database)
            samples = interleaved(targets, seconds=seconds, rounds=rounds, forget=forget)
    rows = in_rows(pages, samples)
    show(rows, seconds=seconds, rounds=rounds)
    WRITTEN_TO.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")


def python(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def manage(environment: dict[str, str], *arguments: str) -> None:
    python(environment, "manage.py", *arguments)


def serving(module: str, environment: dict[str, str], *options: str) -> AbstractContextManager[str]:
    """Run an application under gunicorn while the block runs; gives its origin."""
    options += ("--workers", str(WORKERS), "--log-level", "error", "--graceful-timeout", "2")
    return web_process(environment, *options, application=f"{module}:application", alive="/")


@contextmanager
def behind_nginx(place: Place) -> Iterator[dict[str, str]]:
    """Two ways through the nginx that ships, of which only the limit of requests is lifted; none without wrk.

    Our own client could not ask as fast as nginx answers.
    """
    if not (NGINX and shutil.which("wrk")):
        yield {}
        return
    port = free_port()
    limits, servers = place[DEPLOYED] / "nginx/http.conf", place[DEPLOYED] / "nginx/conference.conf"
    limits.write_text(limits.read_text().replace("rate=30r/s", "rate=1000000r/s"))
    plain = f"listen 127.0.0.1:{port}; include {place[DEPLOYED]}/nginx/site.conf;"
    servers.write_text(f"{servers.read_text()}\nserver {{ {plain} }}\n")
    with nginx(place):
        yield {
            "accueil (nginx)": f"http://127.0.0.1:{port}",
            "accueil (nginx, TLS)": f"https://127.0.0.1:{place.https_port}",
        }


def warm_up(target: Target) -> None:
    """Ask until every worker has loaded what the page needs: gunicorn listens before it is ready."""
    requests = 5 * client.CONNECTIONS
    with ThreadPoolExecutor(client.CONNECTIONS) as pool:
        answers = list(pool.map(partial(client.ask, target), range(requests)))
    if not all(map(target.is_success, answers)):
        raise ValueError(f"{target.url} does not answer as it should: {answers[0][:500]!r}")


def interleaved(
    targets: dict[str, Target], *, seconds: float, rounds: int, forget: Callable[[], int]
) -> dict[str, list[tuple[Sample, Sample]]]:
    """Samples of each target, with the floor's of that minute.

    ``forget`` takes away the registrations made, and says how many.
    """
    for target in targets.values():
        warm_up(target)
    forget()
    samples: dict[str, list[tuple[Sample, Sample]]] = {name: [] for name in targets}
    for turn in range(1, rounds + 1):
        print(f"→ Tour {turn} sur {rounds}", flush=True)
        for name, target in targets.items():
            if name == FLOOR or name.endswith(FROM_MEMORY) or "nginx" in name:
                floor = client.measure(targets[FLOOR], seconds=seconds)
            sample = floor if name == FLOOR else client.measure(target, seconds=seconds)
            if isinstance(target, Form) and (made := forget()) < sample.successes:
                raise ValueError(f"{name}: {sample.successes} answers, {made} registrations.")
            samples[name].append((sample, floor))
    return samples


def forget_registrations(database: str) -> int:
    """Take the bench's people away with all that they left, so that each round finds the same tables."""
    with psycopg.connect(database) as connection:
        # What is still being answered ends first: its lines would stand in the way of the deletion.
        connection.execute("LOCK TABLE registrations_registration IN SHARE ROW EXCLUSIVE MODE")
        for table in ("registrationlogentry", "registrationmail", "attendee"):
            connection.execute(
                f"DELETE FROM registrations_{table} WHERE registration_id IN (SELECT id {REGISTERED})"
            )
        connection.execute("TRUNCATE platform_counter, django_tasks_database_dbtaskresult")
        return connection.execute(f"DELETE {REGISTERED}").rowcount


def in_rows(pages: list[Page], samples: dict[str, list[tuple[Sample, Sample]]]) -> list[dict[str, object]]:
    """One row a target: medians over the rounds, and the ratio to the floor of the same minute."""
    queries = {page.name: page.queries for page in pages}
    paths = {name: page.path for page in pages for name in (page.name, page.name + FROM_MEMORY)}
    return [
        {
            "page": name,
            "path": paths.get(name, ""),
            "requests_per_second": round(statistics.median(sample.throughput for sample, _floor in taken), 1),
            "median_ms": round(statistics.median(sample.median for sample, _floor in taken), 2),
            "p99_ms": round(statistics.median(sample.p99 for sample, _floor in taken), 2),
            "queries": queries.get(name, 0),
            "ratio": round(
                statistics.median(sample.throughput / floor.throughput for sample, floor in taken), 4
            ),
            "errors": sum(sample.errors for sample, _floor in taken),
        }
        for name, taken in samples.items()
    ]


def show(rows: list[dict[str, object]], *, seconds: float, rounds: int) -> None:
    print(
        f"\ngunicorn à {WORKERS} processus, PostgreSQL, {client.name()}, {client.CONNECTIONS} connexions, "
        f"médiane de {rounds} tours de {seconds:g} s\n"
    )
    print(f"{'page':<34}{'req/s':>9}{'médiane':>11}{'99 %':>11}{'requêtes':>10}{'rapport':>10}{'erreurs':>9}")
    for row in rows:
        print(
            f"{row['page']:<34}{row['requests_per_second']:>9}{row['median_ms']:>8} ms{row['p99_ms']:>8} ms"
            f"{row['queries']:>10}{row['ratio']:>10}{row['errors']:>9}"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.bench")
    parser.add_argument("--quick", action="store_true", help="one round of one second each")
    parser.add_argument("--seconds", type=float, help="of each measure")
    parser.add_argument("--rounds", type=int)
    asked = parser.parse_args()
    short = asked.quick
    main(seconds=asked.seconds or (1 if short else 3), rounds=asked.rounds or (1 if short else 3))
