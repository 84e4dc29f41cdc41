"""Periodic tasks of the pages."""

from datetime import datetime

from conference.core.publication import publish_scheduled
from conference.platform.tasks.schedule import every_minute


@every_minute
def publish_what_is_scheduled(*, now: datetime) -> None:
    publish_scheduled(now=now)
