"""Every public page with the demonstration's content and with a country's years; then the admin's long lists.

    python -m tests.proofs.bench.growth [--quick | 50 | 5000 | 50000: the largest size to load]

PostgreSQL, Django alone, warm. Two databases stand side by side: one keeps the demonstration, the
other grows. Each page is asked of both in turn, and the smallest time of each counts: what else the
machine does at that moment weighs on both.

A list that grew shows more rows than it does in the demonstration, up to its limit: it is compared with a
page of the demonstration that is full (FULL). Files for search engines and feeds are compared by what they
name (NAMING). What narrows the agenda (NARROWED) is compared with the whole agenda of the same database.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests import databases
from tests.postgres import throw_away_server

from .sizes import NOTHING, SIZES, grow

ROOT = Path(__file__).resolve().parents[4]
WRITTEN_TO = ROOT / "bench-growth.json"
ROUNDS, TIMES = 10, 2
SIZE = 8 * 1024**3  # bytes
BAR = 1.5
FIXED = [
    "/",
    "/mission/",
    "/mesures/",
    "/mesures/16-conference-des-alliances/",
    "/mesures/bilans/",
    "/conference/",
    "/regions/",
    "/regions/bretagne/",
    "/regions/la-reunion/",
    "/agenda/",
    "/agenda/?page=2",
    "/agenda/?region=bretagne",
    "/agenda/?region=bretagne&format=presentiel",
    "/agenda/?quand=trois-mois&places=1",
    "/agenda/?mesure=3&acces=step_free",
    "/agenda/?q=rencontre",
    "/agenda/?q=lamballe",
    "/agenda/archives/",
    "/agenda/archives/?page=1000",
    "/agenda/archives/?q=rencontre",
    "/alliances/",
    "/alliances/?page=2",
    "/contact/",
    "/plan-du-site/",
    "/accessibilite/",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/agenda.ics",
    "/agenda.atom",
    "/agenda.json",
]
# Compared with the whole agenda of the same database.
NARROWED = [
    "/agenda/?q=Quimper",
    "/agenda/?q=29",
    "/agenda/?q=Bretagne",
    "/agenda/?q=ecologie",
    "/agenda/?region=bretagne&format=presentiel",
    "/agenda/?quand=trois-mois&places=1",
    "/agenda/?mesure=3&acces=step_free",
    "/agenda/?vue=mois",
]
# The page of the demonstration that shows as many rows, and of the same kind.
FULL = {
    "/agenda/?page=2": "/agenda/",
    "/agenda/?region=bretagne": "/agenda/",
    "/agenda/?region=bretagne&format=presentiel": "/agenda/",
    "/agenda/?quand=trois-mois&places=1": "/agenda/",
    "/agenda/?mesure=3&acces=step_free": "/agenda/",
    "/agenda/?q=rencontre": "/agenda/",
    "/agenda/?q=lamballe": "/agenda/",
    "/agenda/archives/?q=rencontre": "/agenda/archives/",
    "/conference/premiere-edition/": "/conference/deuxieme-edition/",
}
# What each thing that a file names begins with.
NAMING = {
    "/sitemap.xml": "<loc>",
    "/sitemap-1.xml": "<loc>",
    "/agenda.ics": "BEGIN:VEVENT",
    "/agenda.atom": "<entry>",
    "/agenda.json": '"identifiant":',
}
OF_TYPES = {
    "events_eventpage": "ORDER BY over_at DESC LIMIT 1",
    "alliances_alliancepage": "ORDER BY page_ptr_id LIMIT 1",
    "conference_nationalconferencepage": "ORDER BY page_ptr_id LIMIT 2",
}


def main(largest: int = SIZES[-1].events) -> None:
    rows: list[dict[str, Any]] = []
    with throw_away_server(size=SIZE) as server:
        for name in ("small", "large"):
            databases.copy_postgres("demo", server, name)
        small, large = (databases.with_database(server, name) for name in ("small", "large"))
        paths = [*FIXED, *pages_of_types(small)]
        before = NOTHING
        with asking(small) as of_small:
            for size in (size for size in SIZES if size.events <= largest):
                print(f"→ {size.events} événements…", flush=True)
                grow(large, before, size)
                before = size
                with asking(large) as of_large:
                    rows += [compared(path, size.events, of_small, of_large) for path in paths]
                    rows += [compared(path, size.events, of_large, of_large, "/agenda/") for path in NARROWED]
        admin = in_the_admin(large)
    WRITTEN_TO.write_text(json.dumps([*rows, *admin], ensure_ascii=False, indent=2) + "\n")
    late = [row for row in rows if row["ratio"] > BAR]
    print(f"{len(rows) - len(late)} mesures sur {len(rows)} restent sous {BAR} ×.")


def pages_of_types(address: str) -> list[str]:
    """A page of each type whose address the demonstration chooses."""
    found = []
    with psycopg.connect(address) as connection:
        for table, which in OF_TYPES.items():
            joined = f"{table} JOIN wagtailcore_page ON id = page_ptr_id"
            query = f"SELECT url_path FROM {joined} WHERE live {which}"
            rows = connection.execute(query).fetchall()  # type: ignore[arg-type]
            found += [path.removeprefix("/home") for (path,) in rows]
    return found


def environment_for(address: str) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "conference.settings.serve",
        "DATABASE_URL": address,
        "VAR_DIR": str(ROOT / "var" / "bench-growth"),
    }


def in_the_admin(address: str) -> list[dict[str, Any]]:
    """The long lists and the exports (admin.py), shown once all are measured."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.proofs.bench.growth.admin"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment_for(address), stdout=subprocess.PIPE, text=True, check=True
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    for row in rows:
        said = (
            f"{row['queries']} requêtes"
            if "queries" in row
            else (
                f"{row['lines']} lignes, {row['kilobytes']} Ko, {row['megabytes more']} Mo de mémoire en plus"
            )
        )
        print(f"{row['what']:<60}{row['ms']:>8} ms  {said}")
    return rows


