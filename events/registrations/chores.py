"""What the registrations do by themselves (conference.platform.tasks.schedule)."""

from datetime import datetime

from conference.platform.tasks.schedule import every_day, every_minute

from .actions.confirmations import expire_unconfirmed
from .catching_up import complete_people, finish_erasures
from .mails.reminders import remind
from .organisers import tell_organisers
from .privacy.erasure import erase_at_term
from .privacy.terms import erase_told_at_term, forget_logs
from .questions.telling import tell_organisers_of_wishes
from .queue import still_coming
from .queue.calls import tell_whom_to_ring
from .queue.feeding import feed_all
from .queue.offers import lapse_offers, leave_over
from .visit.submissions import forget_submissions


@every_minute
def free_unconfirmed_seats(*, now: datetime) -> None:
    expire_unconfirmed(now=now)


@every_minute
def complete_rows_of_an_update(*, now: datetime) -> None:
    complete_people()


@every_minute
def move_queues(*, now: datetime) -> None:
    lapse_offers(now=now)
    feed_all(now=now)
    leave_over(now=now)


@every_minute
def tell_organisers_whom_to_ring(*, now: datetime) -> None:
    tell_whom_to_ring(now=now)


@every_minute
def ask_who_still_comes(*, now: datetime) -> None:
    still_coming.ask(now=now)
    still_coming.release_unanswered(now=now)


@every_minute
def forget_old_submissions(*, now: datetime) -> None:
    forget_submissions(now=now)


@every_minute
def tell_organisers_of_what_comes(*, now: datetime) -> None:
    tell_organisers(now=now)


@every_minute
def tell_organisers_of_arrangements(*, now: datetime) -> None:
    tell_organisers_of_wishes(now=now)


@every_minute
def send_reminders(*, now: datetime) -> None:
    remind(now=now)


@every_day
def erase_what_has_had_its_time(*, now: datetime) -> None:
    finish_erasures()
    erase_at_term(now=now)
    erase_told_at_term(now=now)
    forget_logs(now=now)
