"""What is read at the moment one asks. Each figure is a total: no person, no event, few labels."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError, InterfaceError
from django.utils.module_loading import autodiscover_modules
from prometheus_client.core import GaugeMetricFamily, Metric

Labels = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One gauge: ``values`` pairs labels with a number; times are in seconds."""

    name: str
    said: str
    values: list[tuple[Labels, float]] = field(default_factory=list)


Source = Callable[..., Iterable[Figure]]
_sources: list[Source] = []


def source(read: Source) -> Source:
    """Register a function that takes ``now`` and gives figures."""
    _sources.append(read)
    return read


def one(name: str, said: str, value: float) -> Figure:
    """A figure without labels."""
    return Figure(name=name, said=said, values=[({}, value)])


class Sources:
    """All of them, as prometheus_client asks. A database that is away is a figure too."""

    def __init__(self, *, now: datetime) -> None:
        self.now = now

    def collect(self) -> Iterator[Metric]:
        autodiscover_modules("figures")
        try:
            figures = [figure for read in _sources for figure in read(now=self.now)]
        except (DatabaseError, InterfaceError):
            figures = []
        yield _gauge(one("conference_database_up", "Whether the database answers.", bool(figures)))
        yield from map(_gauge, figures)


def _gauge(figure: Figure) -> Metric:
    labels = list(figure.values[0][0]) if figure.values else []
    gauge = GaugeMetricFamily(figure.name, figure.said, labels=labels)
    for given, value in figure.values:
        gauge.add_metric([given[label] for label in labels], value)
    return gauge
