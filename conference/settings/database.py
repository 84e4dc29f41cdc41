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


def database(given: dict[str, Any], *, server_side_cursors: bool = True) -> dict[str, Any]:
    """The settings of Django's connection; on PostgreSQL, what the address says goes first.

    ``server_side_cursors``: whether long exports may keep a cursor open from one query to the next, which
    a pooler in transaction mode does not allow.
    """
    options = given.get("OPTIONS", {})
    if given["ENGINE"] != "django.db.backends.sqlite3":
        kept = {
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "DISABLE_SERVER_SIDE_CURSORS": not server_side_cursors,
        }
        return kept | given | {"OPTIONS": CONNECT | KEEPALIVE | options}
    Path(given["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    # IMMEDIATE transactions keep two writers from both reading « one seat left ».
    init = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
    ours = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": init}
    return given | {"OPTIONS": options | ours}
