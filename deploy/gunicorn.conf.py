"""How gunicorn runs the site: on a server (deploy/systemd), in a container, in `make rehearse`.

The socket comes from systemd, or from the command line (--bind).
"""

import contextlib
import os
import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker

from conference.platform.request_ids import forget_request_id


def processors() -> int:
    """How many processors this process may use: a container's share, else the machine's."""
    machine = len(os.sched_getaffinity(0))
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
    except (OSError, ValueError):
        return machine
    return machine if quota == "max" else max(1, min(machine, int(quota) // int(period)))


wsgi_app = "conference.wsgi:application"
preload_app = True  # loaded once, its memory shared by the processes (wsgi.py freezes it)
bind = "127.0.0.1:8000"
control_socket_disable = True

# Threads, so that a long export or a slow storage holds up nobody; a process takes no more connections
# than it has threads, the others wait in the socket for whoever is free first. PostgreSQL sees at most
# processes × threads connections of each service: 8 × 4 × 2 services stay below its usual hundred.
workers = int(os.environ.get("WEB_CONCURRENCY") or max(2, min(8, processors())))
worker_class = "gthread"
threads = 4
worker_connections = threads
# nginx opens a connection for each request: a kept one may be closed just as a form is sent on it.
keepalive = 0

timeout = 60  # seconds without a sign of life of a whole process
graceful_timeout = 30  # seconds to finish what was begun
max_requests = 5000  # then a new process, each at a moment of its own
max_requests_jitter = 1000
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  (a disk may stall the sign of life)

# --- Ready means: the site is loaded, not only gunicorn -----------------------------------------
# systemd is told by the first process that has loaded the site, so that the second web service is
# restarted only once the first one answers.
_notified = os.environ.pop("NOTIFY_SOCKET", "")


def post_worker_init(worker: Worker) -> None:
    """Say READY to systemd; said again by each new process. Nobody listening stops no process."""
    if _notified:
        with (
            contextlib.suppress(OSError),
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as systemd,
        ):
            systemd.connect("\0" + _notified[1:] if _notified.startswith("@") else _notified)
            systemd.sendall(b"READY=1")


# --- Logs -----------------------------------------------------------------------------------------
class JsonLogger(Logger):
    """One line a request: no query (people search for names), no address, no browser, no referrer."""

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        facts = {
            "method": environ["REQUEST_METHOD"],
            "status": int(str(resp.status).split(None, 1)[0]),
            "ms": round(request_time.total_seconds() * 1000),
            "bytes": getattr(resp, "sent", None) or 0,
        }
        self.access_log.info(environ["PATH_INFO"], extra={"facts": facts})


def post_request(worker: Worker, req: Any, environ: dict[str, Any], resp: Any) -> None:
    forget_request_id()


def pre_fork(server: Arbiter, worker: Worker) -> None:
    """No connection to a database is shared by two processes."""
    from django.db import connections  # the settings are loaded by then

    connections.close_all()


def when_ready(server: Arbiter) -> None:
    server.log.info("%s process(es) of %s threads", workers, threads)


logger_class = JsonLogger
_to_console = {"level": "INFO", "handlers": ["console"], "propagate": False}
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "conference.platform.logs.JsonLines"}},
    "filters": {"personal_data_out": {"()": "conference.platform.logs.PersonalDataOut"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "filters": ["personal_data_out"],
        }
    },
    "root": {"level": "WARNING", "handlers": ["console"]},
    "loggers": {"gunicorn.error": _to_console, "gunicorn.access": _to_console},
}
