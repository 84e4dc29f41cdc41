"""What reaches its term beside the people: the team's mails and letters, logs of acts and exports."""

from collections import Counter, defaultdict
from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.models import ModelLogEntry, PageLogEntry

from conference.core.times.delays import months_before
from conference.platform.mails import erase_mails
from events.models import EventPage

from ..models import (
    ArrangementMail,
    Attendee,
    ErasureRecord,
    MailKind,
    Notice,
    OrganiserMail,
    PeopleExport,
    Registration,
    RegistrationLogEntry,
)
from ..questions.terms import erase_answers, erase_arrangements
from .records import record_erasure

TO_ORGANISERS = (OrganiserMail, ArrangementMail)


def erase_mails_at_term(*, now: datetime) -> int:
    """Blank the mails to organisers, and the letters, of the events at their term; returns how many.

    Of a letter that was stopped, the history of its event holds the subject.
    """
    ended_before = months_before(now, settings.REGISTRATION_RETENTION_MONTHS)
    over = Q(event__over_at__lte=ended_before)
    letters = Notice.objects.filter(over, kind=MailKind.LETTER).exclude(facts={})
    mails = [model.objects.filter(over).exclude(to="", text="") for model in TO_ORGANISERS]
    stopped = PageLogEntry.objects.filter(action=Notice.STOPPED, page__eventpage__over_at__lte=ended_before)
    stopped = stopped.exclude(data={})
    erased = 0
    held = [rows.order_by().values_list("event", flat=True) for rows in (letters, *mails)]
    for event_id in set(stopped.order_by().values_list("page", flat=True)).union(*held):
        with transaction.atomic():
            of_event = {f"{rows.model.__name__}.to": rows.filter(event=event_id) for rows in mails}
            counts = Counter({field: erase_mails(rows) for field, rows in of_event.items()})
            counts["Notice.facts"] = letters.filter(event=event_id).update(facts={})
            counts["Notice.facts"] += stopped.filter(page=event_id).update(data={})
            event = EventPage.objects.get(pk=event_id)
            record_erasure(event, reason=ErasureRecord.Reason.TERM, people=0, counts=counts, now=now)
            erased += counts.total()
    return erased


def erase_told_at_term(*, now: datetime) -> int:
    """Erase the answers and the arrangements at their terms; returns how many rows."""
    erased: dict[int, Counter[str]] = defaultdict(Counter)
    with transaction.atomic():
        for field, verb in (("Answer.value", erase_answers), ("Arrangement.wish", erase_arrangements)):
            for event_id, rows in verb(now=now).items():
                erased[event_id][field] += rows
        for event in EventPage.objects.filter(pk__in=erased):
            counts = erased[event.pk]
            record_erasure(event, reason=ErasureRecord.Reason.TERM, people=0, counts=counts, now=now)
    return sum(counts.total() for counts in erased.values())


def forget_logs(*, now: datetime) -> int:
    """Delete who did what, and who exported whom, REGISTRATION_LOG_MONTHS after the act; returns how many.

    Only once the event is over: until then its log says why somebody has a seat.
    """
    before = months_before(now, settings.REGISTRATION_LOG_MONTHS)
    of_ours = ContentType.objects.get_for_models(Registration, Attendee).values()
    old = (
        RegistrationLogEntry.objects.filter(at__lte=before, registration__event__over_at__lte=now),
        PeopleExport.objects.filter(at__lte=before),
        ModelLogEntry.objects.filter(timestamp__lte=before, content_type__in=of_ours),
    )
    return sum(rows.delete()[0] for rows in old)
