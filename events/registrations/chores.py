"""What the registrations do by themselves (conference.platform.tasks.schedule)."""

from datetime import datetime

from conference.platform.tasks.schedule import every_day, every_minute

from .confirmations import expire_unconfirmed
from .erasure import erase_at_term
from .organisers import tell_organisers
from .privacy.terms import forget_logs
from .submissions import forget_submissions


@every_minute
def free_unconfirmed_seats(*, now: datetime) -> None:
    expire_unconfirmed(now=now)


@every_minute
def forget_old_submissions(*, now: datetime) -> None:
    forget_submissions(now=now)


@every_minute
def tell_organisers_of_what_comes(*, now: datetime) -> None:
    tell_organisers(now=now)


@every_day
def erase_what_has_had_its_time(*, now: datetime) -> None:
    erase_at_term(now=now)
    forget_logs(now=now)
