"""Gauges read when the metrics are asked for. Each is a total: no person, no event, few labels.

An app declares its own in a module `metrics.py`:

    @reads_gauges
    def registrations(*, now: datetime) -> Iterator[Gauge]: ...
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError, InterfaceError
from django.utils.module_loading import autodiscover_modules
from prometheus_client.core import GaugeMetricFamily, Metric

Labels = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Gauge:
    """``values`` pairs labels with a number; times are in seconds."""

    name: str
    documentation: str
    values: list[tuple[Labels, float]] = field(default_factory=list)


Reader = Callable[..., Iterable[Gauge]]
_readers: list[Reader] = []


def reads_gauges(reader: Reader) -> Reader:
    """Register a function that takes ``now`` and yields gauges."""
    _readers.append(reader)
    return reader


def gauge(name: str, documentation: str, value: float) -> Gauge:
    """A gauge without labels."""
    return Gauge(name=name, documentation=documentation, values=[({}, value)])


class GaugeCollector:
    """All gauges of all apps, for prometheus_client. A database that does not answer is a gauge too."""

    def __init__(self, *, now: datetime) -> None:
        self.now = now

    def collect(self) -> Iterator[Metric]:
        autodiscover_modules("metrics")
        try:
            gauges = [gauge for read in _readers for gauge in read(now=self.now)]
        except (DatabaseError, InterfaceError):
            gauges = []
        yield _family(gauge("conference_database_up", "Whether the database answers.", bool(gauges)))
        yield from map(_family, gauges)


def _family(read: Gauge) -> Metric:
    labels = list(read.values[0][0]) if read.values else []
    family = GaugeMetricFamily(read.name, read.documentation, labels=labels)
    for given, value in read.values:
        family.add_metric([given[label] for label in labels], value)
    return family
