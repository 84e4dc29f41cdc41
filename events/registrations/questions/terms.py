"""Answers and arrangements are erased at their term, or with the person who gave them."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from conference.platform.mails import erase_mails

from ..models import Answer, Arrangement, Attendee, MailKind, Question, RegistrationMail

ARRANGEMENT_TERM = timedelta(days=30)  # after the event


def erase_answers(*, now: datetime) -> Counter[int]:
    """Erase the answers whose question's term is reached; returns how many of each event (its pk)."""
    erased: Counter[int] = Counter()
    for days in Question.Term.values:
        over = Answer.objects.filter(
            question__term_days=days, registration__event__over_at__lte=now - timedelta(days=days)
        )
        erased += _delete(over, event="registration__event")
    return erased


def erase_arrangements(*, now: datetime) -> Counter[int]:
    """Erase arrangements thirty days after the event, and the mails that told of them.

    Returns how many of each event (its pk).
    """
    over = now - ARRANGEMENT_TERM
    mails = RegistrationMail.objects.filter(kind=MailKind.ARRANGEMENT, event__over_at__lte=over)
    erase_mails(mails.exclude(to=""))
    return _delete(Arrangement.objects.filter(attendee__event__over_at__lte=over), event="attendee__event")


@transaction.atomic
def erase_what_they_told(attendees: Collection[int]) -> Counter[str]:
    """Erase the answers and the arrangements of these attendees, who are erased; returns rows by model.

    What was answered once for a registration goes with the last of its people.
    """
    others = (
        Attendee.objects.naming_someone()
        .exclude(pk__in=attendees)
        .filter(registration=OuterRef("registration"))
    )
    shared = Answer.objects.filter(~Exists(others), attendee=None, registration__attendees__in=attendees)
    answers = Answer.objects.filter(Q(attendee__in=attendees) | Q(pk__in=shared.values("pk")))
    arrangements = Arrangement.objects.filter(attendee__in=attendees)
    return Counter(answer=answers.delete()[0], arrangement=arrangements.delete()[0])


def _delete(rows: QuerySet, *, event: str) -> Counter[int]:
    with transaction.atomic():
        found = rows.order_by().values_list(event).annotate(n=Count("pk"))
        numbers = Counter(dict(found))
        rows.order_by().delete()
    return numbers