@contextmanager
def asking(address: str) -> Iterator[subprocess.Popen]:
    """A process of its own that asks pages of one database (asker.py)."""
    environment = environment_for(address)
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "-W", "ignore", "-m", "tests.proofs.bench.growth.asker"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes) as asker:  # type: ignore[call-overload]
        yield asker
        asker.stdin.close()


def ask(asker: subprocess.Popen, path: str) -> dict[str, Any]:
    asker.stdin.write(json.dumps({"path": path, "times": TIMES}) + "\n")  # type: ignore[union-attr]
    asker.stdin.flush()  # type: ignore[union-attr]
    return json.loads(asker.stdout.readline())  # type: ignore[union-attr]


def as_long(path: str, small: subprocess.Popen, large: subprocess.Popen) -> str:
    """The page of the demonstration whose length is nearest: the same one, or the full one of its kind."""
    length = len(ask(large, path)["text"])
    pages = {path, FULL.get(path, path)}
    return min(pages, key=lambda page: abs(len(ask(small, page)["text"]) - length))


def compared(
    path: str, events: int, small: subprocess.Popen, large: subprocess.Popen, beside: str = ""
) -> dict[str, Any]:
    """One row of the table: a page of ``small`` (the same one, or ``beside``), and that of so many events."""
    beside = beside or as_long(path, small, large)
    rounds = [(ask(small, beside), ask(large, path)) for _round in range(ROUNDS)]
    before, after = (min(min(each[side]["milliseconds"]) for each in rounds) for side in (0, 1))
    was, now = rounds[-1]
    ratio = after / before
    if naming := NAMING.get(path):
        ratio *= was["text"].count(naming) / now["text"].count(naming)
    row = {
        "events": events,
        "path": path,
        "compared_with": beside,
        "status": now["status"],
        "demo_ms": round(before, 1),
        "ms": round(after, 1),
        "ratio": round(ratio, 2),
        "demo_queries": was["queries"],
        "queries": now["queries"],
        "cold_queries": now["cold_queries"],
        "demo_kilobytes": len(was["text"]) // 1024,
        "kilobytes": len(now["text"]) // 1024,
    }
    print(
        f"{path[:58]:<60}{row['demo_ms']:>8} ms{row['ms']:>9} ms{row['ratio']:>7} ×"
        f"{row['queries']:>4} requêtes, {row['cold_queries']:>2} à froid"
        f"{row['demo_kilobytes']:>5} →{row['kilobytes']:>4} Ko"
        + (f"  (à côté de {beside})" if beside != path else "")
        + ("  (par élément)" if naming else ""),
        flush=True,
    )
    return row


if __name__ == "__main__":
    main(*(SIZES[0].events if argument == "--quick" else int(argument) for argument in sys.argv[1:2]))
