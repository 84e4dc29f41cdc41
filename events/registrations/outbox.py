"""Mails to registrants, queued in the transaction of what they tell (conference.platform.mails)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from conference.platform.mails import queue_mail

from .models import Attendee, MailKind, Registration, RegistrationMail

# Whoever types somebody's address again and again must not flood that person with mails.
LINKS_AN_HOUR = 5


def write_to(
    registration: Registration,
    kind: MailKind,
    *,
    now: datetime,
    attendee: Attendee | None = None,
    facts: Mapping[str, Any] | None = None,
) -> RegistrationMail | None:
    """Queue one mail to the person registered, or to ``attendee`` at their own address.

    ``facts``: what it tells beside what is true as it leaves, never a name. None where nobody has an
    address: registered by telephone.
    """
    to = attendee.email if attendee is not None and attendee.email else registration.email
    if not to:
        return None
    mail = RegistrationMail(
        registration=registration,
        event_id=registration.event_id,
        kind=kind,
        to=to,
        attendee=attendee,
        facts=dict(facts or {}),
    )
    return queue_mail(mail, now=now)


def send_link(registration: Registration, *, now: datetime) -> RegistrationMail | None:
    """Send the person's link again, in the words of its state; None once LINKS_AN_HOUR were asked for."""
    lately = RegistrationMail.objects.filter(
        registration=registration,
        kind__in=[MailKind.CONFIRM, MailKind.LINK],
        created_at__gt=now - timedelta(hours=1),
    )
    if lately.count() >= LINKS_AN_HOUR:
        return None
    kind = MailKind.LINK if registration.attendee.is_confirmed else MailKind.CONFIRM
    return write_to(registration, kind, now=now)
