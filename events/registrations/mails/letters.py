"""Letters of a team to the people of its event: all of them, or by state, on site or on line. Once.

A letter is a Notice that waits ten minutes, in which it can be stopped; who sent it, when and to how many
stays on it.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from events.models import EventPage

from ..errors import RegistrationError
from ..models import MailKind, Notice
from ..notices import DELAY, concerned, write_notice
from ..querysets import NO_ADDRESS
from ..seats import lock_seats
from ..states import Status

# To whom one may write: those who come, who wait, who are to be approved.
STATES = {
    "confirmees": (_("confirmées"), (Status.CONFIRMED,)),
    "attente": (_("en liste d’attente"), (Status.WAITLISTED, Status.OFFERED)),
    "approbation": (_("à approuver"), (Status.PENDING_APPROVAL,)),
}


class NobodyToWriteTo(RegistrationError):
    sentence = _("Personne n’est dans ces états, ou n’y a d’adresse : choisissez-en d’autres.")


class LetterHasLeft(RegistrationError):
    sentence = _("Ce message est déjà parti, ou a été arrêté.")


@transaction.atomic
def send_letter(
    event: EventPage,
    *,
    subject: str,
    text: str,
    states: Sequence[str],
    mode: str = "",
    attendees: Collection[int] | None = None,
    by: User,
    now: datetime,
) -> Notice:
    """Have a letter sent in ten minutes to whoever is in one of these ``states`` now.

    ``attendees`` (keys): to those of them who come or wait, instead. The same letter, sent twice by the same
    person before it left, leaves once. Raises NobodyToWriteTo.
    """
    lock_seats(event.pk)
    letter = draft(event, subject=subject, text=text, states=states, mode=mode)
    if attendees is not None:
        statuses = [str(status) for _label, of_state in STATES.values() for status in of_state]
        letter.facts |= {"statuses": statuses, "attendees": sorted(attendees)}
    twin = letters_of(event).filter(left_at=None, sent_by=by, facts=letter.facts).first()
    if twin is not None:
        return twin
    if not concerned(letter, now=now).exclude(NO_ADDRESS).exists():
        raise NobodyToWriteTo
    letter.sent_by, letter.leaves_at = by, now + DELAY
    write_notice(letter, now=now)
    return letter


def draft(event: EventPage, *, subject: str, text: str, states: Sequence[str], mode: str = "") -> Notice:
    """A letter that is not saved."""
    statuses = [str(status) for state in states for status in STATES[state][1]]
    facts = {"subject": subject, "text": text, "statuses": statuses, "mode": mode}
    return Notice(event=event, kind=MailKind.LETTER, facts=facts)


@transaction.atomic
def stop_letter(letter: Notice, *, by: User) -> None:
    """Keep a letter from leaving; the history of its event says so. Raises LetterHasLeft."""
    event, _gate = lock_seats(letter.event_id)
    waiting = letters_of(letter.event).filter(pk=letter.pk, left_at=None).first()
    if waiting is None:
        raise LetterHasLeft
    waiting.delete()
    log(event, Notice.STOPPED, user=by, data={"subject": waiting.facts["subject"]})


def letters_of(event: EventPage) -> QuerySet[Notice]:
    """The letters of an event, the latest first."""
    return Notice.objects.filter(event=event, kind=MailKind.LETTER).order_by("-pk")
