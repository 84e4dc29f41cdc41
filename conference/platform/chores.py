"""The ground's own chores."""

from datetime import datetime

from conference.platform.caching import generation
from conference.platform.limits import forget_expired
from conference.platform.mails.delivery import fail_abandoned
from conference.platform.tasks.pruning import prune_finished_tasks
from conference.platform.tasks.queue import requeue_orphans
from conference.platform.tasks.retries import retry_failed_tasks
from conference.platform.tasks.schedule import every_day, every_minute


@every_minute
def give_back_tasks_of_killed_workers(*, now: datetime) -> None:
    requeue_orphans(now=now)


@every_minute
def try_failed_tasks_again(*, now: datetime) -> None:
    retry_failed_tasks(now=now)


@every_minute
def show_abandoned_mails(*, now: datetime) -> None:
    fail_abandoned(now=now)


@every_day
def delete_old_generations(*, now: datetime) -> None:
    generation.prune(now=now)


@every_day
def delete_old_tasks(*, now: datetime) -> None:
    prune_finished_tasks(now=now)


@every_minute
def forget_old_counters(*, now: datetime) -> None:
    forget_expired(now=now)
