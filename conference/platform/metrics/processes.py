"""One figure for all web processes of a machine.

prometheus_client keeps the counters of each process in a file named after its number. Ours are recycled
all day long, and the files of the dead would pile up: here a process takes the first free slot, and goes
on counting where the last holder of that slot stopped.
"""

import fcntl
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings
from prometheus_client import REGISTRY, CollectorRegistry, Metric, values
from prometheus_client.multiprocess import MultiProcessCollector

MOST_PROCESSES = 256


@cache
def count_together() -> None:
    """Call before the first metric is made. Nothing to do where METRICS_DIR is empty: one process, then."""
    if not settings.METRICS_DIR:
        return
    folder = Path(settings.METRICS_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(PROMETHEUS_MULTIPROC_DIR=str(folder))  # where prometheus_client looks
    slots = Slots(folder)
    values.ValueClass = values.MultiProcessValue(process_identifier=slots.mine)


class Slots:
    """The slots of a folder; each process holds the lock of its own until it ends, killed or not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.held: dict[int, tuple[int, int]] = {}  # process: (slot, open file)

    def mine(self) -> int:
        """The slot of this process, taken on the first call (a forked child takes its own)."""
        process = os.getpid()
        if process not in self.held:
            self.held = {process: self._take()}
        return self.held[process][0]

    def _take(self) -> tuple[int, int]:
        for slot in range(MOST_PROCESSES):
            lock = os.open(self.folder / f"{slot}.lock", os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(lock)
                continue
            return slot, lock
        raise RuntimeError(f"more than {MOST_PROCESSES} processes count in {self.folder}")


class FolderCollector(MultiProcessCollector):
    """All counters of a folder, whatever signs its name holds: prometheus_client takes it for a pattern."""

    def collect(self) -> Iterable[Metric]:
        return self.merge([str(path) for path in Path(self._path).glob("*.db")])


def counted() -> CollectorRegistry:
    """What all processes counted, ready to be written."""
    if not settings.METRICS_DIR:
        return REGISTRY
    registry = CollectorRegistry()
    FolderCollector(registry, path=settings.METRICS_DIR)
    return registry
