"""Throughput and latency of the site's main pages beside a bare server, in one run.

    python -m tests.bench [seconds of each measure] [rounds]

PostgreSQL, gunicorn with two workers, the demo content, nothing cached before the application. Each
page twice: from the memory of pages, and with that memory off, all else as in production. The rounds are
interleaved (floor, home, board …, floor, home …) and the middle one counts.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

from tests import databases
from tests.bench import client
from tests.bench.client import Sample
from tests.bench.pages import Page
from tests.postgres import throw_away_server
from tests.web_process import web_process

ROOT = Path(__file__).resolve().parent.parent.parent
WRITTEN_TO = ROOT / "bench.json"
FLOOR = "bonjour"
WORKERS = 2


def main(seconds: float = 3, rounds: int = 3) -> None:
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))  # the servers are stopped all the same
    with throw_away_server() as server_url:
        databases.copy_postgres("demo", server_url, "bench")
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "conference.settings.serve",
            "DATABASE_URL": databases.with_database(server_url, "bench"),
            "VAR_DIR": str(ROOT / "var" / "bench"),
        }
        manage(environment, "collectstatic", "--no-input", "--verbosity=0")
        pages = [Page(**page) for page in json.loads(python(environment, "-m", "tests.bench.pages"))]
        with (
            serving("tests.bench.hello", environment) as floor,
            serving("conference.wsgi", environment | {"PAGE_CACHE": "true"}) as cached,
            serving("conference.wsgi", environment | {"PAGE_CACHE": "false"}) as uncached,
        ):
            targets = {FLOOR: floor}
            for page in pages:
                targets[f"{page.name} (mémoire)"] = cached + page.path
                targets[page.name] = uncached + page.path
            samples = interleaved(targets, seconds=seconds, rounds=rounds)
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


def serving(module: str, environment: dict[str, str]) -> AbstractContextManager[str]:
    """Run an application under gunicorn while the block runs; gives its origin."""
    options = ("--workers", str(WORKERS), "--log-level", "error", "--graceful-timeout", "2")
    return web_process(environment, *options, application=f"{module}:application", alive="/")


def warm_up(url: str) -> None:
    """Ask until every worker has loaded what the page needs: gunicorn listens before it is ready."""

    def ask(_turn: int) -> None:
        urllib.request.urlopen(url, timeout=120).close()

    with ThreadPoolExecutor(client.CONNECTIONS) as pool:
        list(pool.map(ask, range(5 * client.CONNECTIONS)))


def interleaved(targets: dict[str, str], *, seconds: float, rounds: int) -> dict[str, list[Sample]]:
    for url in targets.values():
        warm_up(url)
    samples: dict[str, list[Sample]] = {name: [] for name in targets}
    for turn in range(1, rounds + 1):
        print(f"→ Tour {turn} sur {rounds}", flush=True)
        for name, url in targets.items():
            samples[name].append(client.measure(url, seconds=seconds))
    return samples


def in_rows(pages: list[Page], samples: dict[str, list[Sample]]) -> list[dict[str, object]]:
    """One row a target: medians over the rounds, and the ratio to the floor of the same round."""
    queries = {page.name: page.queries for page in pages}
    paths = {name: page.path for page in pages for name in (page.name, f"{page.name} (mémoire)")}
    return [
        {
            "page": name,
            "path": paths.get(name, ""),
            "requests_per_second": round(statistics.median(sample.throughput for sample in taken), 1),
            "median_ms": round(statistics.median(sample.median for sample in taken), 2),
            "p99_ms": round(statistics.median(sample.p99 for sample in taken), 2),
            "queries": queries.get(name, 0),
            "ratio": round(
                statistics.median(
                    sample.throughput / floor.throughput
                    for sample, floor in zip(taken, samples[FLOOR], strict=True)
                ),
                4,
            ),
            "errors": sum(sample.errors for sample in taken),
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
    main(*(float(argument) for argument in sys.argv[1:2]), *(int(argument) for argument in sys.argv[2:3]))
