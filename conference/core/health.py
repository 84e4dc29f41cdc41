"""What probes ask: is the process alive, and is the site ready to serve.

The checks of django-health-check for the database and the cache, and two of ours: migrations
applied, and no task that has waited too long (a sign that no worker runs).
"""

import dataclasses
from datetime import timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from health_check.base import HealthCheck
from health_check.exceptions import ServiceUnavailable
from health_check.views import HealthCheckView

from .tasks.queue import oldest_waiting

PATIENCE = timedelta(minutes=10)


@dataclasses.dataclass
class Migrations(HealthCheck):
    """Every migration of the code is applied in the database."""

    def run(self) -> None:
        """Raise ServiceUnavailable with the number of those that are missing."""
        try:
            executor = MigrationExecutor(connection)
            missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        finally:
            connection.close()  # a thread of its own ran this
        if missing:
            raise ServiceUnavailable(f"{missing} migration(s) to apply")


@dataclasses.dataclass
class TaskQueue(HealthCheck):
    """A worker takes the tasks that are due."""

    def run(self) -> None:
        """Raise ServiceUnavailable when the oldest task due has waited for more than ten minutes."""
        try:
            waiting = oldest_waiting(timezone.now())
        finally:
            connection.close()
        if waiting and waiting > PATIENCE:
            raise ServiceUnavailable(f"oldest task due waits for {waiting.total_seconds():.0f} s: no worker?")


def alive(request: HttpRequest) -> HttpResponse:
    """``/sante/vivant``: the process answers; nothing else is asked."""
    return HttpResponse("vivant\n", content_type="text/plain; charset=utf-8")


ready = HealthCheckView.as_view(checks=["health_check.Database", "health_check.Cache", Migrations, TaskQueue])
