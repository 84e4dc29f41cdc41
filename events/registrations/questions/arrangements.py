"""What a person needs to take part: asked with a consent of its own, answered by the organiser."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from conference.platform.mails import erase_mails
from events.models import EventStatus

from ..errors import RegistrationErased, RegistrationError
from ..models import Arrangement, Attendee, MailKind, RegistrationMail
from ..outbox import write_to
from ..states import LIVE, Status

State = Arrangement.State


class NoWish(RegistrationError):
    sentence = _("Écrivez l’aménagement souhaité.")


class ArrangementWithdrawn(RegistrationError):
    sentence = _("Cette personne a retiré sa demande.")


class NoReply(RegistrationError):
    sentence = _("Choisissez une réponse.")


@transaction.atomic
def ask(attendee: Attendee, *, wish: str, now: datetime) -> Arrangement:
    """Note what a person wishes, who agrees that the organiser reads it; asked again, it is answered anew.

    The organiser is told once the address is confirmed (telling.py). Raises NoWish or
    RegistrationErased.
    """
    if not wish.strip():
        raise NoWish
    if attendee.is_anonymised:
        raise RegistrationErased
    arrangement = Arrangement.objects.filter(attendee=attendee).first() or Arrangement(attendee=attendee)
    if arrangement.wish == wish.strip() and arrangement.withdrawn_at is None:
        return arrangement
    _forget_reply(arrangement)
    arrangement.wish = wish.strip()
    arrangement.consented_at = now
    arrangement.withdrawn_at = arrangement.told_at = None
    arrangement.save()
    return arrangement


@transaction.atomic
def withdraw(attendee: Attendee, *, now: datetime) -> None:
    """The person takes the consent back: the wish, its answer and the mails that told it are erased."""
    arrangement = Arrangement.objects.filter(attendee=attendee, withdrawn_at=None).first()
    if arrangement is None:
        return
    _forget_reply(arrangement)
    arrangement.wish = ""
    arrangement.withdrawn_at = now
    arrangement.save()
    erase_mails(RegistrationMail.objects.filter(kind=MailKind.ARRANGEMENT, attendee=attendee))


@transaction.atomic
def reply(arrangement: Arrangement, *, state: str, reply: str, by: User, now: datetime) -> Arrangement:
    """The organiser answers; the answer is mailed to the person. Raises ArrangementWithdrawn or NoReply.

    Answered twice, the later answer holds, and is mailed too.
    """
    arrangement = Arrangement.objects.select_for_update().get(pk=arrangement.pk)
    if arrangement.withdrawn_at is not None:
        raise ArrangementWithdrawn
    if state not in ANSWERS:
        raise NoReply
    arrangement.state, arrangement.reply = State(state), reply.strip()
    arrangement.replied_at, arrangement.replied_by = now, by
    arrangement.save()
    attendee = Attendee.objects.select_related("registration").get(pk=arrangement.attendee_id)
    # What was answered is read from the arrangement as the mail leaves.
    write_to(
        attendee.registration,
        MailKind.ARRANGEMENT,
        now=now,
        attendee=attendee,
        facts={"arrangement": arrangement.pk, "state": arrangement.state},
    )
    return arrangement


ANSWERS = frozenset(State) - {State.ASKED}


def _forget_reply(arrangement: Arrangement) -> None:
    arrangement.state, arrangement.reply = State.ASKED, ""
    arrangement.replied_at = arrangement.replied_by = None


# --- For the organiser ---------------------------------------------------------------------------


def asked_for(events: Collection[int] | QuerySet | None = None) -> QuerySet[Arrangement]:
    """What is asked by people who come or wait, their address confirmed; of all events without ``events``."""
    asked = Arrangement.objects.filter(
        withdrawn_at=None, attendee__status__in=LIVE - {Status.UNCONFIRMED}
    ).exclude(wish="")
    return asked if events is None else asked.filter(attendee__event__in=events)


def to_answer(*, now: datetime) -> QuerySet[Arrangement]:
    """What no organiser has answered, of events that take place and are not over."""
    asked = asked_for().filter(state=State.ASKED, attendee__event__over_at__gt=now)
    return asked.exclude(attendee__event__status=EventStatus.CANCELLED)
