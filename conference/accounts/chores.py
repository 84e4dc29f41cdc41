"""What the accounts do by themselves (conference.platform.tasks.schedule)."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from conference.platform.tasks.schedule import every_day

from .models import AccountMail

# Longer than a mail server may be away: a mail still waiting is not old.
KEEP_MAILS = timedelta(days=30)


@every_day
@transaction.atomic
def forget_past_sessions(*, now: datetime) -> None:
    """Delete lapsed sessions, then what is known of logins that are over: address, browser."""
    Session.objects.filter(expire_date__lte=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


@every_day
def forget_old_mails(*, now: datetime) -> None:
    AccountMail.objects.filter(created_at__lte=now - KEEP_MAILS).delete()
