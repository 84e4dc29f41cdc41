"""Whether a mail would still say something true, to the address it was meant for."""

from collections.abc import Callable
from datetime import datetime

from events.days import first_day
from events.models import EventStatus

from ..models import Attendee, MailKind, RegistrationMail
from ..seats.availability import is_over
from ..states import GAVE_UP_A_SEAT, LIVE, OVER, Status

# Of one person: whether a mail of this kind still concerns them.
CONCERNS: dict[MailKind, Callable[[Attendee, datetime], bool]] = {
    MailKind.CONFIRM: lambda each, now: each.is_unconfirmed or each.has_lapsed(now),
    MailKind.LINK: lambda each, now: each.status in LIVE,
    MailKind.HELD: lambda each, now: True,
    MailKind.ATTENDEE: lambda each, now: each.status in LIVE,
    MailKind.WAITING: lambda each, now: each.status in {Status.WAITLISTED, Status.PENDING_APPROVAL},
    MailKind.OFFER: lambda each, now: each.status == Status.OFFERED and each.holds_seat(now),
    MailKind.LAPSED: lambda each, now: each.status in {Status.WAITLISTED, *GAVE_UP_A_SEAT},
    MailKind.REFUSED: lambda each, now: each.status == Status.REFUSED,
    MailKind.UPDATED: lambda each, now: each.status in LIVE,
    MailKind.CHANGED: lambda each, now: each.holds_seat(now) or each.is_waiting,
    MailKind.STILL_COMING: lambda each, now: each.is_confirmed and each.kept_at is None,
    MailKind.ARRANGEMENT: lambda each, now: each.status in LIVE and hasattr(each, "arrangement"),
    MailKind.CANCELLED: lambda each, now: each.is_cancelled,
    MailKind.EVENT_CANCELLED: lambda each, now: each.status not in OVER,
    MailKind.LETTER: lambda each, now: not each.is_anonymised,
}
ALWAYS_TOLD = {MailKind.CANCELLED, MailKind.REFUSED, MailKind.LETTER}


def is_still_wanted(mail: RegistrationMail, *, now: datetime) -> bool:
    """Whether the mail still concerns somebody, its event is as the mail supposes, its address the same."""
    kind, event = MailKind(mail.kind), mail.event
    if not mail.to or mail.to != address_of(mail):  # corrected, or erased
        return False
    if not _is_time(mail, kind, over=is_over(event, now=now)):
        return False
    if kind == MailKind.OFFER and _is_followed_by_another(mail):
        return False
    concerns = CONCERNS.get(kind, lambda each, now: each.is_confirmed)
    return any(concerns(each, now) for each in people_of(mail))


def _is_followed_by_another(mail: RegistrationMail) -> bool:
    """Whether one more mail of the same kind is about to leave, which tells all that this one would."""
    waiting = RegistrationMail.objects.filter(state=RegistrationMail.State.QUEUED, pk__gt=mail.pk or 0)
    return waiting.filter(registration=mail.registration_id, kind=mail.kind, to=mail.to).exists()


def _is_time(mail: RegistrationMail, kind: MailKind, *, over: bool) -> bool:
    """Whether the event is where a mail of this kind supposes it."""
    cancelled = mail.event.status == EventStatus.CANCELLED
    if kind == MailKind.EVENT_CANCELLED:
        return cancelled
    if kind == MailKind.THANKS:
        return over and not cancelled
    if kind == MailKind.REMINDER and _of_another_day(mail):
        return False
    return kind in ALWAYS_TOLD or not (cancelled or over)


def _of_another_day(mail: RegistrationMail) -> bool:
    """Whether the event was moved since its reminder was written; another one leaves before its new day."""
    told = mail.notice.facts.get("day") if mail.notice else None
    if mail.event.start is None:
        return True
    return told is not None and told != first_day(mail.event).isoformat()


def is_to_one_person(mail: RegistrationMail) -> bool:
    """Whether it goes to a person's own address, not to that of whoever registered them."""
    return mail.attendee is not None and bool(mail.attendee.email) and mail.to == mail.attendee.email


def address_of(mail: RegistrationMail) -> str:
    """Where the mail would go today."""
    if mail.attendee is not None and is_to_one_person(mail):
        return mail.attendee.email
    return mail.registration.email


def people_of(mail: RegistrationMail) -> list[Attendee]:
    """Whom the mail is about: the one person it goes to, or all of the registration."""
    if mail.attendee is not None and is_to_one_person(mail):
        return [mail.attendee]
    return list(mail.registration.attendees.all())
