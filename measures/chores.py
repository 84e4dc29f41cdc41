"""What the measures do by themselves (conference.platform.tasks.schedule)."""

from datetime import datetime

from conference.platform.tasks.schedule import every_day

from .corrections import erase_answered
from .following import remind_followers


@every_day
def forget_who_asked_for_corrections(*, now: datetime) -> None:
    erase_answered(now=now)


@every_day
def tell_followers_of_due_updates(*, now: datetime) -> None:
    remind_followers(now=now)
