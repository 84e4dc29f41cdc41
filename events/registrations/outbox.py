"""Mails to registrants, queued in the transaction of what they tell (conference.platform.mails)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from conference.platform.mails import queue_mail, queue_mails

from .models import Attendee, MailKind, Registration, RegistrationMail
from .models.attendee import by_registration

# Whoever types somebody's address again and again must not flood that person with mails.
LINKS_AN_HOUR = 5


def addressees(
    people: Iterable[Attendee],
) -> Iterator[tuple[Registration, list[Attendee], Attendee | None]]:
    """To whom one writes of these people: to the address that registered them, then to each of their own.

    The registration, those of the people who are part of it, and whose own address it is (None: nobody's).
    """
    for registration, party in by_registration(people).items():
        yield registration, party, None
        yield from ((registration, party, person) for person in party if person.email)


def mail_to(
    registration: Registration, kind: MailKind | str, *, attendee: Attendee | None = None, **fields: Any
) -> RegistrationMail:
    """A mail, not saved, to the address that registered, or to ``attendee`` at their own.

    ``to`` is empty where nobody has an address: registered by telephone.
    """
    own = attendee.email if attendee is not None else ""
    return RegistrationMail(
        registration=registration,
        event_id=registration.event_id,
        kind=kind,
        to=own or registration.email,
        attendee=attendee,
        **fields,
    )


def write_to(
    registration: Registration,
    kind: MailKind,
    *,
    now: datetime,
    attendee: Attendee | None = None,
    facts: Mapping[str, Any] | None = None,
) -> RegistrationMail | None:
    """Queue one mail (``mail_to``); None where nobody has an address.

    ``facts``: what it tells beside what is true as it leaves, never a name.
    """
    mail = mail_to(registration, kind, attendee=attendee, facts=dict(facts or {}))
    return queue_mail(mail, now=now) if mail.to else None


def write_to_each(registrations: Iterable[Registration], kind: MailKind, *, now: datetime) -> None:
    """Queue one mail to each of these registrations, in as many queries for many as for one."""
    queue_those_with_address((mail_to(each, kind) for each in dict.fromkeys(registrations)), now=now)


def write_to_parties(
    people: Iterable[Attendee], kind: MailKind, *, now: datetime, facts: Mapping[str, Any]
) -> None:
    """Queue a mail about these people to all their addressees, in as many queries for many as for one.

    ``facts`` as for ``write_to``, to which are added the keys of the people of the same registration.
    """
    mails = []
    for registration, party, person in addressees(people):
        told = {**facts, "attendees": [each.pk for each in party]}
        mails.append(mail_to(registration, kind, attendee=person, facts=told))
    queue_those_with_address(mails, now=now)


def queue_those_with_address(mails: Iterable[RegistrationMail], *, now: datetime) -> None:
    """Queue mails as one batch, but for those that nobody has an address for."""
    queue_mails([mail for mail in mails if mail.to], now=now)


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


def tell_of_update(attendees: Iterable[Attendee], *, now: datetime) -> None:
    """Send what changed of these people to their addressees.

    Once only while the mail has not left: it is written as it leaves. Nothing while the address is not
    confirmed.
    """
    told = (attendee for attendee in attendees if not attendee.is_unconfirmed)
    for registration, _party, person in addressees(told):
        _tell_once_of_update(registration, now=now, attendee=person)


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
