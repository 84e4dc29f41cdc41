"""`manage.py worker`: the task queue and the chores, until it is stopped."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from conference.platform.tasks.schedule import discover_chores
from conference.platform.tasks.worker import Worker


class Command(BaseCommand):
    help = (
        "Exécute les tâches en file et, chaque minute et chaque jour, les tâches périodiques. "
        "Plusieurs processus peuvent tourner à la fois."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--interval", type=float, default=1.0, help="secondes entre deux regards sur une file vide"
        )
        parser.add_argument(
            "--batch", action="store_true", help="exécute ce qui est dû et en file, une fois, puis s’arrête"
        )

    def handle(self, *, interval: float, batch: bool, **options: Any) -> None:
        discover_chores()
        worker = Worker(interval=interval)
        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, worker.stop)
        if batch:
            self.stdout.write(f"Tâches exécutées : {worker.run_batch()}.")
        else:
            worker.run()
