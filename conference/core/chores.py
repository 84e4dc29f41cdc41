"""Periodic tasks of the pages and their pictures."""

from datetime import datetime

from conference.core.pictures import make_renditions, unfinished
from conference.core.publication import publish_scheduled
from conference.platform.tasks.schedule import every_day, every_minute


@every_minute
def publish_what_is_scheduled(*, now: datetime) -> None:
    publish_scheduled(now=now)


@every_day
def make_missing_renditions(*, now: datetime) -> None:
    for key in unfinished().values_list("pk", flat=True):
        make_renditions.enqueue(key)
