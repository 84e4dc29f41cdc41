"""What the desk does by itself (conference.platform.tasks.schedule)."""

from datetime import datetime

from conference.platform.tasks.schedule import every_minute

from .moderation import remind_of_late_submissions


@every_minute
def remind_the_moderators(*, now: datetime) -> None:
    remind_of_late_submissions(now=now)
