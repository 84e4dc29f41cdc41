"""What is added to the address of the database: SQLite by default, PostgreSQL by DATABASE_URL."""

from pathlib import Path
from typing import Any

# libpq: a machine that vanished without a word is noticed within a quarter of a minute, by what is sent to
# it in quiet times, or by what it does not confirm.
KEEPALIVE = {
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
CONNECT = {"connect_timeout": 5}  # seconds (platform/outage.py)


def database(given: dict[str, Any]) -> dict[str, Any]:
    """The settings of Django's connection; on PostgreSQL, what the address says goes first."""
    options = given.get("OPTIONS", {})
    if given["ENGINE"] != "django.db.backends.sqlite3":
        kept = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
        return kept | given | {"OPTIONS": CONNECT | KEEPALIVE | options}
    Path(given["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    # IMMEDIATE transactions keep two writers from both reading « one seat left ».
    init = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
    ours = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": init}
    return given | {"OPTIONS": options | ours}
