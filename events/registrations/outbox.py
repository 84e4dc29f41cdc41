"""Mails to registrants, queued in the transaction of what they tell (conference.platform.mails)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from conference.platform.mails import queue_mail, queue_mails

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
    mail = _letter(registration, kind, attendee=attendee, facts=facts)
    return mail and queue_mail(mail, now=now)


def write_to_each(registrations: Iterable[Registration], kind: MailKind, *, now: datetime) -> None:
    """Queue one mail to whoever made each of these requests, in as many queries for many as for one."""
    letters = [_letter(registration, kind) for registration in registrations]
    queue_mails([mail for mail in letters if mail is not None], now=now)


def write_to_parties(
    people: Iterable[Attendee], kind: MailKind, *, now: datetime, facts: Mapping[str, Any]
) -> None:
    """Tell what these people have in common: the address of each registration, then each of their own.

    In as many queries for many as for one. ``facts`` as for ``write_to``, to which are added the keys of the
    people of that registration.
    """
    parties: dict[Registration, list[Attendee]] = defaultdict(list)
    for person in people:
        parties[person.registration].append(person)
    letters = []
    for registration, party in parties.items():
        told = {**facts, "attendees": [person.pk for person in party]}
        theirs = [person for person in party if person.email]
        letters += [_letter(registration, kind, attendee=each, facts=told) for each in [None, *theirs]]
    queue_mails([mail for mail in letters if mail is not None], now=now)


def _letter(
    registration: Registration,
    kind: MailKind,
    *,
    attendee: Attendee | None = None,
    facts: Mapping[str, Any] | None = None,
) -> RegistrationMail | None:
    to = attendee.email if attendee is not None and attendee.email else registration.email
    if not to:
        return None
    return RegistrationMail(
        registration=registration,
        event_id=registration.event_id,
        kind=kind,
        to=to,
        attendee=attendee,
        facts=dict(facts or {}),
    )


def send_link(registration: Registration, *, now: datetime) -> RegistrationMail | None:
    """Send the person's link again, in the words of its state; None once LINKS_AN_HOUR were asked for."""
    unconfirmed = any(attendee.is_unconfirmed for attendee in registration.attendees.all())
    return _write_again(registration, MailKind.CONFIRM if unconfirmed else MailKind.LINK, now=now)


def tell_what_is_held(registration: Registration, *, now: datetime) -> RegistrationMail | None:
    """Tell what the address of a registration holds at its event, to which nothing was added.

    None once LINKS_AN_HOUR were asked for.
    """
    return _write_again(registration, MailKind.HELD, now=now)


def tell_attendee(attendee: Attendee, *, now: datetime) -> RegistrationMail | None:
    """Tell a person at their own address that somebody registered them.

    None once LINKS_AN_HOUR were written for that seat, whose address may be changed again and again.
    """
    lately = attendee.mails.filter(kind=MailKind.ATTENDEE, created_at__gt=now - timedelta(hours=1))
    if lately.count() >= LINKS_AN_HOUR:
        return None
    return write_to(attendee.registration, MailKind.ATTENDEE, now=now, attendee=attendee)


def tell_of_update(attendees: Sequence[Attendee], *, now: datetime) -> None:
    """Send what changed to whoever registered these people, and to those who have an address of their own.

    Once only while the mail has not left: it is written as it leaves. Nothing while the address is not
    confirmed.
    """
    for attendee in attendees:
        if attendee.is_unconfirmed:
            continue
        _tell_once_of_update(attendee.registration, now=now)
        if attendee.email:
            _tell_once_of_update(attendee.registration, now=now, attendee=attendee)


def tell_of_new_ticket(attendee: Attendee, *, now: datetime) -> None:
    """Send whoever registered this person the ticket that replaces the one they have."""
    _tell_once_of_update(attendee.registration, now=now)


def _tell_once_of_update(
    registration: Registration, *, now: datetime, attendee: Attendee | None = None
) -> None:
    waiting = registration.mails.filter(kind=MailKind.UPDATED, state=RegistrationMail.State.QUEUED)
    if not waiting.filter(attendee=attendee).exists():
        write_to(registration, MailKind.UPDATED, now=now, attendee=attendee)


def _write_again(registration: Registration, kind: MailKind, *, now: datetime) -> RegistrationMail | None:
    lately = RegistrationMail.objects.filter(
        event=registration.event_id,
        registration__email_key=registration.email_key,
        kind__in=[MailKind.CONFIRM, MailKind.LINK, MailKind.HELD],
        created_at__gt=now - timedelta(hours=1),
    )
    if lately.count() >= LINKS_AN_HOUR:
        return None
    return write_to(registration, kind, now=now)
