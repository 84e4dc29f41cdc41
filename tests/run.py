"""The suite in several sessions, on SQLite and on PostgreSQL.

    python -m tests.run short [pytest arguments]    `make test`
    python -m tests.run all [pytest arguments]      `make test-all`
    python -m tests.run [pytest arguments]          all that the arguments name, on both databases

The templates of both databases are made first, side by side, so that no worker waits for another.
"""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext, suppress

from tests import chromium, databases
from tests.postgres import throw_away_server

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
# The sessions of each plan: a database, and the marks of its tests. On PostgreSQL, tests/conftest.py leaves
# out what touches no database.
PLANS = {
    "short": [
        (SQLITE, "not long and not browser"),
        (POSTGRESQL, "(postgresql and not long and not browser) or smoke"),
    ],
    "all": [(POSTGRESQL, ""), (SQLITE, "long or smoke")],
    "both": [(SQLITE, ""), (POSTGRESQL, "")],
}
END_WITHIN = 10  # seconds that pytest may take to sum up


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))  # the server is stopped all the same
    start = time.monotonic()
    plan = arguments.pop(0) if arguments and arguments[0] in PLANS else "both"
    profile = "full" if plan == "all" else "short"
    if chromium.install_where_allowed() is None and chromium.required():
        sys.exit(chromium.MISSING)
    codes = []
    with server() as server_url:
        prepare(server_url)
        say(f"Bases prêtes en {time.monotonic() - start:.0f} s")
        for database, marks in PLANS[plan]:
            say(database)
            url = server_url if database == POSTGRESQL else ""
            codes.append(run(arguments, marks=marks, server_url=url, profile=profile))
    say(f"Durée totale : {time.monotonic() - start:.0f} s")
    return next((code for code in codes if code), 0)


def server() -> AbstractContextManager[str]:
    """The PostgreSQL server that TEST_DATABASE_URL names, else one of the run's own."""
    given = os.environ.get("TEST_DATABASE_URL")
    return nullcontext(given) if given else throw_away_server()


def prepare(server_url: str) -> None:
    """Make every stage's template on both databases; one that fails fails the tests that need it."""

    def on_sqlite() -> None:
        for stage in databases.STAGES:
            databases.sqlite_template(stage)

    def on_postgres() -> None:
        for stage in databases.STAGES:
            databases.postgres_template(stage, server_url)

    with ThreadPoolExecutor() as pool:
        for task in [pool.submit(on_sqlite), pool.submit(on_postgres)]:
            try:
                task.result()
            except databases.Unbuilt as failure:
                if failure.stage == "bare":
                    sys.exit(f"Aucun test ne peut passer : {failure}")
                say(str(failure))


def run(arguments: list[str], *, marks: str, server_url: str, profile: str = "short") -> int:
    """One pytest session; 5 (« nothing was collected ») counts as success, for a narrowed run."""
    command = [sys.executable, "-m", "pytest", "-n", os.environ.get("TEST_WORKERS") or str(side_by_side())]
    command += ["--dist", "worksteal", "-m", marks, f"--hypothesis-profile={profile}", *arguments]
    environment = os.environ | {"TEST_DATABASE_URL": server_url}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # each worker would compile every test anew
    # A group of its own: whatever ends this process ends pytest, its workers and their programs.
    session = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        code = session.wait()
    except BaseException:
        end(session)
        raise
    return 0 if code == 5 and arguments else code


def side_by_side() -> int:
    """One more than there are processors: some test always waits for a browser, a worker or a lease."""
    return (os.cpu_count() or 1) + 1


def end(session: subprocess.Popen) -> None:
    """Ask the session to end as Ctrl-C does, so that it sums up; then make sure that nothing is left."""
    with suppress(subprocess.TimeoutExpired):
        session.send_signal(signal.SIGINT)
        session.wait(END_WITHIN)
    with suppress(ProcessLookupError):
        os.killpg(session.pid, signal.SIGKILL)
    session.wait()


def say(text: str) -> None:
    print(f"→ {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
