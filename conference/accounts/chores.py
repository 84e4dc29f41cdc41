"""What the accounts do by themselves (conference.platform.tasks.schedule)."""

from datetime import datetime, timedelta

from conference.platform.tasks.schedule import every_day

from .models import AccountMail
from .sessions import forget_past_sessions

# Longer than a mail server may be away: a mail still waiting is not old.
KEEP_MAILS = timedelta(days=30)


@every_day
def forget_logins_that_are_over(*, now: datetime) -> None:
    forget_past_sessions(now=now)


@every_day
def forget_old_mails(*, now: datetime) -> None:
    AccountMail.objects.filter(created_at__lte=now - KEEP_MAILS).delete()
