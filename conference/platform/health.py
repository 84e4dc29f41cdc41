"""What probes ask: is the process alive, and is the site ready to serve.

Ready means: the database answers, every migration of this code is applied, and no task has waited too long
(a sign that no worker runs). Whether the counters can be written is told. Cheap enough to be asked each
second: three queries, and the migrations only until they were once found complete.
"""

from collections.abc import Callable
from datetime import timedelta

from django.core.cache import caches
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from conference.platform.counters import RedisCounters, keeps
from conference.platform.schema import missing_migrations
from conference.platform.tasks.queue import oldest_waiting

PATIENCE = timedelta(minutes=10)
PLAIN = "text/plain; charset=utf-8"


class NotReady(Exception):
    """``str()`` says in French what is wrong and what to look at."""


def alive(request: HttpRequest) -> HttpResponse:
    """``/sante/vivant``: the process answers; nothing else is asked."""
    return HttpResponse("vivant\n", content_type=PLAIN)


def ready(request: HttpRequest) -> HttpResponse:
    """``/sante/pret``: 200, or 503 with a line for each thing that is not as it should be."""
    lines, well = [], True
    for name, check in CHECKS.items():
        try:
            lines.append(f"{name}\u00a0: {check() or 'en ordre'}")
        except NotReady as trouble:
            lines.append(f"{name}\u00a0: {trouble}")
            well = False
        except (DatabaseError, InterfaceError):
            connection.close()
            lines.append(f"{name}\u00a0: la base de données ne répond pas")
            well = False
    body = "\n".join(["prêt" if well else "pas prêt", *lines, ""])
    return HttpResponse(body, status=200 if well else 503, content_type=PLAIN)


def check_database() -> None:
    """One round trip."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_counters() -> str | None:
    """A word when nothing can be counted: pages are served, nobody logs in or registers meanwhile."""
    counters = caches["limits"]
    if not isinstance(counters, RedisCounters) or keeps(counters, "sante"):
        return None
    return "ne gardent rien, ni connexion ni inscription (Redis, adresse dans CACHE_URL)"


_complete: list[bool] = []  # once every migration was applied, the code of this process has them all


def check_migrations() -> None:
    """Raises NotReady with the number of those that are missing."""
    if _complete:
        return
    if missing := len(missing_migrations(connection)):
        raise NotReady(f"il manque {missing} migrations (manage.py migrate)")
    _complete.append(True)


def check_tasks() -> None:
    """Raises NotReady when the oldest task due has waited for more than ten minutes."""
    waiting = oldest_waiting(timezone.now())
    if waiting and waiting > PATIENCE:
        minutes = int(waiting.total_seconds() // 60)
        raise NotReady(f"une tâche attend depuis {minutes} minutes, aucun « manage.py worker » ne tourne")


CHECKS: dict[str, Callable[[], str | None]] = {
    "base": check_database,
    "compteurs": check_counters,
    "migrations": check_migrations,
    "tâches": check_tasks,
}
